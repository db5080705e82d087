// A session holds the rows of the weights log: its curves go on as those of an unbroken run.

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/io/weights_section.h"
#include "core/train/training.h"
#include "tests/support/error_of.h"
#include "tests/support/mutate.h"

namespace la {
namespace {

Config small() {
    Config config = find_preset("weights-refine").config;
    config.dataset.points = 60;
    config.network.layers = 9;
    config.optimizer.batch = 48;
    config.weights.measure = true;
    return config;
}

std::string log_of(const TrainingState& state) {
    return weights_log_section(*state.weights_rows, state.weights_spacing);
}

TEST(WeightsSession, GoesOnAsIfItHadNeverBeenClosed) {
    for (const std::int64_t rows_every : {0, 10}) {
        Training unbroken(small(), {}, make_engine, rows_every);
        for (int step = 0; step < 137; ++step) {
            unbroken.step();
        }
        const std::string bytes = session_bytes({unbroken.state(), ""});
        Training again(parse_session(bytes).training, {});
        EXPECT_TRUE(session_bytes({again.state(), ""}) == bytes);
        EXPECT_EQ(again.state().weights_rows->back().members[0].largest_jump,
                  unbroken.state().weights_rows->back().members[0].largest_jump);
        for (int step = 0; step < 100; ++step) {
            again.step();
            unbroken.step();
        }
        EXPECT_EQ(again.snapshot().weights_rows->size(), rows_every == 0 ? 238u : 24u);
        EXPECT_TRUE(log_of(again.state()) == log_of(unbroken.state()));
    }
}

// The largest jump so far is that of the whole run, also of the part before it was closed.
TEST(WeightsSession, AThinnedLogThinsOn) {
    Training unbroken(small(), {});
    for (int step = 0; step < 1300; ++step) {
        unbroken.step();
    }
    ASSERT_EQ(unbroken.state().weights_spacing, 2);
    Training again(parse_session(session_bytes({unbroken.state(), ""})).training, {});
    for (int step = 0; step < 60; ++step) {
        again.step();
        unbroken.step();
    }
    EXPECT_TRUE(log_of(again.state()) == log_of(unbroken.state()));
}

TEST(WeightsSession, ARunThatMeasuresNothingHasNoSection) {
    Config config = small();
    config.weights.measure = false;
    Training training(config, {});
    training.step();
    EXPECT_EQ(training.state().weights_rows, nullptr);
    Training again(training.state(), {});
    again.set_measures({.weights = true});
    again.step();
    EXPECT_EQ(again.snapshot().weights_rows->size(), 2u);
}

// Undo and the end of the measures leave no rows of another run behind.
TEST(WeightsSession, AnotherRunHasRowsOfItsOwn) {
    Training training(small(), {});
    for (int step = 0; step < 30; ++step) {
        training.step();
    }
    const TrainingState kept = training.state();
    training.apply(Load{small()});
    training.step();
    EXPECT_EQ(training.snapshot().weights_rows->size(), 2u);
    training.restore(kept);
    training.step();
    EXPECT_EQ(training.snapshot().weights_rows->size(), 32u);
}

TEST(WeightsSession, DamageIsRefusedOrHarmless) {
    Training training(small(), {});
    for (int step = 0; step < 45; ++step) {
        training.step();
    }
    TrainingState state = training.state();
    Mutator damaged(7, {log_of(state)}, {std::string(8, '\xff'), std::string(8, '\0')});
    int refused = 0;
    for (int n = 0; n < 2000; ++n) {
        try {
            const std::string section = damaged.next();
            ByteReader in(section);
            auto [rows, spacing] = read_weights_log(in);
            in.end();
            state.weights_rows = rows;
            state.weights_spacing = spacing;
            check(state);
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
            ++refused;
            continue;
        }
        Training again(state, {});
        again.step();
        again.snapshot();
    }
    EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace la
