#include "core/shallow/mean_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>

namespace la {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kPanel = 0.002;  // of gamma, at most
constexpr double kStill = 1e-12;  // a rate at which nothing moves any more
constexpr double kFarthest = 40;  // no Gaussian point is farther from 0, as far as doubles tell
constexpr double kCertainly = 9;  // nor any that can be told in a mean
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// I(x) = <1[|x_par| < x] |x_par|>.
double mean_within(ShallowPoints points, double gap, double x) {
    if (points == ShallowPoints::Circle) {
        const double c = std::min(x, 1.0);
        return 2 / kPi * c * c / (1 + std::sqrt(1 - c * c));  // 1 - sqrt(1 - c^2), all digits kept
    }
    const double c = std::max(x - gap, 0.0);
    const double normal = -std::sqrt(2 / kPi) * std::expm1(-c * c / 2);
    return gap > 0 ? normal + gap * std::erf(c / std::numbers::sqrt2) : normal;
}

// P(|x_par| < x).
double part_within(ShallowPoints points, double gap, double x) {
    if (points == ShallowPoints::Circle) {
        return 2 / kPi * std::asin(std::min(x, 1.0));
    }
    return std::erf(std::max(x - gap, 0.0) / std::numbers::sqrt2);
}

// The integral of f from `from` to `to` by Gauss and Legendre with five points.
template<class F>
double integral(double from, double to, F f) {
    constexpr std::array<double, 3> kAt{0, 0.538469310105683091, 0.906179845938663993};
    constexpr std::array<double, 3> kWeight{0.568888888888888889, 0.478628670499366468,
                                            0.236926885056189088};
    const double middle = (from + to) / 2, half = (to - from) / 2;
    double sum = kWeight[0] * f(middle);
    for (std::size_t i = 1; i < kAt.size(); ++i) {
        sum += kWeight[i] * (f(middle - half * kAt[i]) + f(middle + half * kAt[i]));
    }
    return half * sum;
}

}  // namespace

std::string MeanField::why_not(const ShallowConfig& config) {
    return config.points == ShallowPoints::Dataset ? "no line splits the points of a data set" : "";
}

MeanField::MeanField(const ShallowConfig& config, double alpha, double s2, double time_end)
    : points_(config.points),
      root_d_(std::sqrt(config.dimension)),
      gap_(config.points == ShallowPoints::Gap ? config.gap : 0),
      wrong_(config.label_noise),
      reach_(2 * config.margin * root_d_ / (alpha * s2)) {
    const bool circle = points_ == ShallowPoints::Circle;
    gamma_all_ = gamma_of(circle ? 1 : kCertainly + gap_);
    double still = gap_;  // the x* at which the rate is 0
    if (wrong_ > 0) {
        double moves = circle ? 1 : kFarthest + gap_;
        for (double middle = (still + moves) / 2; middle > still && middle < moves;
             middle = (still + moves) / 2) {
            (rate(middle) > 0 ? moves : still) = middle;
        }
    }
    gamma_end_ = still > 0 ? gamma_of(still) : kInfinity;
    if (still == 0) {
        tail_ = std::sqrt(root_d_ * (circle ? 2 / kPi : std::sqrt(2 / kPi)));
    }
    fill(time_end);
}

double MeanField::rate(double x_star) const {
    const double all = mean_within(points_, gap_, kInfinity);
    return ((1 - wrong_) * mean_within(points_, gap_, x_star) - wrong_ * all) / (2 * root_d_);
}

double MeanField::x_star(double gamma) const {
    return reach_ / std::sinh(2 * gamma);
}

double MeanField::gamma_of(double x_star) const {
    return std::asinh(reach_ / x_star) / 2;
}

MeanField::Point MeanField::point(double t, double gamma) const {
    const double x = x_star(gamma);
    return {t, gamma, x, part_within(points_, gap_, x)};
}

// Panels are shorter where the rate changes within less: where gamma is small, so that x* is
// nearly proportional to its inverse, and towards an end, where the rate falls to 0.
double MeanField::panel(double gamma) const {
    const double growth = std::max(gamma, gamma_all_) / 16;
    return std::min({kPanel, growth, (gamma_end_ - gamma) / 8});
}

// The time from gamma = `from` to `to`, the integral of 1 / rate. On a circle the rate has a root
// in gamma - gamma_all_ after it: the integral runs over that root.
double MeanField::time(double from, double to) const {
    if (from < gamma_all_) {
        const double end = std::min(to, gamma_all_);
        return (end - from) / rate(kInfinity) + (to > end ? time(end, to) : 0);
    }
    double sum = 0;
    for (double next = 0; from < to; from = next) {
        next = std::min(to, from + panel(from));
        if (!(next > from)) {
            break;
        }
        sum += 2 * integral(std::sqrt(from - gamma_all_), std::sqrt(next - gamma_all_),
                            [&](double s) { return s / rate(x_star(gamma_all_ + s * s)); });
    }
    return sum;
}

void MeanField::fill(double time_end) {
    table_.push_back({0, 0, kInfinity, 1});
    double gamma = 0, t = 0;
    std::size_t panels = 0, every = 1;
    while (t < time_end && rate(x_star(gamma)) > kStill) {
        const double next = gamma + panel(gamma);
        t += time(gamma, next);
        if (!(next > gamma) || !std::isfinite(t)) {
            break;
        }
        gamma = next;
        if (++panels % every != 0) {
            continue;
        }
        if (table_.size() == kMostPoints) {  // every second goes
            every *= 2;
            for (std::size_t i = 0; 2 * i < kMostPoints; ++i) {
                table_[i] = table_[2 * i];
            }
            table_.resize(kMostPoints / 2);
        }
        table_.push_back(point(t, gamma));
    }
}

MeanField::Point MeanField::at(double t) const {
    const auto after = std::ranges::upper_bound(table_, t, {}, &Point::t);
    if (after == table_.begin() || after == table_.end()) {
        Point out = after == table_.begin() ? table_.front() : table_.back();
        out.t = std::max(t, 0.0);
        return out;
    }
    const Point& before = *std::prev(after);
    double low = before.gamma, high = after->gamma;
    double gamma = low + (high - low) * (t - before.t) / (after->t - before.t);
    for (int turn = 0; turn < 20; ++turn) {  // Newton's step, halving where it leads outside
        const double late = before.t + time(before.gamma, gamma) - t;
        (late > 0 ? high : low) = gamma;
        double next = gamma - late * rate(x_star(gamma));
        if (!(next >= low && next <= high)) {
            next = (low + high) / 2;
        }
        if (std::abs(next - gamma) <= 1e-15 * gamma) {
            break;
        }
        gamma = next;
    }
    return point(t, gamma);
}

double MeanField::saturation_time(double distance) const {
    const double gamma = distance > 0 ? gamma_of(distance) : kInfinity;
    if (!(gamma <= table_.back().gamma)) {
        return kInfinity;
    }
    const auto after = std::ranges::upper_bound(table_, gamma, {}, &Point::gamma);
    const Point& before = *std::prev(after);
    return before.t + time(before.gamma, gamma);
}

double MeanField::correlation(double gamma) {
    return std::tanh(2 * gamma);
}

double MeanField::displacement(double gamma) {
    const double half = std::sinh(gamma / 2);  // cosh g - 1 = 2 sinh^2(g/2)
    return 8 * std::cosh(gamma) * half * half;
}

double MeanField::early_gamma(double t) const {
    return t * rate(kInfinity);
}

}  // namespace la
