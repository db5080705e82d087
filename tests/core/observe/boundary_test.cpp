// Where known networks change their mind.

#include "core/observe/boundary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "tests/support/flows.h"

namespace la {
namespace {

// A network of no layers whose logits are a function of the point.
class HeadAlone : public Flow {
  public:
    using Logits = std::function<void(glm::vec2 at, std::span<float> out)>;
    HeadAlone(int classes, Logits logits) : classes_(classes), logits_(std::move(logits)) {}
    int layers() const override { return 0; }
    int dimension() const override { return 2; }
    int classes() const override { return classes_; }
    void states(int, std::span<const float> x, std::span<float> out) const override {
        std::ranges::copy(x, out.begin());
    }
    void head(std::span<const float> x, std::span<float> out) const override {
        for (std::size_t i = 0; i < x.size() / 2; ++i) {
            logits_({x[2 * i], x[2 * i + 1]}, out.subspan(i * classes_, classes_));
        }
    }
    void tail(int, std::span<const float> x, std::span<float> out) const override { head(x, out); }

  private:
    int classes_;
    Logits logits_;
};

// Two classes with the difference f of their logits.
HeadAlone two_classes(const std::function<float(glm::vec2)>& f) {
    return {2, [f](glm::vec2 at, std::span<float> out) {
                out[0] = f(at);
                out[1] = 0;
            }};
}

FieldRequest grid(int width, int height) {
    return {.width = width, .height = height, .lo = {-2, -1}, .hi = {2, 1.5f}};
}

double length(const std::vector<glm::vec2>& pieces) {
    double out = 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); i += 2) {
        out += std::hypot(pieces[i + 1].x - pieces[i].x, pieces[i + 1].y - pieces[i].y);
    }
    return out;
}

// x + 2 y = 1/2 leaves the rectangle at (-2, 1.25) and (2, -0.75).
TEST(Boundary, OfALinearNetworkIsItsLine) {
    const HeadAlone flow = two_classes([](glm::vec2 p) { return p.x + 2 * p.y - 0.5f; });
    std::size_t coarse = 0;
    for (const auto& [width, height] : {std::pair{5, 4}, {24, 31}, {400, 300}}) {
        const std::vector<glm::vec2> pieces = decision_boundary(flow, grid(width, height));
        ASSERT_EQ(pieces.size() % 2, 0u);
        for (const glm::vec2 end : pieces) {
            EXPECT_NEAR(end.x + 2 * end.y, 0.5, 1e-5);
        }
        EXPECT_NEAR(length(pieces), std::hypot(4, 2), 1e-4);
        EXPECT_GT(pieces.size(), coarse);
        coarse = pieces.size();
    }
    EXPECT_LT(coarse, 2u * 96 * 3) << "a fine grid is made coarser";
}

// Ends lie on sides of cells, where f is replaced by its chord: off by at most spacing^2 / 4.
TEST(Boundary, OfARoundClassIsACircle) {
    const HeadAlone flow = two_classes([](glm::vec2 p) { return 0.81f - p.x * p.x - p.y * p.y; });
    const double around = 2 * std::numbers::pi * 0.9;
    const std::vector<glm::vec2> coarse = decision_boundary(flow, grid(12, 9));
    const std::vector<glm::vec2> fine = decision_boundary(flow, grid(90, 80));
    for (const auto& [pieces, spacing] : {std::pair{coarse, 4.0 / 11}, {fine, 4.0 / 89}}) {
        for (const glm::vec2 end : pieces) {
            EXPECT_NEAR(end.x * end.x + end.y * end.y, 0.81, spacing * spacing / 4 + 1e-5);
        }
    }
    EXPECT_NEAR(length(coarse), around, 0.1 * around);
    EXPECT_NEAR(length(fine), around, 0.002 * around);
}

// Of our own network: all layers, then the head. x -> A x + c three times, with the far head.
TEST(Boundary, IsThatOfTheWholeNetwork) {
    const WeightsFlow flow(affine_weights(3, {0.5f, -0.25f, 0.125f, 0.25f}, {0.25f, -0.5f}));
    const std::vector<glm::vec2> pieces = decision_boundary(flow, grid(30, 20));
    ASSERT_FALSE(pieces.empty());
    for (const glm::vec2 end : pieces) {
        double x = end.x, y = end.y;
        for (int k = 0; k < 3; ++k) {
            const double to = x + 0.5 * x - 0.25 * y + 0.25;
            y += 0.125 * x + 0.25 * y - 0.5;
            x = to;
        }
        EXPECT_NEAR(x + y + 0.5, 0, 1e-4);
    }
}

// Three classes that share the plane evenly meet at rays of 60, 180 and 300 degrees. Each ray is
// the border of two classes.
TEST(Boundary, OfThreeClasses) {
    const auto direction = [](double degrees) {
        const double angle = degrees * std::numbers::pi / 180;
        return glm::vec2(std::cos(angle), std::sin(angle));
    };
    const HeadAlone flow(3, [&](glm::vec2 at, std::span<float> out) {
        for (int c = 0; c < 3; ++c) {
            const glm::vec2 d = direction(120.0 * c);
            out[c] = at.x * d.x + at.y * d.y;
        }
    });
    for (const int width : {21, 80}) {
        const std::vector<glm::vec2> pieces = decision_boundary(flow, grid(width, width));
        const float cell = 4.0f / static_cast<float>(width - 1);
        for (const glm::vec2 end : pieces) {
            std::array<float, 3> z;
            flow.head(std::array{end.x, end.y}, z);
            std::ranges::sort(z);
            const bool middle = std::hypot(end.x, end.y) < 3 * cell;  // all three meet here
            EXPECT_NEAR(z[2], z[1], middle ? cell : 1e-5);
        }
        const double rays =
            1.5 / std::sin(std::numbers::pi / 3) + 2 + 1 / std::sin(std::numbers::pi / 3);
        EXPECT_NEAR(length(pieces), 2 * rays, 8 * cell);
        for (const double degrees : {60.0, 180.0, 300.0}) {
            const glm::vec2 on = direction(degrees) * 0.8f;
            EXPECT_TRUE(std::ranges::any_of(pieces, [&](glm::vec2 end) {
                return std::hypot(end.x - on.x, end.y - on.y) < cell;
            })) << degrees;
        }
    }
}

// A cell whose corners alternate is crossed twice.
TEST(Boundary, ASaddleHasTwoPieces) {
    const HeadAlone flow = two_classes([](glm::vec2 p) { return p.x * p.y; });
    const FieldRequest one_cell{.width = 2, .height = 2, .lo = {-1, -1}, .hi = {1, 1}};
    const std::vector<glm::vec2> pieces = decision_boundary(flow, one_cell);
    ASSERT_EQ(pieces.size(), 4u);
    EXPECT_NEAR(length(pieces), 2 * std::sqrt(2), 1e-5);
}

TEST(Boundary, OneClassAloneHasNone) {
    for (const float everywhere : {3.0f, -3.0f, 0.0f}) {
        const HeadAlone flow = two_classes([=](glm::vec2) { return everywhere; });
        EXPECT_TRUE(decision_boundary(flow, grid(20, 20)).empty());
    }
    const HeadAlone last(4, [](glm::vec2, std::span<float> out) {
        std::ranges::fill(out, 0.0f);
        out[3] = 1;
    });
    EXPECT_TRUE(decision_boundary(last, grid(20, 20)).empty());
}

// Where a network has run away there is nothing to draw; elsewhere there is.
TEST(Boundary, StopsWhereLogitsAreNotFinite) {
    constexpr float kInfinite = std::numeric_limits<float>::infinity();
    for (const float lost : {std::nanf(""), kInfinite, -kInfinite}) {
        for (const int classes : {2, 3}) {
            const HeadAlone half(classes, [=](glm::vec2 at, std::span<float> out) {
                std::ranges::fill(out, -9.0f);
                out[0] = at.y - 0.1f;
                out[1] = at.x > 0.3f ? lost : 0;
            });
            const std::vector<glm::vec2> pieces = decision_boundary(half, grid(41, 26));
            const double left = length(pieces) / (classes == 2 ? 1 : 2);
            EXPECT_NEAR(left, 2.3, 0.11) << lost;
            for (const glm::vec2 end : pieces) {
                EXPECT_NEAR(end.y, 0.1, 1e-5);
                EXPECT_LE(end.x, 0.3f + 1e-5f);
            }
            const HeadAlone all(
                classes, [=](glm::vec2, std::span<float> out) { std::ranges::fill(out, lost); });
            EXPECT_TRUE(decision_boundary(all, grid(20, 20)).empty());
        }
    }
}

}  // namespace
}  // namespace la
