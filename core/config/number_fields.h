#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/config_fields.h"

namespace la {

// The fields of a configuration that hold a number, by their paths in config.json, but for those of
// the shallow network and of measures: what sweeps may change. Functions that take a path throw
// UsageError if it is none of them: for an unknown one with the nearest name.

struct NumberField {
    std::string path;
    NumberRange range;
    bool whole;  // no fractions
};

// In the order of config.json.
const std::vector<NumberField>& number_fields();

const NumberField& number_field_at(std::string_view path);
bool is_number_field(std::string_view path);

double number_at(const Config& config, std::string_view path);

// Throws UsageError naming path and value if the value is out of range or should be whole.
void set_number(Config& config, std::string_view path, double value);

// The end of a path that names the field, its words joined by `between`: "layers", "init_std",
// "uzawa_nu"; of the three seeds with the section, "network_seed". No two fields share a name.
std::string short_name(std::string_view path, char between);

}  // namespace la
