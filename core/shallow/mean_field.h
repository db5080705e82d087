#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/model/shallow_config.h"

namespace la {

// Mean-field theory of a shallow network with many nodes on many points (arXiv 2006.11209). Points
// split by a line, symmetric about it and about its normal, move every node by one number,
//     a(t) = a_0 cosh g + w_0 sinh g,   w_par(t) = w_0 cosh g + a_0 sinh g,   g = gamma(t),
//     g' = (1 / 2 sqrt d) [(1 - eps) I(x*) - eps I(inf)],   x* = 2 h sqrt d / (alpha s2 sinh 2g),
// I(x*) = <1[|x_par| < x*] |x_par|>, eps the part of wrong labels; a point is satisfied once x* has
// passed its distance |x_par| from the line. Time counts steps times `rate`. Immutable.
class MeanField {
  public:
    // Why there is no theory of this configuration, in a few words; empty: there is.
    static std::string why_not(const ShallowConfig& config);

    // `s2`: (mean a_0^2 + mean w_par,0^2) / 2 of the nodes, 1 in the limit. A table of at most
    // kMostPoints up to `time_end`, or to where nothing moves any more. why_not is empty.
    static constexpr std::size_t kMostPoints = 4000;
    MeanField(const ShallowConfig& config, double alpha, double s2 = 1, double time_end = 1e5);

    struct Point {
        double t = 0;
        double gamma = 0;
        double x_star = 0;  // half the width of the strip of unsatisfied points; infinite at t = 0
        double phi = 0;     // part of the points in it
    };
    // At the last time of the table, what follows it.
    Point at(double t) const;

    // When a point at this distance from the line is satisfied; infinite: not within the table.
    double saturation_time(double distance) const;

    // Of a(t) and w_par(t), when both have variance s2 at the start.
    static double correlation(double gamma);         // tanh 2 gamma
    static double displacement(double gamma);        // 4 cosh gamma (cosh gamma - 1)
    double early_gamma(double t) const;              // t times the first rate
    double gamma_end() const { return gamma_end_; }  // that gamma tends to; infinite: it grows on
    // phi sqrt t for large t, whatever alpha and h; 0: other points, which have no such tail.
    double tail() const { return tail_; }

    // The table: t grows strictly from 0.
    std::span<const Point> table() const { return table_; }

  private:
    double rate(double x_star) const;  // g'
    double x_star(double gamma) const;
    double gamma_of(double x_star) const;  // the inverse
    Point point(double t, double gamma) const;
    double panel(double gamma) const;
    double time(double from, double to) const;
    void fill(double time_end);

    ShallowPoints points_;
    double root_d_ = 0;           // sqrt d
    double gap_ = 0, wrong_ = 0;  // rho, eps
    double reach_ = 0;            // 2 h sqrt d / (alpha s2) = x* sinh 2g
    double gamma_all_ = 0;        // up to it all points are unsatisfied, as far as doubles tell
    double gamma_end_ = 0, tail_ = 0;
    std::vector<Point> table_;
};

}  // namespace la
