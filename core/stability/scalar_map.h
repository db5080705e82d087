#pragma once

#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/config.h"

namespace la {

// Gradient descent with rate e on (w_1 w_2 - 1)^2/2, the least network that trains chaotically:
// from w_1 = w_2 = u it stays there, u' = (1+e) u - e u^3. At e = 2, u = sqrt(2) cos x goes to
// -sqrt(2) cos 3x, Chebyshev's T_3 but for the sign.

double two_weights_step(double rate, double u);

// [steps + 1] u of every step, for the cobweb.
std::vector<double> two_weights_orbit(double rate, double start, int steps);

// Lyapunov exponents along the diagonal, mean ln|1 + e - 3 e u^2|, and across it,
// mean ln|1 - e + e u^2|, over `steps` steps after `skip` others.
struct TwoWeightsExponents {
    double along = 0, across = 0;
};
TwoWeightsExponents two_weights_exponents(double rate, double start, int steps, int skip = 0);

// That along the diagonal in closed form, for typical starts: ln|1 - 2e| for 0 < e <= 1,
// (1/2) ln|9 - 2 (1+e)^2| up to sqrt(5) - 1, where period 4 begins, ln 3 at e = 2; none elsewhere.
std::optional<double> two_weights_closed_form(double rate);

// The rate e of the map that a training of one product v w is: a network of three layers with one
// hidden unit and identity, by sgd on all points, which have values. With f = v w.x + v b + c the
// loss mean (f - y)^2 has its least at v w = cov(x)^-1 cov(x, y); there the biases do not matter,
// and where x spreads alike in all directions the steps are those above, e = 2 rate |cov(x, y)|.
// None for any other training.
std::optional<double> rate_of_product(const MemberConfig& member, const Dataset& data);

}  // namespace la
