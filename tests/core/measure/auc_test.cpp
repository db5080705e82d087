#include "core/measure/auc.h"

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(Auc, CountsThePairsInOrder) {
    const double scores[] = {0.1, 0.4, 0.35, 0.8};
    const bool last[] = {false, false, false, true}, middle[] = {false, true, true, false};
    EXPECT_EQ(auc(scores, last), 1);
    EXPECT_EQ(auc(scores, middle), 0.5);
    const double equal[] = {3, 3, 3, 3};
    EXPECT_EQ(auc(equal, middle), 0.5);
}

// Of the other order it is what is missing to 1; of cases that are all alike there is none.
TEST(Auc, HasItsSymmetryAndItsBounds) {
    const double scores[] = {5, -1, 2, 2, 9}, turned[] = {-5, 1, -2, -2, -9};
    const bool some[] = {true, false, true, false, false}, all[] = {true, true, true, true, true};
    EXPECT_NEAR(auc(scores, some) + auc(turned, some), 1, 1e-15);
    EXPECT_TRUE(std::isnan(auc(scores, all)));
    EXPECT_TRUE(std::isnan(auc({}, {})));
    const double none[] = {5, std::numeric_limits<double>::quiet_NaN(), 2, 2, 9};
    EXPECT_TRUE(std::isnan(auc(none, some)));
}

// sklearn.metrics.roc_auc_score of the same 200 cases, with many equal scores.
TEST(Auc, AgreesWithScikitLearn) {
    constexpr int kCases = 200;
    std::vector<double> scores;
    const auto is_so = std::make_unique<bool[]>(kCases);
    for (int i = 0; i < kCases; ++i) {
        scores.push_back(i * 37 % 101 / 4);
        is_so[i] = (i * i * 13 + i * 5) % 97 < i * 37 % 101 * 0.5 + 20;
    }
    EXPECT_NEAR(auc(scores, std::span(is_so.get(), kCases)), 0.7109273182957394, 1e-14);
}

}  // namespace
}  // namespace la
