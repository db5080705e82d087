#include "app/commands/sweep_values.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/read_number.h"
#include "core/config/config_json.h"
#include "core/config/number_fields.h"

namespace la {

namespace {

double number(const std::string& option, const std::string& text) {
    const auto value = number_in(text);
    if (!value) {
        throw UsageError(option + ": \"" + text + "\" is not a number");
    }
    return *value;
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(at, begin)) != std::string::npos; begin = end + 1) {
        out.push_back(text.substr(begin, end - begin));
    }
    out.push_back(text.substr(begin));
    return out;
}

template<class T>
void put_in_order(std::vector<T>& values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Twelve digits: 0.03, not 0.030000000000000002.
double rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.12g", value);
    return *number_in(text);
}

// `words`, such as "--lambda 0:1", stand before what is wrong.
std::vector<double> range(const std::string& words, const std::string& option,
                          const std::vector<std::string>& ends, Spacing spacing) {
    const double first = number(option, ends[0]);
    const double last = number(option, ends[1]);
    const double count = number(option, ends[2]);
    if (count < 2 || count > 10000 || count != std::floor(count) || last <= first) {
        throw UsageError(words + ": expected first:last:count, first below last, count 2 to 10000");
    }
    if (spacing == Spacing::Log && first <= 0) {
        throw UsageError(words + ": --log needs a first value above 0");
    }
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        const double part = i / (count - 1);
        out.push_back(rounded(spacing == Spacing::Log ? first * std::pow(last / first, part)
                                                      : first + (last - first) * i / (count - 1)));
    }
    return out;
}

std::vector<double> values(const std::string& option, const std::string& between,
                           const std::string& text, Spacing spacing) {
    const std::string words = option + between + text;
    const std::vector<std::string> ends = split(text, ':');
    std::vector<double> out;
    if (ends.size() == 3) {
        out = range(words, option, ends, spacing);
    } else if (ends.size() != 1) {
        throw UsageError(words + ": expected first:last:count or a,b,c");
    } else if (spacing == Spacing::Log) {
        throw UsageError(words + ": --log spaces a range, first:last:count");
    } else {
        for (const std::string& value : split(text, ',')) {
            out.push_back(number(option, value));
        }
    }
    return out;
}

}  // namespace

PathValues parse_lambda(const std::string& text) {
    PathValues out{kLambdaPath, values("--lambda", " ", text, Spacing::Linear)};
    put_in_order(out.values);
    return out;
}

PathValues parse_over(const std::string& text, Spacing spacing) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw UsageError("--over " + text + ": expected PATH=first:last:count or PATH=a,b,c");
    }
    PathValues out{text.substr(0, equals), {}};
    const bool whole = number_field_at(out.path).whole;
    out.values = values("--over " + out.path, "=", text.substr(equals + 1), spacing);
    if (whole && spacing == Spacing::Log) {
        std::ranges::transform(out.values, out.values.begin(),
                               [](double v) { return std::round(v); });
    }
    put_in_order(out.values);
    return out;
}

std::vector<int> parse_sizes(const std::string& text) {
    std::vector<int> out;
    for (const std::string& item : text.empty() ? std::vector<std::string>{} : split(text, ',')) {
        const double value = number("--train-sizes", item);
        if (value < 1 || value > 1e6 || value != std::floor(value)) {
            throw UsageError("--train-sizes " + item + ": expected whole numbers from 1");
        }
        out.push_back(static_cast<int>(value));
    }
    put_in_order(out);
    return out;
}

}  // namespace la
