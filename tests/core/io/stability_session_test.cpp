// A session holds the tangent vectors of a run: its spectrum goes on as that of an unbroken run.

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/io/stability_section.h"
#include "core/train/training.h"
#include "tests/support/error_of.h"
#include "tests/support/mutate.h"

namespace la {
namespace {

Config small(const char* optimizer) {
    Config config = find_preset("stability-chaos").config;
    config.dataset.points = 60;
    config.optimizer.batch = 16;
    config.stability = {.vectors = 3, .window = 20, .covariant = 60, .twin = 1e-7};
    set_field(config, std::string("optimizer.kind=") + optimizer);
    set_field(config, "optimizer.learning_rate=0.02");
    return config;
}

TEST(StabilitySession, GoesOnAsIfItHadNeverBeenClosed) {
    for (const char* optimizer : {"sgd", "momentum", "adam"}) {
        Training unbroken(small(optimizer), {});
        for (int step = 0; step < 137; ++step) {
            unbroken.step();
        }
        const std::string bytes = session_bytes({unbroken.state(), ""});
        const SavedSession back = parse_session(bytes);
        ASSERT_NE(back.training.stability, nullptr);
        Training again(back.training, {});
        EXPECT_TRUE(session_bytes({again.state(), ""}) == bytes);
        for (int step = 0; step < 100; ++step) {
            again.step();
            unbroken.step();
        }
        const Snapshot a = unbroken.snapshot(), b = again.snapshot();
        ASSERT_GT(a.stability_rows->size(), 3u);
        EXPECT_TRUE(stability_section(*unbroken.state().stability) ==
                    stability_section(*again.state().stability));  // rows, vectors, twin: all bytes
        const StabilitySnapshot& of_a = *a.members.back().stability;
        const StabilitySnapshot& of_b = *b.members.back().stability;
        ASSERT_EQ(of_a.pieces.size(), of_b.pieces.size());
        EXPECT_EQ(of_a.pieces.size(), 6u);
        for (std::size_t i = 0; i < of_a.pieces.size(); ++i) {
            EXPECT_EQ(of_a.pieces[i]->step, of_b.pieces[i]->step);
            EXPECT_EQ(of_a.pieces[i]->q, of_b.pieces[i]->q);
            EXPECT_EQ(of_a.pieces[i]->r, of_b.pieces[i]->r);
        }
        EXPECT_EQ(of_a.twin->values, of_b.twin->values);
        EXPECT_EQ(of_a.since, of_b.since);
    }
}

// Another window means other exponents: they begin anew, as they do in a run that was not closed.
TEST(StabilitySession, WhatIsMeasuredOtherwiseBeginsAnew) {
    Training training(small("sgd"), {});
    for (int step = 0; step < 40; ++step) {
        training.step();
    }
    Training again(training.state(), {});
    again.set_stability({{.vectors = 2, .window = 10}});
    again.step();
    EXPECT_EQ(again.snapshot().members.back().stability->vectors, 2);
    EXPECT_EQ(again.snapshot().members.back().stability->since, 40);
}

TEST(StabilitySession, ARunThatMeasuresNothingHasNoSection) {
    Config config = small("sgd");
    config.stability = {};
    Training training(config, {});
    training.step();
    EXPECT_EQ(training.state().stability, nullptr);
}

TEST(StabilitySession, DamageIsRefusedOrHarmless) {
    Training training(small("momentum"), {});
    for (int step = 0; step < 45; ++step) {
        training.step();
    }
    TrainingState state = training.state();
    const std::string section = stability_section(*state.stability);
    Mutator damaged(7, {section}, {std::string(8, '\xff'), std::string(8, '\0')});
    int refused = 0;
    for (int n = 0; n < 2000; ++n) {
        try {
            state.stability =
                std::make_shared<const StabilityState>(parse_stability(damaged.next()));
            check(state);
        } catch (const Error&) {
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
