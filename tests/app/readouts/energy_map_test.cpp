#include "app/readouts/energy_map.h"

#include <gtest/gtest.h>

#include <cmath>

#include "render/colour_map.h"

namespace la {
namespace {

// Rows of three layers: at every step, layer k of B has energy 10^(k-1) and layer 1 of A has 100.
std::shared_ptr<const MetricsRows> rows(int count, std::int64_t every) {
    MetricsLog log(every);
    for (int i = 0; i < count; ++i) {
        MetricsRow row{.step = i * every, .lambda = {0, 1}, .members = {{}, {}}};
        row.members[0].energy = {100, 1, 1};
        row.members[1].energy = {1, 10, 100};
        log.append(std::move(row));
    }
    return log.rows();
}

std::array<int, 3> pixel(const EnergyMap& map, int x, int y) {
    const auto* p = &map.image.rgba[4 * static_cast<std::size_t>(y * map.image.width + x)];
    return {p[0], p[1], p[2]};
}

std::array<int, 3> colour(double unit) {
    const glm::vec4 c = colour_map(unit);
    const auto byte = [](float v) { return static_cast<int>(std::lround(255 * v)); };
    return {byte(c.r), byte(c.g), byte(c.b)};
}

TEST(EnergyMap, HasTheLastLayerOnTopAndALogScale) {
    EnergyMap map;
    map.update(rows(50, 2), 1, 1);
    EXPECT_EQ(map.layers, 3);
    EXPECT_EQ(map.image.height, 3);
    EXPECT_EQ(map.image.width, 50);
    EXPECT_EQ(map.steps, (plot::Range{0, 98}));
    EXPECT_NEAR(map.colours.lo, 1, 1e-9);
    EXPECT_NEAR(map.colours.hi, 100, 1e-9);
    for (int x = 0; x < map.image.width; x += 7) {
        EXPECT_EQ(pixel(map, x, 0), colour(1));
        EXPECT_EQ(pixel(map, x, 1), colour(0.5));
        EXPECT_EQ(pixel(map, x, 2), colour(0));
    }
}

TEST(EnergyMap, HasAScaleOfItsOwnForAAndB) {
    EnergyMap map;
    map.update(rows(50, 2), 1, 0);
    EXPECT_EQ(pixel(map, 3, 2), colour(1));
    EXPECT_EQ(pixel(map, 3, 0), colour(0));
    MetricsRow row{.step = 1, .lambda = {0, 1}, .members = {{}, {}}};
    row.members[0].energy = {1e9, 1e9};
    row.members[1].energy = {1, 10};
    MetricsLog far(1);
    far.append(std::move(row));
    map.update(far.rows(), 2, 1);
    EXPECT_NEAR(map.colours.lo, 1, 1e-9) << "B is not black beside an A that moves far";
    EXPECT_NEAR(map.colours.hi, 10, 1e-9);
}

TEST(EnergyMap, IsMadeAgainOnlyForOtherRows) {
    EnergyMap map;
    const auto same = rows(1000, 1);
    map.update(same, 1, 1);
    EXPECT_LE(map.image.width, 256);
    const auto version = map.version;
    map.update(same, 1, 1);
    EXPECT_EQ(map.version, version);
    map.update(same, 1, 0);
    EXPECT_EQ(map.version, version + 1);
    map.update(rows(1001, 1), 1, 0);
    EXPECT_EQ(map.version, version + 2);
}

TEST(EnergyMap, FindsTheNearestRow) {
    EnergyMap map;
    map.update(rows(50, 2), 1, 1);
    EXPECT_EQ(map.nearest_row(-5), 0u);
    EXPECT_EQ(map.nearest_row(8.9), 4u);
    EXPECT_EQ(map.nearest_row(9.1), 5u);
    EXPECT_EQ(map.nearest_row(1e9), 49u);
}

TEST(EnergyMap, AcceptsOneRowAndDeadLayers) {
    MetricsLog log(1);
    MetricsRow row{.step = 0, .lambda = {0}, .members = {{}}};
    row.members[0].energy = {0, 0};
    log.append(row);
    EnergyMap map;
    map.update(log.rows(), 1, 0);
    EXPECT_TRUE(map.steps.valid());
    EXPECT_TRUE(map.colours.valid());
    EXPECT_EQ(pixel(map, 0, 0), colour(0));
}

}  // namespace
}  // namespace la
