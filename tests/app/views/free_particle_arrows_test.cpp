#include "app/views/free_particle_arrows.h"

#include <gtest/gtest.h>

#include <cmath>

namespace la {
namespace {

MemberSnapshot member(double nu) {
    MemberSnapshot out;
    out.config.network.layers = 9;
    out.config.network.head = {HeadKind::Far, 20};
    out.lambda = 1 / nu;
    return out;
}

// At m0 = -20, |u| = sqrt 2, c = 1/9 the shift is 14.286906 for nu = 5 and 15.640088
// for nu = 22.9.
TEST(FreeParticleArrows, EndWhereTheFreeParticlesDo) {
    Dataset data;
    data.points = {{0, 0}, {0, 0}, {3, -3}};
    data.labels = {1, 0, 1};
    for (const auto& [nu, shift] : {std::pair{5.0, 14.286906}, {22.9, 15.640088}}) {
        const std::vector<GhostArrow> arrows = free_particle_arrows(data, member(nu));
        ASSERT_EQ(arrows.size(), 3u);
        int towards = 0;
        for (const GhostArrow& arrow : arrows) {
            const glm::vec2 move = arrow.to - arrow.from;
            EXPECT_EQ(move.x, move.y) << "along the head's normal";
            if (arrow.label == 0) {
                EXPECT_GE(move.x, 0);  // already on its side, and held back by lambda
                EXPECT_LT(move.x, 1e-3);
            } else {
                EXPECT_NEAR(-move.x * std::sqrt(2), shift, 1e-5);
                ++towards;
            }
        }
        EXPECT_EQ(towards, 2);
    }
}

TEST(FreeParticleArrows, ExistOnlyWhereTheIdealIsKnown) {
    const MemberSnapshot far = member(5);
    EXPECT_EQ(why_no_ideal(far.config, far.lambda), "");
    EXPECT_NE(why_no_ideal(far.config, 0), "");
    EXPECT_NE(why_no_ideal(far.config, far.lambda, 3), "");
    const auto refused = [&](auto change) {
        MemberSnapshot other = member(5);
        change(other.config);
        Dataset data;
        data.points = {{0, 0}};
        data.labels = {1};
        return !why_no_ideal(other.config, other.lambda).empty() &&
               free_particle_arrows(data, other).empty();
    };
    EXPECT_TRUE(refused([](MemberConfig& c) { c.network.head.kind = HeadKind::Learned; }));
    EXPECT_TRUE(refused([](MemberConfig& c) { c.objective.loss = LossKind::Hinge; }));
    EXPECT_TRUE(refused([](MemberConfig& c) { c.objective.cost = CostKind::Norm; }));
}

}  // namespace
}  // namespace la
