#include "app/views/particle_tooltip.h"

#include <gtest/gtest.h>

#include <cmath>

namespace la {
namespace {

const Viewport kView{{0, 0}, 1, 2};  // world [-2, 2] x [-1, 1]
const glm::vec2 kExtent{400, 200};   // 100 pixels per unit
const std::vector<glm::vec2> kStates{{0, 0}, {1, 0.5f},  {-1, 0},    {NAN, 0},
                                     {0, 0}, {-1, 0.5f}, {-1, 0.8f}, {0, 0}};

FlowScene scene(float depth) {
    FlowScene out;
    out.layers = 1;
    out.points = 4;
    out.states = kStates;
    out.depth = depth;
    return out;
}

TEST(ParticleTooltip, FindsTheNearestWithinReach) {
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {200, 100}, 10), 0);
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {303, 52}, 10), 1);  // y points up
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {303, 148}, 10), -1);
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {209, 100}, 10), 0);
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {211, 100}, 10), -1);
    // Of two particles in reach, the nearer one is found.
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {240, 80}, 1000), 0);
    EXPECT_EQ(nearest_particle(scene(0), kView, kExtent, {270, 70}, 1000), 1);
}

TEST(ParticleTooltip, FollowsTheDepth) {
    EXPECT_EQ(nearest_particle(scene(0.5f), kView, kExtent, {200, 50}, 5), 1);
    EXPECT_EQ(nearest_particle(scene(1), kView, kExtent, {100, 50}, 5), 1);
    EXPECT_EQ(nearest_particle(scene(0.5f), kView, kExtent, {100, 60}, 5), 2);
}

TEST(ParticleTooltip, FindsNothingWithoutStates) {
    FlowScene none;
    EXPECT_EQ(nearest_particle(none, kView, kExtent, {200, 100}, 1000), -1);
    FlowScene short_states = scene(0);
    short_states.layers = 2;
    EXPECT_EQ(nearest_particle(short_states, kView, kExtent, {200, 100}, 1000), -1);
}

}  // namespace
}  // namespace la
