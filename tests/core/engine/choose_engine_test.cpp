// Auto chooses by measuring: engines of known speed on a simulated clock.

#include "core/engine/choose_engine.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/engine/gpu.h"
#include "core/io/presets.h"
#include "core/train/training.h"

namespace la {
namespace {

// Time passes only while an engine works. An asynchronous device takes its time when the weights
// are read.
struct Clock {
    double now = 0;
};

struct Speed {
    const char* device = "cpu";
    double step = 1e-3;
    double first_steps = 0;  // additional, for each of the first five
    double noise = 0;        // every third step takes so much longer
    bool behind = false;     // works asynchronously
    int fails_at = -1;
    bool trains = false;  // trains with the fused engine
};

class TimedEngine : public Engine {
  public:
    TimedEngine(const EngineSetup& setup, Clock& clock, Speed speed)
        : clock_(clock), speed_(speed), setup_(setup) {
        if (speed.trains) {
            setup_.engine = EngineKind::Fused;
            setup_.device = "cpu";
            fused_ = make_engine(setup_).engine;
        }
    }

    std::string name() const override { return speed_.behind ? "torch" : "fused"; }
    std::string device() const override { return speed_.device; }
    void set_state(const EngineState& state) override {
        state_ = state;
        if (fused_) {
            fused_->set_state(state);
        }
    }
    EngineState state() const override { return fused_ ? fused_->state() : state_; }
    void weights(std::span<float> out) const override {
        EXPECT_EQ(out.size(), state_.weights.size());
        std::ranges::copy(state_.weights, out.begin());
        if (fused_) {
            fused_->weights(out);
        }
        clock_.now += owed_;
        owed_ = 0;
    }
    void set_lambda(std::span<const double> lambda) override {
        if (fused_) {
            fused_->set_lambda(lambda);
        }
    }
    void set_optimizer(const OptimizerConfig&) override {}
    void step(std::span<const std::int32_t> batch) override {
        EXPECT_FALSE(batch.empty());
        EXPECT_LE(batch.size(), static_cast<std::size_t>(setup_.optimizer.batch));
        if (steps_ == speed_.fails_at) {
            throw Error("out of memory");
        }
        const double took = speed_.step + (steps_ < 5 ? speed_.first_steps : 0) +
                            (steps_ % 3 == 2 ? speed_.noise : 0);
        ++steps_;
        (speed_.behind ? owed_ : clock_.now) += took;
        clock_.now += 1e-6;
        if (fused_) {
            fused_->step(batch);
        }
    }
    std::vector<double> loss(std::span<const std::int32_t>) override { return {}; }

  private:
    Clock& clock_;
    Speed speed_;
    EngineSetup setup_;
    EngineState state_;
    int steps_ = 0;
    mutable double owed_ = 0;
    std::unique_ptr<Engine> fused_;
};

class ChooseEngine : public testing::Test {
  protected:
    EngineFactory made(Speed speed) {
        return [=, this](const EngineSetup& setup) {
            return std::make_unique<TimedEngine>(setup, clock_, speed);
        };
    }
    MadeEngine chosen(Speed cpu, Speed gpu) {
        return choose_faster(setup(), made(cpu), made(gpu), timing());
    }
    Timing timing() {
        return {.now = [this] { return clock_.now; }};
    }
    static EngineSetup setup() {
        const Config config = find_preset("circles").config;
        return {.network = config.network,
                .objective = config.objective,
                .optimizer = config.optimizer,
                .members = 3,
                .data = std::make_shared<Dataset>(make_dataset(config.dataset))};
    }
    Clock clock_;
};

TEST_F(ChooseEngine, TakesTheFasterAndSaysWhatItMeasured) {
    const Speed cpu{.device = "cpu avx9", .step = 4e-4};
    const Speed slow{.device = "cuda:0", .step = 1e-3, .behind = true};
    const Speed fast{.device = "cuda:0", .step = 1e-4, .behind = true};
    EXPECT_EQ(chosen(cpu, slow).engine->device(), "cpu avx9");
    EXPECT_EQ(chosen(cpu, slow).why,
              "auto: fused on cpu avx9 2.5k steps/s, torch on cuda:0 999 steps/s");
    EXPECT_EQ(chosen(cpu, fast).engine->device(), "cuda:0");
    EXPECT_EQ(chosen(cpu, fast).why,
              "auto: torch on cuda:0 9.9k steps/s, fused on cpu avx9 2.5k steps/s");
}

// Loading kernels and capturing graphs takes long, but once; and a busy machine stutters.
TEST_F(ChooseEngine, FirstStepsAndStutterDoNotCount) {
    const Speed cpu{.step = 1e-3};
    EXPECT_EQ(chosen(cpu, {.device = "cuda:0", .step = 5e-4, .first_steps = 0.05, .behind = true})
                  .engine->device(),
              "cuda:0");
    TimedEngine even(setup(), clock_, {.step = 1e-3, .first_steps = 0.04});
    EXPECT_NEAR(steps_per_second(even, setup(), timing()), 1000, 5);
    // One hiccup of 50 ms in 25 steps or so: the median window has none, or one.
    TimedEngine uneven(setup(), clock_, {.step = 1e-3, .noise = 1e-3});
    EXPECT_NEAR(steps_per_second(uneven, setup(), timing()), 750, 25);
}

// A step that takes a second is taken a few times, not hundreds.
TEST_F(ChooseEngine, TakesBoundedTime) {
    chosen({.step = 1.0}, {.device = "cuda:0", .step = 1e-6, .behind = true});
    EXPECT_LT(clock_.now, 3.5);
    clock_.now = 0;
    chosen({.step = 1e-6}, {.device = "cuda:0", .step = 1e-6, .behind = true});
    EXPECT_LT(clock_.now, 1.0);
}

TEST_F(ChooseEngine, AGpuThatFailsLeavesTheCpu) {
    const auto broken = [](const EngineSetup&) -> std::unique_ptr<Engine> {
        throw Error("driver too old");
    };
    MadeEngine choice = choose_faster(setup(), made({.device = "cpu x"}), broken, timing());
    EXPECT_EQ(choice.engine->device(), "cpu x");
    EXPECT_EQ(choice.why, "auto: fused on cpu x, as the GPU failed: driver too old");
    choice = chosen({.device = "cpu x"}, {.device = "cuda:0", .behind = true, .fails_at = 6});
    EXPECT_EQ(choice.engine->device(), "cpu x");
    EXPECT_NE(choice.why.find("out of memory"), std::string::npos);
    EXPECT_THROW(choose_faster(setup(), broken, made({}), timing()), Error);
}

// The measurement leaves no trace in the run: the chosen engine starts from the run's own weights.
TEST_F(ChooseEngine, TheRunIsThatOfTheChosenEngineAlone) {
    const Config config = find_preset("circles").config;
    const EngineFactory fused = [](EngineSetup setup) {
        setup.engine = EngineKind::Fused;
        setup.device = "cpu";
        return make_engine(setup);
    };
    const EngineFactory choosing = [&](const EngineSetup& setup) {
        return choose_faster(setup, made({.trains = true}),
                             made({.device = "cuda:0", .step = 1, .behind = true}), timing());
    };
    Training measured(config, {}, choosing), straight(config, {}, fused);
    for (int n = 0; n < 50; ++n) {
        measured.step();
        straight.step();
    }
    const Snapshot a = measured.snapshot(), b = straight.snapshot();
    EXPECT_EQ(a.engine, "fused");
    EXPECT_EQ(a.choice.substr(0, 14), "auto: fused on");
    EXPECT_EQ(b.choice, "");
    for (std::size_t m = 0; m < a.members.size(); ++m) {
        EXPECT_EQ(a.members[m].weights->values, b.members[m].weights->values);
    }
}

// Without a GPU there is the CPU alone, and LibTorch is not loaded.
TEST(Devices, AreThoseOfThisMachine) {
    const std::vector<Device> devices = available_devices();
    ASSERT_FALSE(devices.empty());
    EXPECT_EQ(devices.front(), Device("cpu"));
    if (!gpu_present()) {
        EXPECT_EQ(devices.size(), 1u);
    }
    for (const Device& device : devices) {
        EXPECT_NO_THROW(check_device(device));
    }
}

}  // namespace
}  // namespace la
