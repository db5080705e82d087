#include "render/flow/contour.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <glm/geometric.hpp>
#include <limits>

namespace la {
namespace {

constexpr int kWidth = 41, kHeight = 31;

std::vector<float> sampled(const std::function<float(float, float)>& f) {
    std::vector<float> out;
    for (int j = 0; j < kHeight; ++j) {
        for (int i = 0; i < kWidth; ++i) {
            out.push_back(f(static_cast<float>(i), static_cast<float>(j)));
        }
    }
    return out;
}

Contour traced(const std::vector<float>& values) {
    Contour out;
    out.trace({values, kWidth, kHeight});
    return out;
}

float length_of(const Contour& contour) {
    float out = 0;
    std::size_t begin = 0;
    for (const std::size_t end : contour.ends()) {
        for (std::size_t i = begin + 1; i < end; ++i) {
            out += glm::distance(contour.points()[i - 1], contour.points()[i]);
        }
        begin = end;
    }
    return out;
}

TEST(Contour, AStraightLineIsOnePieceFromEdgeToEdge) {
    const Contour line = traced(sampled([](float x, float y) { return x + 0.5f * y - 17.3f; }));
    ASSERT_EQ(line.ends().size(), 1u);
    for (const glm::vec2 p : line.points()) {
        EXPECT_NEAR(p.x + 0.5f * p.y, 17.3f, 1e-4f);
    }
    EXPECT_NEAR(length_of(line), (kHeight - 1) * std::sqrt(1.25f), 1e-3f);
}

TEST(Contour, ACircleIsOneClosedPiece) {
    const glm::vec2 centre(19.6f, 14.8f);
    const Contour circle = traced(
        sampled([&](float x, float y) { return glm::distance(glm::vec2(x, y), centre) - 9.3f; }));
    ASSERT_EQ(circle.ends().size(), 1u);
    EXPECT_EQ(circle.points().front(), circle.points().back());
    for (const glm::vec2 p : circle.points()) {
        EXPECT_NEAR(glm::distance(p, centre), 9.3f, 0.03f);
    }
    EXPECT_NEAR(length_of(circle), 2 * 3.14159265f * 9.3f, 0.3f);
}

TEST(Contour, SeparateLinesStaySeparate) {
    // Zero at x = 10.5 and x = 30.5.
    const Contour two = traced(sampled([](float x, float) { return (x - 10.5f) * (x - 30.5f); }));
    EXPECT_EQ(two.ends().size(), 2u);
    EXPECT_NEAR(length_of(two), 2 * (kHeight - 1), 0.5f);
}

TEST(Contour, TheMiddleDecidesASaddle) {
    // Two opposite corners of one cell are above; if the middle is above, too, they are joined.
    for (const float middle : {-0.5f, 0.5f}) {
        const std::vector<float> values{1 + middle, -1 + middle, -1 + middle, 1 + middle};
        const CellPieces pieces = pieces_in_cell({values, 2, 2}, 0, 0, 0);
        ASSERT_EQ(pieces.count, 2);
        for (int k = 0; k < 2; ++k) {
            const glm::vec2 between = 0.5f * (pieces.pieces[k].a + pieces.pieces[k].b);
            // Corners (0, 0) and (1, 1) are above: separate, each of them is cut off; joined, the
            // others are.
            const bool near_diagonal = std::abs(between.x - between.y) < 0.3f;
            EXPECT_EQ(near_diagonal, middle < 0) << middle;
        }
    }
}

TEST(Contour, ConstantsHaveNoLine) {
    for (const float value : {-1.0f, 0.0f, 2.0f}) {
        EXPECT_TRUE(traced(sampled([&](float, float) { return value; })).ends().empty()) << value;
    }
}

// Nothing is known beyond what a recording holds: its edge is no boundary, and lines end there.
TEST(Contour, HasNoLineAtTheEdgeOfWhatIsKnown) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(traced(sampled([&](float x, float) { return x < 3 ? nan : 1.0f; })).ends().empty());
    const Contour half = traced(sampled([&](float x, float y) { return x < 3 ? nan : y - 2.5f; }));
    EXPECT_EQ(half.ends().size(), 1u);
    EXPECT_NEAR(length_of(half), kWidth - 1 - 3, 1e-3f);
}

TEST(Contour, TracesAgainEachTime) {
    Contour contour;
    const auto line = sampled([](float x, float) { return x - 5.5f; });
    const auto none = sampled([](float, float) { return 1.0f; });
    contour.trace({line, kWidth, kHeight});
    contour.trace({line, kWidth, kHeight});
    EXPECT_EQ(contour.ends().size(), 1u);
    EXPECT_NEAR(length_of(contour), kHeight - 1, 1e-3f);
    contour.trace({none, kWidth, kHeight});
    EXPECT_TRUE(contour.points().empty());
}

}  // namespace
}  // namespace la
