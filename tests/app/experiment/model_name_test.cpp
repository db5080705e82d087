// The names on the plates of a model that is shown, and of the network beside it.

#include <gtest/gtest.h>

#include "app/experiment/model_snapshot.h"
#include "core/base/files.h"
#include "core/io/presets.h"
#include "core/io/run_writer.h"
#include "core/train/training.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

class ModelName : public ::testing::Test {
  protected:
    ModelName() {
        training_.prepare();
        for (int step = 0; step < 1200; ++step) {
            training_.step();
        }
        run_ = training_.snapshot();
        RunWriter(folder_ / "run", false).write(run_);
        fs::copy_file(folder_ / "run/model.safetensors", theirs_);
    }

    ScratchFolder folder_;
    fs::path theirs_ = folder_ / "theirs is B; A is.safetensors";
    Training training_{find_preset("circles").config, {}, make_engine, 1};
    Snapshot run_;
};

TEST_F(ModelName, IsItsFile) {
    const auto shown = model_snapshot({}, {}, theirs_);
    ASSERT_EQ(shown->members.size(), 1u);
    EXPECT_EQ(shown->members[0].name, "theirs is B; A is.safetensors");
}

TEST_F(ModelName, OfTheNetworkBesideItIsTheRunAndItsStep) {
    const auto shown = model_beside(theirs_, {}, run_);
    ASSERT_EQ(shown->members.size(), 2u);
    EXPECT_EQ(shown->members[0].name, "your run, step 1,200");
    EXPECT_EQ(shown->members[1].name, "theirs is B; A is.safetensors");
}

TEST_F(ModelName, OfTheModelComparedIsItsFile) {
    const auto shown = model_snapshot({}, {}, theirs_, folder_ / "run/model_a.safetensors");
    ASSERT_EQ(shown->members.size(), 2u);
    EXPECT_EQ(shown->members[0].name, "model_a.safetensors");
}

}  // namespace
}  // namespace la
