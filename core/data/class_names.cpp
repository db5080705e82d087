#include "core/data/class_names.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/data/csv_cells.h"

namespace la {

namespace {

constexpr long kExactDigits = 15;  // so many a double always tells apart
constexpr std::size_t kMany = 20;  // points, among which a class of one is strange

long digits_of(const std::string& name) {
    return std::ranges::count_if(name, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

NamedClasses number_classes(const std::vector<std::string>& labels, std::vector<std::string> names,
                            DecimalSign sign) {
    std::map<std::string, double> values;
    bool numbers = true;
    for (const std::string& name : names) {
        numbers = numbers && read_cell(name, sign, values[name]).empty();
    }
    std::ranges::sort(names);
    if (numbers) {
        std::ranges::stable_sort(names, std::less<>(),
                                 [&](const std::string& name) { return values[name]; });
    }
    NamedClasses out;
    std::map<std::string, std::uint8_t> index;
    for (const std::string& name : names) {
        const bool same =
            numbers && !out.names.empty() && values[out.names.back()] == values[name] &&
            digits_of(name) <= kExactDigits && digits_of(out.names.back()) <= kExactDigits;
        if (!same) {
            out.names.push_back(name);
        }
        index[name] = static_cast<std::uint8_t>(out.names.size() - 1);
    }
    for (const std::string& label : labels) {
        out.labels.push_back(index.find(label)->second);
    }
    return out;
}

std::vector<std::string> doubts_about(const NamedClasses& classes) {
    std::vector<std::string> out;
    std::map<std::string, std::string> first_of;  // of each name in lower case
    for (const std::string& name : classes.names) {
        const auto [first, alone] = first_of.emplace(lower_case(name), name);
        if (!alone) {
            out.push_back("the labels " + shown_cell(first->second) + " and " + shown_cell(name) +
                          " differ in case alone, and are two classes");
        }
    }
    for (std::size_t c = 0; c < classes.names.size(); ++c) {
        if (classes.labels.size() >= kMany && std::ranges::count(classes.labels, c) == 1) {
            out.push_back("the class " + shown_cell(classes.names[c]) +
                          " has one point; is its label a missing one?");
        }
    }
    return out;
}

}  // namespace la
