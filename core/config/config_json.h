#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/config.h"

namespace la {

// config.json, the same object everywhere. Every function throws UsageError with the path of what
// is wrong ("optimizer.batch: 0 is out of range, 1 to 1000000").

// Every field is optional; those absent keep the value of `defaults`. Unknown keys are refused;
// "ran", which a run adds to say what ran (see run_folder.h), is passed over.
Config parse_config(std::string_view json, const Config& defaults = {});

// All fields, two-space indentation; parse_config of it gives the same configuration.
std::string to_json(const Config& config);

// "path=value" as given to --set; value is JSON, or a bare word ("network.activation=tanh").
void set_field(Config& config, std::string_view assignment);

// The value at `path` as JSON text; UsageError if there is none.
std::string get_field(const Config& config, std::string_view path);

// The value of every field as JSON text, in the order of config.json: what differs between two
// configurations can be read from two of these lists.
struct FieldValue {
    const char* path;
    std::string value;
};
std::vector<FieldValue> field_values(const Config& config);

// What a field does, in one sentence, and its path: the text of a tooltip; empty if unknown.
std::string field_help(std::string_view path);

// The networks a configuration asks for: {A, B} with compare, {B} without.
std::vector<MemberConfig> members_of(const Config& config);

}  // namespace la
