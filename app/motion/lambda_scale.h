#pragma once

#include <algorithm>
#include <cmath>

namespace la {

// The scale of the lambda slider: exactly 0 at the left end of the track, then 1e-5 to 10,
// logarithmic. Positions are fractions of the track, 0 to 1.
inline constexpr double kLambdaMin = 1e-5;
inline constexpr double kLambdaMax = 10;
inline constexpr double kLambdaZero = 0.05;   // lambda is 0 left of this position
inline constexpr double kLambdaStart = 0.08;  // lambda is 1e-5 at this position

inline double lambda_at(double unit) {
    if (unit < kLambdaZero) {
        return 0;
    }
    const double t = std::clamp((unit - kLambdaStart) / (1 - kLambdaStart), 0.0, 1.0);
    return kLambdaMin * std::pow(kLambdaMax / kLambdaMin, t);
}

inline double unit_of_lambda(double lambda) {
    if (lambda <= 0) {
        return 0;
    }
    const double t = std::log(lambda / kLambdaMin) / std::log(kLambdaMax / kLambdaMin);
    return kLambdaStart + (1 - kLambdaStart) * std::clamp(t, 0.0, 1.0);
}

}  // namespace la
