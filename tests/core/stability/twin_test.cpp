#include "core/stability/twin.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/core/stability/orbit.h"

namespace la {
namespace {

void step(Twin& twin, Orbit& orbit) {
    twin.step(orbit.objective, {orbit.optimizer, layer_rate(orbit.network, orbit.optimizer),
                                orbit.head(), orbit.lambda, orbit.batch});
}

std::span<const double> first_vector(const Orbit& orbit) {
    return std::span(orbit.frame).first(orbit.objective.size());
}

// From the same point it takes the same steps, byte for byte.
TEST(Twin, AtNoDistanceStaysThere) {
    for (const OptimizerKind kind :
         {OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam}) {
        Config config = moons(0.05, 1);
        config.optimizer.kind = kind;
        config.optimizer.weight_decay = 0.01;
        Orbit orbit(config, 1);
        Twin twin(orbit.now, first_vector(orbit), 0);
        for (int t = 0; t < 20; ++t) {
            step(twin, orbit);
            orbit.step();
        }
        EXPECT_EQ(twin.distance(orbit.now.weights), 0);
    }
}

double length(std::span<const double> vector) {
    double squares = 0;
    for (const double value : vector) {
        squares += value * value;
    }
    return std::sqrt(squares);
}

// A regular run of every optimiser: d/d_0 is the length of the tangent vector's weights, step for
// step, which began without moments as the twin did.
TEST(Twin, OfARegularRunFollowsTheTangentVector) {
    for (const OptimizerKind kind :
         {OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam}) {
        Config config = moons(kind == OptimizerKind::Adam ? 0.002 : 0.1, 2);
        config.optimizer.kind = kind;
        Orbit orbit(config, 1);
        for (int t = 0; t < 300; ++t) {
            orbit.step();
        }
        std::fill(orbit.frame.begin() + orbit.objective.size(), orbit.frame.end(), 0.0);
        Twin twin(orbit.now, first_vector(orbit), 1e-7);
        double sum = -std::log(length(first_vector(orbit)));
        for (int t = 0; t < 500; ++t) {
            step(twin, orbit);
            orbit.step();
            sum += std::log(orbit.r[0]);
            const double distance = twin.distance(orbit.now.weights);
            ASSERT_GT(distance, 1e-11);
            ASSERT_LT(distance, 1e-4);
            ASSERT_NEAR(std::log(distance / 1e-7), sum + std::log(length(first_vector(orbit))),
                        1e-4)
                << static_cast<int>(kind) << ' ' << t;
        }
    }
}

// A chaotic run: the same slope, until the distance is no longer small. It begins within the chaos:
// in a regular phase before, a direction that expands later may shrink below rounding, from which
// the twin then grows faster than the vector.
TEST(Twin, OfAChaoticRunGrowsAsTheExponent) {
    for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
        Orbit orbit(moons(2.2, seed), 1);
        for (int t = 0; t < 1000; ++t) {
            orbit.step();
        }
        Twin twin(orbit.now, first_vector(orbit), 1e-9);
        double sum = 0, grown = 0;
        for (int t = 0; t < 3000; ++t) {
            step(twin, orbit);
            orbit.step();
            const double distance = twin.distance(orbit.now.weights);
            ASSERT_GT(distance, 1e-11);
            if (distance > 1e-5) {
                break;
            }
            sum += std::log(orbit.r[0]);
            grown = std::log(distance / 1e-9);
        }
        EXPECT_GT(grown, 5) << seed;  // it does part
        EXPECT_NEAR(grown / sum, 1, 0.01) << seed;
    }
}

}  // namespace
}  // namespace la
