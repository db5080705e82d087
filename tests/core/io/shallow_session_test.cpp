// A session holds the shallow run beside the residual one; damage to it is refused, never followed.

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/io/container.h"
#include "core/io/presets.h"
#include "core/io/session_container.h"
#include "core/io/session_file.h"
#include "core/io/shallow_section.h"
#include "core/shallow/shallow_training.h"
#include "core/train/training.h"
#include "tests/support/error_of.h"
#include "tests/support/mutate.h"

namespace la {
namespace {

ShallowTraining trained(int batch, int steps = 37) {
    Config config = find_preset("circles").config;
    config.shallow.nodes = 20;
    config.shallow.train = 50;
    config.shallow.fresh = 20;
    config.shallow.alpha_2 = 0.1;
    config.shallow.batch = batch;
    config.stop.steps = 30;
    ShallowTraining out(config);
    while (out.steps() < steps) {
        out.step();
    }
    return out;
}

TrainingState residual() {
    Training training(find_preset("circles").config, {"cpu"});
    training.step();
    return training.state();
}

TEST(ShallowSession, GoesOnAsIfItHadNeverBeenClosed) {
    for (const int batch : {0, 16}) {
        ShallowTraining unbroken = trained(batch);
        TrainingState state = residual();
        state.shallow = std::make_shared<const ShallowState>(unbroken.state());
        const std::string bytes = session_bytes({state, ""});
        const SavedSession back = parse_session(bytes);
        ASSERT_NE(back.training.shallow, nullptr);
        EXPECT_TRUE(session_bytes(back) == bytes);
        EXPECT_EQ(back.training.shallow->config, unbroken.config());
        EXPECT_EQ(back.training.shallow->message, "");
        ShallowTraining again(*back.training.shallow);
        while (again.steps() < 100) {
            again.step();
            unbroken.step();
        }
        EXPECT_TRUE(shallow_numbers(again.state()) == shallow_numbers(unbroken.state()));
        EXPECT_TRUE(shallow_settings(again.state()) == shallow_settings(unbroken.state()));
    }
}

// A file without such a run has none of its sections: it is as before.
TEST(ShallowSession, IsWrittenOnlyWhereThereIsOne) {
    const std::string bytes = session_bytes({residual(), ""});
    for (const SectionView& section : unpack(kSessionContainer, bytes)) {
        EXPECT_FALSE(section.name.starts_with("shallow"));
    }
    EXPECT_EQ(parse_session(bytes).training.shallow, nullptr);
}

TEST(ShallowSession, SaysWhatIsInconsistent) {
    const ShallowState good = trained(16).state();
    const auto refusal = [&](auto spoil) {
        TrainingState state = residual();
        ShallowState bad = good;
        spoil(bad);
        state.shallow = std::make_shared<const ShallowState>(bad);
        return error_of([&] { parse_session(session_bytes({state, ""})); });
    };
    EXPECT_EQ(refusal([](ShallowState&) {}), "");
    EXPECT_EQ(refusal([](ShallowState& s) { s.networks[1].nodes.a.pop_back(); }),
              "it is at odds with itself: the shallow run: it has another number of nodes");
    EXPECT_EQ(refusal([](ShallowState& s) { s.step = 3; }),
              "it is at odds with itself: the shallow run: a point is satisfied at a step that was "
              "not taken");
}

// What is damaged within its sections, under checksums that are right, is read or refused.
TEST(ShallowSession, SurvivesDamage) {
    const ShallowState state = trained(16).state();
    const std::string settings = shallow_settings(state), numbers = shallow_numbers(state);
    Mutator numbers_of(1, {numbers}, {std::string(8, '\xff'), std::string(8, '\0')});
    Mutator settings_of(2, {settings}, {"shallow", "nodes", "400", "\"circle\"", "null", "{}"});
    int refused = 0, read = 0;
    for (int turn = 0; turn < 2000; ++turn) {
        const bool of_numbers = turn % 2 == 0;
        try {
            ShallowState parsed = of_numbers ? parse_shallow(settings, numbers_of.next())
                                             : parse_shallow(settings_of.next(), numbers);
            check(parsed);
            if (parsed.config.shallow.train <= 1000) {
                ShallowTraining training(parsed);
                training.step();
                training.snapshot();
            }
            ++read;
        } catch (const std::exception&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 1000);
    EXPECT_GT(read, 20);
}

}  // namespace
}  // namespace la
