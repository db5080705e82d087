#include "app/motion/lambda_scale.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(LambdaScale, TheLeftEndIsExactlyZero) {
    for (const double unit : {-1.0, 0.0, 0.01, 0.049}) {
        EXPECT_EQ(lambda_at(unit), 0) << unit;
    }
    EXPECT_EQ(unit_of_lambda(0), 0);
    EXPECT_EQ(unit_of_lambda(-1), 0);
}

TEST(LambdaScale, ReachesFrom1eMinus5To10) {
    EXPECT_DOUBLE_EQ(lambda_at(kLambdaZero), 1e-5);
    EXPECT_DOUBLE_EQ(lambda_at(kLambdaStart), 1e-5);
    EXPECT_DOUBLE_EQ(lambda_at(1), 10);
    EXPECT_DOUBLE_EQ(lambda_at(2), 10);
    EXPECT_DOUBLE_EQ(unit_of_lambda(10), 1);
    EXPECT_DOUBLE_EQ(unit_of_lambda(1e6), 1) << "beyond the scale the grab stands at its end";
    EXPECT_DOUBLE_EQ(unit_of_lambda(1e-9), kLambdaStart) << "and never where lambda is zero";
}

TEST(LambdaScale, GoesThereAndBack) {
    for (double lambda = 1e-5; lambda <= 10; lambda *= 1.37) {
        EXPECT_NEAR(lambda_at(unit_of_lambda(lambda)) / lambda, 1, 1e-12) << lambda;
    }
    EXPECT_EQ(lambda_at(unit_of_lambda(0)), 0);
}

TEST(LambdaScale, NeverFallsAndHasEqualDecades) {
    double last = 0;
    for (int i = 0; i <= 1000; ++i) {
        const double lambda = lambda_at(i / 1000.0);
        EXPECT_GE(lambda, last) << i;
        last = lambda;
    }
    const double decade = unit_of_lambda(1) - unit_of_lambda(0.1);
    EXPECT_NEAR(unit_of_lambda(1e-4) - unit_of_lambda(1e-5), decade, 1e-12);
    EXPECT_NEAR(unit_of_lambda(10) - unit_of_lambda(1), decade, 1e-12);
}

}  // namespace
}  // namespace la
