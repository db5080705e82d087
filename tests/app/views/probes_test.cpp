#include "app/views/probes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace la {
namespace {

Snapshot snapshot() {
    Snapshot out;
    Dataset data;
    data.points = {{-1, 0}, {3, 0.5f}, {0, 2}};
    data.labels = {0, 1, 0};
    out.data = std::make_shared<const Dataset>(std::move(data));
    out.members.resize(1);
    out.members[0].config.network.layers = 9;
    return out;
}

const ViewShape kShape{.viewport = {{0.3f, -0.2f}, 2, 1}, .height = 450, .depth = 4.5f};

TEST(Probes, AreEmptyWithoutNeed) {
    Probes probes;
    UiState state;
    EXPECT_EQ(probes.needed(snapshot(), state, kShape), std::vector<Probe>(kProbes));
}

TEST(Probes, CoverTheBoxOfTheDataWithGridAndLattice) {
    Probes probes;
    UiState state;
    state.show_grid = true;
    state.particles = ParticleSource::Lattice;
    const Snapshot s = snapshot();
    const auto needed = probes.needed(s, state, kShape);
    const auto& grid = *needed[kGridProbe].points;
    ASSERT_EQ(grid.size(), 2u * kGridLines * kGridSamples);
    // 4 x 2 and a margin of 8% on every side.
    EXPECT_NEAR(grid.front().x, -1.32f, 1e-5f);
    EXPECT_NEAR(grid.front().y, -0.16f, 1e-5f);
    EXPECT_NEAR(grid.back().x, 3.32f, 1e-5f);
    EXPECT_NEAR(grid.back().y, 2.16f, 1e-5f);
    for (int i = 0; i < kGridSamples; ++i) {
        EXPECT_EQ(grid[i].y, grid[0].y);  // the first line runs along x
        EXPECT_EQ(grid[grid.size() - 1 - i].x, grid.back().x);
    }
    EXPECT_EQ(needed[kParticlesProbe].points->size(), std::size_t{kLatticeSide} * kLatticeSide);
    EXPECT_EQ(needed[kParticlesProbe].points->front(), grid.front());
    // The request stays the same as long as the data do.
    EXPECT_EQ(probes.needed(s, state, kShape), needed);
    EXPECT_NE(probes.needed(snapshot(), state, kShape), needed);
}

TEST(Probes, PlaceVectorsAtWholeStepsAllOverTheView) {
    Probes probes;
    UiState state;
    state.show_vectors = true;
    const Snapshot s = snapshot();
    for (const float half : {0.01f, 0.7f, 2.0f, 33.0f, 1e4f}) {
        ViewShape shape = kShape;
        shape.viewport.half_height = half;
        const auto needed = probes.needed(s, state, shape);
        const auto& points = *needed[kVectorProbe].points;
        const float step = lattice_spacing(points);
        const float pixels = step / (2 * half) * 450;
        EXPECT_GE(pixels, 35.9f) << half;
        EXPECT_LE(pixels, 51.1f) << half;
        EXPECT_LE(points.front().x, shape.viewport.lo().x);
        EXPECT_LE(points.front().y, shape.viewport.lo().y);
        EXPECT_GE(points.back().x, shape.viewport.hi().x - 1e-3f * half);
        EXPECT_GE(points.back().y, shape.viewport.hi().y - 1e-3f * half);
        EXPECT_NEAR(points[3].x / step, std::round(points[3].x / step), 1e-3);
        EXPECT_LT(points.size(), 250u);
        EXPECT_EQ(needed[kVectorProbe].layer, 4);
        // A small move of the view keeps the points.
        shape.viewport.centre += 1e-4f * half;
        EXPECT_EQ(probes.needed(s, state, shape)[kVectorProbe].points, needed[kVectorProbe].points);
    }
    ViewShape end = kShape;
    end.depth = 9;
    EXPECT_EQ(probes.needed(s, state, end)[kVectorProbe].layer, 8) << "there is no layer after L";
}

TEST(Probes, HaveAsManyFreshPointsAsMemoryAllows) {
    EXPECT_EQ(fresh_count(ParticleSource::Data, 9), 0);
    EXPECT_EQ(fresh_count(ParticleSource::Fresh10k, 9), 10000);
    EXPECT_EQ(fresh_count(ParticleSource::Fresh100k, 9), 100000);
    EXPECT_EQ(fresh_count(ParticleSource::Fresh100k, 64), kMaxStates / 65);
}

}  // namespace
}  // namespace la
