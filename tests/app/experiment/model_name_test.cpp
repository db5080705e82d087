#include <gtest/gtest.h>

#include "app/experiment/model_snapshot.h"

namespace la {
namespace {

TEST(ModelName, IsTheFileAndWhatStandsBesideIt) {
    Snapshot beside;
    beside.members.resize(2);
    beside.message = "theirs.pt is B; A is your network, step 39,135";
    EXPECT_EQ(model_name(beside, 1), "theirs.pt");
    EXPECT_EQ(model_name(beside, 0), "your run, step 39,135");

    Snapshot alone;
    alone.members.resize(1);
    alone.message = "model.pt";
    EXPECT_EQ(model_name(alone, 0), "model.pt");
    alone.message =
        "weights.pt: it does not say network.activation relu and network.scale one, which are "
        "assumed";
    EXPECT_EQ(model_name(alone, 0), "weights.pt");

    Snapshot compared;  // inspect --against
    compared.members.resize(2);
    compared.message = "model.pt";
    EXPECT_EQ(model_name(compared, 0), "A");
    EXPECT_EQ(model_name(compared, 1), "model.pt");
}

}  // namespace
}  // namespace la
