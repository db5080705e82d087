#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/config.h"

namespace la {

// Reading and writing config.json. Functions throw UsageError with the path of the fault
// ("optimizer.batch: 0 is out of range, 1 to 1000000").

// Every field is optional; absent ones keep the value of `defaults`. Unknown keys are refused.
// "ran", which run_folder.h adds to describe a finished run, is ignored.
Config parse_config(std::string_view json, const Config& defaults = {});

// All fields, but those of `shallow` only where one is not the default; two-space indentation.
// parse_config of it gives the same configuration.
std::string to_json(const Config& config);

// "path=value" as given to --set; value is JSON, a bare word ("tanh"), or a number in any form.
void set_field(Config& config, std::string_view assignment);

// The value at `path` as JSON text; UsageError if there is none.
std::string get_field(const Config& config, std::string_view path);

// The value of every field as JSON text, in the order of config.json. Two of these lists compare
// two configurations.
struct FieldValue {
    const char* path;
    std::string value;
};
std::vector<FieldValue> field_values(const Config& config);

// The text of a tooltip: what a field does, in one sentence. Empty if the path is unknown.
std::string field_help(std::string_view path);

// The networks a configuration asks for: {A, B} with compare, {B} without.
std::vector<MemberConfig> members_of(const Config& config);

}  // namespace la
