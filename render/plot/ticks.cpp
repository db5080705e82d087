#include "render/plot/ticks.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "render/plot/number.h"

namespace la::plot {

namespace {

constexpr double kRounding = 1e-9;  // relative slack at the ends

std::string format(const char* pattern, int decimals, double value) {
    char text[64];
    std::snprintf(text, sizeof text, pattern, decimals, value);
    return text;
}

double nice_step(double span, int max_labels) {
    const double rough = span / std::max(max_labels - 1, 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - kRounding)) {
            return factor * power;
        }
    }
    return 10 * power;
}

// Decimals needed to tell multiples of the step apart.
int decimals_of(double step) {
    return std::clamp(static_cast<int>(-std::floor(std::log10(step) + kRounding)), 0, 12);
}

std::string linear_label(double value, double step, double largest) {
    if (value == 0) {
        return "0";
    }
    if (largest >= 1e13 || largest < 1e-3) {
        return plain(value);
    }
    struct Unit {
        double from;
        double size;
        const char* pattern;
    };
    for (const Unit unit :
         {Unit{1e10, 1e9, "%.*fG"}, Unit{1e6, 1e6, "%.*fM"}, Unit{1e4, 1e3, "%.*fk"}}) {
        if (largest >= unit.from * (1 - kRounding)) {
            return format(unit.pattern, decimals_of(step / unit.size), value / unit.size);
        }
    }
    return format("%.*f", decimals_of(step), value);
}

Tick decade(int exponent, bool spelled_out) {
    const double value = std::pow(10.0, exponent);
    if (spelled_out) {
        return {value, plain(value), "", true};
    }
    return {value, "10", std::to_string(exponent), true};
}

}  // namespace

std::vector<Tick> linear_ticks(double lo, double hi, int max_labels, double least) {
    std::vector<Tick> ticks;
    if (!std::isfinite(lo) || !std::isfinite(hi) || !(hi > lo)) {
        return ticks;
    }
    const double step = std::max(nice_step(hi - lo, std::max(max_labels, 2)), least);
    const double largest = std::max(std::abs(lo), std::abs(hi));
    if (!(step > largest * 1e-13)) {
        return ticks;  // a double cannot tell them apart
    }
    const double first = std::ceil(lo / step - 1e-6);
    const double last = std::floor(hi / step + 1e-6);
    for (double i = first; i <= last; i += 1) {
        const double value = i == 0 ? 0.0 : i * step;
        ticks.push_back({value, linear_label(value, step, largest), "", true});
    }
    return ticks;
}

PlaneTicks plane_ticks(Range x, Range y, int max_labels) {
    const double width = x.hi - x.lo;
    const double height = y.hi - y.lo;
    const double shorter = std::min(width, height);
    if (!(shorter > 0) || !std::isfinite(width + height)) {
        return {};
    }
    const double step = nice_step(shorter, std::max(max_labels, 2));
    const int most =
        1 + static_cast<int>(std::min(1000.0, std::ceil(std::max(width, height) / step)));
    return {linear_ticks(x.lo, x.hi, most, step), linear_ticks(y.lo, y.hi, most, step)};
}

std::vector<Tick> log_ticks(double lo, double hi, int max_labels) {
    std::vector<Tick> ticks;
    if (!(lo > 0) || !std::isfinite(hi) || !(hi > lo)) {
        return ticks;
    }
    const int labels = std::max(max_labels, 2);
    const double lo_log = std::log10(lo);
    const double hi_log = std::log10(hi);
    const int first = static_cast<int>(std::ceil(lo_log - kRounding));
    const int last = static_cast<int>(std::floor(hi_log + kRounding));
    const int decades = last - first + 1;
    const auto inside = [&](double value) {
        return value >= lo * (1 - kRounding) && value <= hi * (1 + kRounding);
    };
    const bool spelled_out = lo > 0.9e-2 && hi < 1.1e4;
    if (decades < 2) {
        // Too short for decades: 1, 2, 5 if they give two labels, otherwise as on a linear axis.
        for (int e = first - 1; e <= last + 1; ++e) {
            for (const int factor : {1, 2, 5}) {
                const double value = factor * std::pow(10.0, e);
                if (inside(value)) {
                    ticks.push_back({value, plain(value), "", true});
                }
            }
        }
        if (ticks.size() < 2 || static_cast<int>(ticks.size()) > labels) {
            return linear_ticks(lo, hi, labels);
        }
        return ticks;
    }
    const int stride = (decades + labels - 1) / labels;
    const bool room = decades <= 2 && 3 * decades <= labels;
    for (int e = first - 1; e <= last; ++e) {
        if (e >= first) {
            Tick tick = decade(e, spelled_out);
            // Counts from exponent 0, so that thinned labels keep their places while the range
            // grows.
            if (e % stride != 0) {
                tick = {tick.value, "", "", false};
            }
            ticks.push_back(tick);
        }
        for (int factor = 2; factor <= 9 && stride == 1 && decades <= 4; ++factor) {
            const double value = factor * std::pow(10.0, e);
            if (inside(value)) {
                const bool labelled = room && spelled_out && (factor == 2 || factor == 5);
                ticks.push_back({value, labelled ? plain(value) : "", "", false});
            }
        }
    }
    return ticks;
}

std::vector<Tick> integer_ticks(int first, int last, int max_labels) {
    std::vector<Tick> ticks;
    const int count = last - first + 1;
    int stride = 1;
    for (int power = 1; count > stride * std::max(max_labels, 2); power *= 10) {
        for (const int factor : {1, 2, 5}) {
            stride = factor * power;
            if (count <= stride * std::max(max_labels, 2)) {
                break;
            }
        }
    }
    for (int i = first; i <= last; ++i) {
        // Every second layer is 1, 3, 5; for larger steps round numbers are better: 1, 5, 10.
        const int phase = stride == 2 ? first : 0;
        const bool labelled = (i - phase) % stride == 0 || i == first;
        // The first label goes if the next multiple follows too closely.
        const bool crowded =
            i == first && stride > 2 && i % stride != 0 && 2 * (stride - i % stride) < stride;
        ticks.push_back(
            {static_cast<double>(i), labelled && !crowded ? std::to_string(i) : "", "", labelled});
    }
    return ticks;
}

}  // namespace la::plot
