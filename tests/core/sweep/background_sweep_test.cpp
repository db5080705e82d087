#include "core/sweep/background_sweep.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/presets.h"
#include "core/io/sweep_csv.h"
#include "core/kernels/weights_flow.h"
#include "core/observe/observer.h"
#include "tests/support/patience.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

using namespace std::chrono_literals;
using Status = SweepState::Status;

SweepPlan plan() {
    return {.config = find_preset("circles").config,
            .over = {{kLambdaPath, {0, 0.001, 0.03, 0.5}}},
            .train_sizes = {},
            .seeds = 3,
            .steps = 60,
            .engine = {.device = "cpu", .threads = 2, .engine = EngineKind::Fused},
            .at_once = 1};
}

std::shared_ptr<const SweepState> wait_for(const BackgroundSweep& sweep,
                                           const std::function<bool(const SweepState&)>& what) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    auto state = sweep.state();
    while (!what(*state) && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(1ms);
        state = sweep.state();
    }
    EXPECT_TRUE(what(*state)) << state->runs->size() << " runs";
    return state;
}

std::shared_ptr<const SweepState> finish(const BackgroundSweep& sweep) {
    return wait_for(sweep, [](const SweepState& s) { return s.status != Status::Running; });
}

std::shared_ptr<const Snapshot> pick(BackgroundSweep& sweep, const BackgroundSweep::Pick& what) {
    sweep.pick(what);
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < end) {
        const auto out = sweep.picked();
        if (out && out->pick == what) {
            return out->snapshot;
        }
        std::this_thread::sleep_for(1ms);
    }
    ADD_FAILURE() << "nothing was picked";
    return std::make_shared<const Snapshot>();
}

// The table of `leastaction sweep`: all lambdas of a seed in one ensemble, on one thread.
std::string table_of(SweepPlan what) {
    what.at_once = 0;
    what.engine = {.threads = 1};
    Sweep sweep(what);
    sweep.start();
    while (!sweep.finished()) {
        std::this_thread::sleep_for(2ms);
    }
    return sweep_csv(what, sweep.runs());
}

// An engine that waits for permission before every step.
struct Gate {
    std::mutex mutex;
    std::condition_variable wake;
    int allowed = 0, waiting = 0;

    void allow(int steps) {
        const std::lock_guard lock(mutex);
        allowed += steps;
        wake.notify_all();
    }
    void wait_until_waited_for() {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return waiting > 0; });
    }
    void pass() {
        std::unique_lock lock(mutex);
        ++waiting;
        wake.notify_all();
        wake.wait(lock, [this] { return allowed > 0; });
        --waiting;
        --allowed;
    }
};

class GatedEngine : public SlowEngine {
  public:
    GatedEngine(const EngineSetup& setup, Gate& gate)
        : SlowEngine(setup, 0ms, Kind::Sleeping), gate_(gate) {}
    void step(std::span<const std::int32_t> batch) override {
        gate_.pass();
        SlowEngine::step(batch);
    }
    static EngineFactory factory(Gate& gate) {
        return [&gate](const EngineSetup& setup) {
            return std::make_unique<GatedEngine>(setup, gate);
        };
    }

  private:
    Gate& gate_;
};

TEST(BackgroundSweep, GivesTheNumbersOfSweepBitForBitDotByDot) {
    for (const char* preset : {"circles", "far-circles-norm", "moons"}) {
        SweepPlan what = plan();
        what.config = find_preset(preset).config;
        BackgroundSweep sweep(what, 1);
        const auto state = finish(sweep);
        EXPECT_EQ(state->status, Status::Finished) << state->message;
        EXPECT_EQ(state->runs->size(), 12u);
        EXPECT_EQ(state->steps_done, 12 * 60);
        EXPECT_EQ(sweep_csv(what, *state->runs), table_of(what)) << preset;
    }
}

TEST(BackgroundSweep, GrowsARunAtATime) {
    SweepPlan what = plan();
    what.engine.threads = 1;
    what.steps = 2;
    Gate gate;
    BackgroundSweep sweep(what, 1, GatedEngine::factory(gate));
    for (const std::size_t runs : {1u, 2u, 3u}) {
        gate.allow(2);
        const auto state =
            wait_for(sweep, [&](const SweepState& s) { return s.runs->size() >= runs; });
        EXPECT_EQ(state->runs->size(), runs);
        EXPECT_EQ(state->runs->back().values[0], what.over[0].values[runs - 1])
            << "a seed at a time";
        EXPECT_EQ(state->runs->back().seed, 1u);
    }
    gate.allow(1000);
}

TEST(BackgroundSweep, StopsAtOnceKeepsWhatIsFinishedAndStillShowsIt) {
    SweepPlan what = plan();
    what.seeds = 2000;
    BackgroundSweep sweep(what, 1);
    wait_for(sweep, [](const SweepState& s) { return s.runs->size() > 5; });
    sweep.stop();
    const auto state = finish(sweep);
    EXPECT_EQ(state->status, Status::Stopped);
    EXPECT_GT(state->runs->size(), 5u);
    EXPECT_LT(state->runs->size(), 8000u);
    const SweepRun& first = state->runs->front();
    EXPECT_EQ(pick(sweep, {first.values, first.seed, false})->members.back().weights,
              first.weights);
}

// The owner does not wait for a long step; this one never ends.
TEST(BackgroundSweep, DoesNotKeepItsOwnerWaiting) {
    Gate gate;
    BackgroundSweep sweep(plan(), 1, GatedEngine::factory(gate));
    gate.wait_until_waited_for();
    sweep.stop();
    sweep.pick({{0}, 1, false});
    EXPECT_FALSE(sweep.stop_within(10ms));
    gate.allow(1000000);
    EXPECT_TRUE(sweep.stop_within(kPatience)) << "after the step";
    EXPECT_EQ(sweep.state()->runs->size(), 0u);
}

// On its own points the network has the measures of its run.
TEST(BackgroundSweep, ShowsANetworkOnThePointsItWasTrainedOn) {
    BackgroundSweep sweep(plan(), 3);
    const auto state = finish(sweep);
    for (const std::size_t i : {0u, 4u, 11u}) {
        const SweepRun& run = (*state->runs)[i];
        const auto shown = pick(sweep, {run.values, run.seed, true});
        ASSERT_EQ(shown->members.size(), 2u);
        EXPECT_TRUE(of_sweep(*shown));
        EXPECT_EQ(shown->members[1].weights, run.weights);
        EXPECT_EQ(shown->members[0].lambda, 0);
        EXPECT_EQ(shown->members[0].config.network, shown->members[1].config.network);
        EXPECT_EQ(shown->config->network.seed, run.seed);
        EXPECT_EQ(shown->data->train, 480);
        EXPECT_EQ(shown->data->size(), 480 + Sweep::kTestPoints);
        const Observation seen = observe({.snapshot = shown});
        EXPECT_NEAR(seen.members[1].metrics.action, run.metrics.action, 1e-9 * run.metrics.action);
        EXPECT_NEAR(seen.members[1].metrics.test_accuracy, run.metrics.test_accuracy, 1e-12);
        EXPECT_EQ(shown->step, 60);
        EXPECT_EQ(shown->epoch, 7);  // 8 batches each
    }
    const auto one = pick(sweep, {{0.03}, 2, false});
    EXPECT_EQ(one->members.size(), 1u);
    EXPECT_EQ(one->message, "λ = 0.03, seed 2");
}

TEST(BackgroundSweep, TrainsOnDrawnPointsWithoutATestPart) {
    SweepPlan what = plan();
    Dataset drawn = make_dataset(what.config.dataset);
    what.config.dataset.kind = DatasetKind::Drawn;
    what.config.dataset.classes = 2;
    drawn.train = drawn.size();
    what.points = std::make_shared<const Dataset>(drawn);
    EXPECT_THROW(Sweep{what}, UsageError);
    what.needs_test = false;
    BackgroundSweep sweep(what, 1);
    const auto state = finish(sweep);
    ASSERT_EQ(state->status, Status::Finished) << state->message;
    EXPECT_EQ(state->runs->front().train_size, drawn.size());
    for (const SweepRun& run : *state->runs) {
        EXPECT_EQ(run.metrics.test_accuracy, run.metrics.train_accuracy);
    }
}

TEST(BackgroundSweep, SaysWhyItFailed) {
    BackgroundSweep sweep(plan(), 1, [](const EngineSetup&) -> std::unique_ptr<Engine> {
        throw Error("no such engine");
    });
    EXPECT_EQ(finish(sweep)->status, Status::Failed);
    EXPECT_EQ(sweep.state()->message, "no such engine");
    EXPECT_TRUE(sweep.stop_within(kPatience));
}

TEST(BackgroundSweep, KeepsNoMoreWeightsThanAllowed) {
    SweepPlan what = plan();
    what.config.network.layers = 40;
    what.config.network.hidden = 400;
    what.seeds = 70;
    what.steps = 0;
    BackgroundSweep sweep(what, 1);
    const auto state = finish(sweep);
    ASSERT_EQ(state->status, Status::Finished) << state->message;
    std::size_t bytes = 0, kept = 0;
    for (const SweepRun& run : *state->runs) {
        kept += run.weights ? 1 : 0;
        bytes += run.weights ? run.weights->values.size() * sizeof(float) : 0;
    }
    EXPECT_LE(bytes, Sweep::kKeptBytes);
    EXPECT_LT(kept, state->runs->size());
    EXPECT_GT(kept, state->runs->size() / 2);
}

#ifdef __linux__
// An engine that records the priority of the thread that takes its steps.
class NicenessEngine : public SlowEngine {
  public:
    NicenessEngine(const EngineSetup& setup, std::atomic<int>& nice)
        : SlowEngine(setup, 0ms, Kind::Sleeping), nice_(nice) {}
    void step(std::span<const std::int32_t> batch) override {
        nice_ = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
        SlowEngine::step(batch);
    }

  private:
    std::atomic<int>& nice_;
};

TEST(BackgroundSweep, GivesWayToAllOtherThreads) {
    const int own = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    std::atomic<int> nice = own;
    {
        BackgroundSweep sweep(plan(), 1, [&](const EngineSetup& setup) {
            return std::make_unique<NicenessEngine>(setup, nice);
        });
        finish(sweep);
    }
    EXPECT_GT(nice, own);
    EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())), own);
}
#endif

}  // namespace
}  // namespace la
