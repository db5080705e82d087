#include "core/train/batches.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace la {
namespace {

OptimizerConfig config(int batch, bool shuffle) {
    OptimizerConfig out;
    out.batch = batch;
    out.shuffle = shuffle;
    return out;
}

TEST(Batches, AnEpochVisitsEveryPointOnceAndKeepsTheLastPartialBatch) {
    Batches batches(10, config(4, true));
    EXPECT_EQ(batches.per_epoch(), 3);
    for (int epoch = 0; epoch < 3; ++epoch) {
        std::multiset<int> seen;
        std::vector<std::size_t> sizes;
        for (int i = 0; i < 3; ++i) {
            const auto batch = batches.next();
            sizes.push_back(batch.size());
            seen.insert(batch.begin(), batch.end());
        }
        EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 4, 2}));
        EXPECT_EQ(seen.size(), 10u);
        EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), 10u);
    }
}

TEST(Batches, WithoutShuffleTheOrderIsThatOfTheData) {
    Batches batches(5, config(2, false));
    for (int epoch = 0; epoch < 2; ++epoch) {
        EXPECT_EQ(batches.next()[0], 0);
        EXPECT_EQ(batches.next()[1], 3);
        EXPECT_EQ(batches.next()[0], 4);
    }
}

TEST(Batches, TheSeedNamesTheOrder) {
    OptimizerConfig a = config(64, true);
    OptimizerConfig b = a;
    b.seed = 2;
    const auto first = [](const OptimizerConfig& optimizer) {
        Batches batches(640, optimizer);
        const auto batch = batches.next();
        return std::vector<int>(batch.begin(), batch.end());
    };
    EXPECT_EQ(first(a), first(a));
    EXPECT_NE(first(a), first(b));
}

TEST(Batches, ABatchLargerThanTheDataIsTheData) {
    Batches batches(5, config(100, true));
    EXPECT_EQ(batches.next().size(), 5u);
    EXPECT_EQ(batches.per_epoch(), 1);
}

}  // namespace
}  // namespace la
