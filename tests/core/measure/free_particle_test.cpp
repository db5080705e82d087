#include "core/measure/free_particle.h"

#include <cmath>

#include <gtest/gtest.h>

namespace la {
namespace {

const double kNormal = std::sqrt(2.0);

// The far head at 20.
TEST(FreeParticle, MovesAsFarAsThePaperSays) {
    const FreeParticle nine{-20, kNormal, 1.0 / 9};
    EXPECT_NEAR(free_particle_shift(nine, 1), 6.363855, 1e-6);
    EXPECT_NEAR(free_particle_shift(nine, 5), 14.286906, 1e-6);
    EXPECT_NEAR(free_particle_shift(nine, 22.9), 15.640088, 1e-6);
    EXPECT_NEAR(free_particle_shift(nine, 100), 16.697597, 1e-6);
    EXPECT_NEAR(free_particle_shift({-20, kNormal, 1}, 100), 15.066003, 1e-6);
    EXPECT_EQ(free_particle_shift(nine, 0), 0);
}

// It crosses the head exactly if lambda is below the critical value.
TEST(FreeParticle, CrossesBelowTheCriticalLambdaOnly) {
    for (const FreeParticle& particle :
         {FreeParticle{-20, kNormal, 1.0 / 9}, FreeParticle{-3, kNormal, 1.0 / 9},
          FreeParticle{-1, 0.5, 1}}) {
        const double critical = free_particle_critical_lambda(particle);
        const double distance = -particle.logit / particle.normal;
        EXPECT_LT(free_particle_shift(particle, 1 / (1.01 * critical)), distance);
        EXPECT_GT(free_particle_shift(particle, 1 / (0.99 * critical)), distance);
    }
    EXPECT_NEAR(free_particle_critical_lambda({-20, kNormal, 1.0 / 9}), 1 / (40.0 / 9), 1e-12);
    EXPECT_EQ(free_particle_critical_lambda({1, kNormal, 1}), 0);
}

// The shift minimises the objective.
TEST(FreeParticle, MinimisesTheObjective) {
    const FreeParticle particle{-3, kNormal, 1.0 / 9};
    const auto objective = [&](double s) {
        return 30 * std::log1p(std::exp(-(particle.logit + kNormal * s))) + s * s / 9;
    };
    const double best = free_particle_shift(particle, 30);
    for (const double step : {-0.1, -0.001, 0.001, 0.1}) {
        EXPECT_GT(objective(best + step), objective(best));
    }
}

// For the hinge the free particle stops at the margin, or stays where it has it already.
TEST(FreeParticle, OfTheHingeMovesToTheMargin) {
    EXPECT_NEAR(free_particle_hinge_shift({-20, kNormal, 1}, 1), 21 / kNormal, 1e-12);
    EXPECT_EQ(free_particle_hinge_shift({2, kNormal, 1}, 1), 0);
}

}  // namespace
}  // namespace la
