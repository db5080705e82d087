#include "core/base/read_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

namespace la {

namespace {

constexpr std::string_view kMinusSign = "\u2212";

constexpr std::array<std::string_view, 19> kSpaces{" ",      "\t",     "\r",     "\n",     "\u00a0",
                                                   "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
                                                   "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
                                                   "\u200a", "\u202f", "\u205f", "\u3000"};

// Bytes of the space at the end of UTF-8 text; 0: none.
std::size_t space_before_end(std::string_view text) {
    for (const std::string_view space : kSpaces) {
        if (text.ends_with(space)) {
            return space.size();
        }
    }
    return 0;
}

// True if a number that no double can hold is too large, false if it is too small.
bool out_of_range_upwards(std::string_view number) {
    const std::size_t exponent = number.find_first_of("eE");
    if (exponent != std::string_view::npos) {
        return number[exponent + 1] != '-';
    }
    return number[number.starts_with('-') ? 1 : 0] != '0';
}

}  // namespace

std::size_t space_at(std::string_view text) {
    for (const std::string_view space : kSpaces) {
        if (text.starts_with(space)) {
            return space.size();
        }
    }
    return 0;
}

std::string_view without_spaces(std::string_view text) {
    while (const std::size_t space = space_at(text)) {
        text.remove_prefix(space);
    }
    while (const std::size_t space = space_before_end(text)) {
        text.remove_suffix(space);
    }
    return text;
}

NumberFault read_number(std::string_view text, double& value) {
    std::string number(without_spaces(text));
    for (std::size_t at = 0; (at = number.find(kMinusSign, at)) != number.npos;) {
        number.replace(at, kMinusSign.size(), "-");
    }
    const char* from = number.data();
    const char* end = number.data() + number.size();
    if (from == end) {
        return NumberFault::Missing;
    }
    if (*from == '+' && from + 1 < end && from[1] != '-') {
        ++from;
    }
    double read = 0;
    const auto [stopped, error] = std::from_chars(from, end, read);
    if (error == std::errc::invalid_argument || stopped != end) {
        return NumberFault::NoNumber;
    }
    if (error == std::errc::result_out_of_range) {
        if (out_of_range_upwards({from, end})) {
            return NumberFault::TooLarge;
        }
        read = 0;
    }
    if (!std::isfinite(read)) {
        return NumberFault::NotFinite;
    }
    value = read;
    return NumberFault::None;
}

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    return read_number(text, value) == NumberFault::None ? std::optional(value) : std::nullopt;
}

}  // namespace la
