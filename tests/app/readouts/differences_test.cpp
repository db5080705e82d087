#include "app/readouts/differences.h"

#include <gtest/gtest.h>

#include "app/readouts/live_sentence.h"
#include "app/views/member_depth.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/train/training.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

// The preset "circles" with these differences in A.
Snapshot with(const std::vector<const char*>& compare) {
    Config config = find_preset("circles").config;
    config.compare.clear();
    for (const char* assignment : compare) {
        set_field(config, std::string("compare.") + assignment);
    }
    return Training(config, {}, SlowEngine::factory({})).snapshot();
}

std::vector<Difference> found(const std::vector<const char*>& compare) {
    const Snapshot s = with(compare);
    return differences(s.members.front(), s.members.back());
}

using List = std::vector<Difference>;

TEST(DifferencesOfAAndB, AreThoseInForce) {
    EXPECT_EQ(found({"objective.lambda=0"}), (List{{"objective.lambda", "λ", "0", "0.03"}}));
    EXPECT_EQ(found({"network.activation=tanh"}),
              (List{{"network.activation", "activation", "tanh", "relu"}}));
    EXPECT_EQ(
        found({"objective.lambda=0", "network.layers=5"}),
        (List{{"network.layers", "layers", "5", "9"}, {"objective.lambda", "λ", "0", "0.03"}}));
    EXPECT_EQ(found({"network.init.kind=normal", "optimizer.learning_rate=0.1"}),
              (List{{"network.init.kind", "initial weights", "normal", "kaiming"},
                    {"optimizer.learning_rate", "learning rate", "0.1", "0.005"}}));
    // Neither an equal value nor a field without effect is a difference.
    EXPECT_EQ(found({"objective.lambda=0.03", "network.activation=relu"}), List{});
    EXPECT_EQ(found({"objective.uzawa.tau=3"}), List{});
    // Mode "none" is listed as lambda 0, not as a mode.
    EXPECT_EQ(found({"objective.mode=none"}), (List{{"objective.lambda", "λ", "0", "0.03"}}));
    EXPECT_EQ(found({"objective.mode=uzawa"}),
              (List{{"objective.mode", "mode", "uzawa", "weight"}}));
}

TEST(DifferencesOfAAndB, FollowWhatIsShown) {
    Differences differences;
    Training training(find_preset("circles").config, {}, SlowEngine::factory({}));
    EXPECT_EQ(differences.of(training.snapshot()), (List{{"objective.lambda", "λ", "0", "0.03"}}));
    training.apply(SetLambda{1, 0.5});
    EXPECT_EQ(differences.of(training.snapshot()), (List{{"objective.lambda", "λ", "0", "0.5"}}));
    Config alone = find_preset("circles").config;
    alone.compare.clear();
    training.apply(Load{alone});
    EXPECT_EQ(differences.of(training.snapshot()), List{});
}

std::string title(const std::vector<const char*>& compare, int member, std::size_t room = 200) {
    const Snapshot s = with(compare);
    return caption_text(differences(s.members.front(), s.members.back()), member == 0 ? "A" : "B",
                        s, member, [room](const std::string& text) { return text.size() < room; });
}

TEST(Captions, NameWhatDiffers) {
    EXPECT_EQ(title({"network.activation=tanh"}, 0), "A    activation = tanh");
    EXPECT_EQ(title({"network.activation=tanh"}, 1), "B    activation = relu");
    EXPECT_EQ(title({"objective.lambda=0"}, 0), "A    λ = 0");
    EXPECT_EQ(title({"objective.lambda=0"}, 1), "B    λ = 0.03");
    EXPECT_EQ(title({"network.activation=tanh", "network.layers=5"}, 0),
              "A    layers = 5,  activation = tanh");
    EXPECT_EQ(title({"network.activation=tanh", "network.layers=5", "objective.loss=mse"}, 0, 30),
              "A    layers = 5  + 2 more");
    EXPECT_EQ(title({"objective.lambda=0.03"}, 0), "A    λ = 0.03") << "where nothing differs";
}

TEST(MemberDepth, IsTheSameFractionOfEachPath) {
    const Snapshot same = with({"objective.lambda=0"});
    const Snapshot short_a = with({"network.layers=5"});
    const Snapshot long_a = with({"network.layers=27"});
    EXPECT_TRUE(same_depth(same));
    EXPECT_FALSE(same_depth(short_a));
    for (const float s : {0.0f, 3.25f, 9.0f}) {
        EXPECT_EQ(member_depth(same, 0, s), s);
        EXPECT_EQ(member_depth(short_a, 1, s), s);
        EXPECT_FLOAT_EQ(member_depth(short_a, 0, s), s * 5 / 9);
        EXPECT_FLOAT_EQ(member_depth(long_a, 0, s), s * 3);
    }
    EXPECT_EQ(layer_of_a(same, 3.5f), std::nullopt);
    EXPECT_EQ(layer_of_a(short_a, 3.5f), 1);
    EXPECT_EQ(layer_of_a(long_a, 3.5f), 10);
    EXPECT_EQ(layer_of_a(short_a, 9), 5) << "both arrive";
}

std::string at_the_start(const std::vector<const char*>& compare) {
    Observation seen;
    seen.snapshot = std::make_shared<const Snapshot>(with(compare));
    seen.members.resize(2);
    for (MemberObservation& member : seen.members) {
        member.metrics.action = member.metrics.test_accuracy = 1;
    }
    return live_sentence(&seen);
}

TEST(LiveSentence, CallsOnlyEqualNetworksAlike) {
    const std::string nothing = "step 0: nothing is learned yet";
    EXPECT_EQ(at_the_start({"objective.lambda=0"}), nothing + ", A and B are identical");
    EXPECT_EQ(at_the_start({"optimizer.kind=sgd"}), nothing + ", A and B are identical");
    EXPECT_EQ(at_the_start({"network.activation=tanh"}),
              nothing + ", A and B have the same weights");
    EXPECT_EQ(at_the_start({"network.init.std=2"}), nothing);
    EXPECT_EQ(at_the_start({"network.layers=5"}), nothing);
}

}  // namespace
}  // namespace la
