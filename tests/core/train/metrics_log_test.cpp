#include "core/train/metrics_log.h"

#include <gtest/gtest.h>

namespace la {
namespace {

MetricsRow row(std::int64_t step) {
    return {.step = step, .lambda = {0.0}, .members = {Metrics{}}};
}

TEST(MetricsLog, StaysBoundedAndKeepsItsShape) {
    MetricsLog log;
    for (std::int64_t step = 0; step <= 1000000; ++step) {
        if (log.due(step)) {
            log.append(row(step));
        }
    }
    const auto rows = log.rows();
    EXPECT_GE(rows->size(), 600u);
    EXPECT_LE(rows->size(), 1200u);
    EXPECT_EQ((*rows)[0].step, 0);
    const std::int64_t spacing = (*rows)[1].step;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        ASSERT_EQ((*rows)[i].step - (*rows)[i - 1].step, spacing);
    }
    EXPECT_GT(rows->back().step, 1000000 - spacing);
}

TEST(MetricsLog, AGivenSpacingIsKept) {
    MetricsLog log(10);
    EXPECT_TRUE(log.due(0));
    EXPECT_FALSE(log.due(5));
    for (int i = 0; i < 3000; ++i) {
        log.append(row(10 * i));
    }
    EXPECT_EQ(log.rows()->size(), 3000u);
}

TEST(MetricsLog, AGivenSpacingDoublesWhenTheRowsAreTooMany) {
    MetricsLog log(3);
    const std::int64_t steps = 10 * MetricsLog::kMost;
    for (std::int64_t step = 0; step < steps; step += 3) {
        if (log.due(step)) {
            log.append(row(step));
        }
    }
    EXPECT_LE(static_cast<std::int64_t>(log.rows()->size()), MetricsLog::kMost);
    EXPECT_GE(static_cast<std::int64_t>(log.rows()->size()), MetricsLog::kMost / 2);
    EXPECT_EQ((*log.rows())[1].step % 6, 0);
}

TEST(MetricsLog, WhatAReaderHoldsDoesNotChange) {
    MetricsLog log;
    std::vector<std::shared_ptr<const MetricsRows>> held;
    for (std::int64_t step = 0; step < 300; ++step) {
        log.append(row(step));
        held.push_back(log.rows());
    }
    for (std::size_t n = 0; n < held.size(); ++n) {
        ASSERT_EQ(held[n]->size(), n + 1);
        for (std::size_t i = 0; i <= n; ++i) {
            ASSERT_EQ((*held[n])[i].step, static_cast<std::int64_t>(i));
        }
    }
}

}  // namespace
}  // namespace la
