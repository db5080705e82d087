#include "core/config/number_fields.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/config/config_json.h"

namespace la {

namespace {

template<class T>
inline constexpr bool kIsNumber = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

// Edits that lead from one word to another: characters put in, taken out or replaced.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

// The field that was meant by `typed`: the whole path or its end.
std::string nearest_path(std::string_view typed) {
    const auto away = [&](const NumberField& field) {
        const std::string end = field.path.substr(field.path.rfind('.') + 1);
        return std::min(distance(typed, field.path), distance(typed, end));
    };
    return std::ranges::min_element(number_fields(), {}, away)->path;
}

// One readable line for a message.
std::string readable(std::string_view text) {
    std::string out(text.substr(0, 80));
    for (char& c : out) {
        c = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    return text.size() > out.size() ? out + "..." : out;
}

// Sweeps train residual networks, and what is measured of a run changes nothing of it.
bool is_shallow(std::string_view path) {
    return path.starts_with("shallow.");
}
bool is_measure(std::string_view path) {
    return path.starts_with("stability.");
}
bool is_for_sweeps(std::string_view path) {
    return !is_shallow(path) && !is_measure(path);
}

[[noreturn]] void refuse(std::string_view path) {
    if (is_shallow(path)) {
        throw UsageError(readable(path) + " is of the shallow network; sweeps train residual ones");
    }
    if (is_measure(path)) {
        throw UsageError(readable(path) +
                         " says what is measured, and changes nothing; try sweep --measure");
    }
    const std::vector<FieldValue> all = field_values(Config());
    if (std::ranges::any_of(all, [&](const FieldValue& field) { return path == field.path; })) {
        throw UsageError(std::string(path) + " is not a number");
    }
    throw UsageError(readable(path) + ": no setting has this name; the nearest is " +
                     nearest_path(path.substr(0, 80)));
}

}  // namespace

const std::vector<NumberField>& number_fields() {
    static const std::vector<NumberField> kFields = [] {
        std::vector<NumberField> out;
        Config config;
        for_each_field(config,
                       [&](const char* path, auto& value, const auto& constraint, const char*) {
                           using T = std::decay_t<decltype(value)>;
                           if constexpr (kIsNumber<T>) {
                               if (is_for_sweeps(path)) {
                                   out.push_back({path, constraint, std::is_integral_v<T>});
                               }
                           }
                       });
        return out;
    }();
    return kFields;
}

bool is_number_field(std::string_view path) {
    return std::ranges::find(number_fields(), path, &NumberField::path) != number_fields().end();
}

const NumberField& number_field_at(std::string_view path) {
    const auto at = std::ranges::find(number_fields(), path, &NumberField::path);
    if (at == number_fields().end()) {
        refuse(path);
    }
    return *at;
}

double number_at(const Config& config, std::string_view path) {
    std::optional<double> out;
    for_each_field(config, [&](const char* name, const auto& value, const auto&, const char*) {
        if constexpr (kIsNumber<std::decay_t<decltype(value)>>) {
            out = path == name && is_for_sweeps(path) ? static_cast<double>(value) : out;
        }
    });
    return out ? *out : (refuse(path), 0);
}

void set_number(Config& config, std::string_view path, double value) {
    number_field_at(path);
    set_field(config, std::string(path) + '=' + number_text(value));
}

std::string short_name(std::string_view path, char between) {
    const bool with_section = path.ends_with(".seed");
    std::string out(with_section ? path : path.substr(path.find('.') + 1));
    std::ranges::replace(out, '.', between);
    std::ranges::replace(out, '_', between);
    return out;
}

}  // namespace la
