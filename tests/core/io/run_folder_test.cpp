#include "core/io/run_folder.h"

#include <chrono>
#include <sstream>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/io/model_file.h"
#include "core/io/presets.h"
#include "core/io/run_writer.h"
#include "core/tensor_files/tensor_file.h"
#include "core/train/trainer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/torch_here.h"

namespace la {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

Snapshot trained(const Config& config, std::int64_t steps, std::int64_t every,
                 EngineOptions engine = {}) {
    Training training(config, engine, make_engine, every);
    training.prepare();
    while (training.steps() < steps && !training.diverged()) {
        training.step();
    }
    return training.snapshot();
}

ModelFile model_in(const fs::path& file) {
    return *read_tensor_file(read_file(file));
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        out.push_back(line);
    }
    return out;
}

std::map<std::string, std::string> files(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        out[entry.path().filename()] = read_file(entry.path());
    }
    return out;
}

TEST(RunFolder, WritesDataAsTheShortestText) {
    const Dataset data{.points = {{0.1f, -2.5f}, {1e-7f, 3}}, .labels = {1, 0}, .train = 1};
    EXPECT_EQ(data_csv(data), "x,y,label,split\n0.1,-2.5,1,train\n1e-07,3,0,test\n");
}

TEST(RunFolder, HasAboutAThousandRowsWithTheFirstAndTheLastStep) {
    EXPECT_EQ(rows_every(0), 1);
    EXPECT_EQ(rows_every(1000), 1);
    EXPECT_EQ(rows_every(100000), 100);
    for (const std::int64_t steps : {0, 1, 999, 1001, 1499, 1500, 2501, 123457}) {
        const std::int64_t rows = steps / rows_every(steps) + (steps % rows_every(steps) ? 2 : 1);
        EXPECT_LE(rows, 1500) << steps;
        EXPECT_GE(rows, std::min<std::int64_t>(steps + 1, 700)) << steps;
    }
    const Snapshot run = trained(find_preset("circles").config, 25, 10);
    const std::vector<std::string> text = lines(metrics_csv(run, 1));
    ASSERT_EQ(text.size(), 5u);
    EXPECT_TRUE(text[0].starts_with(
        "step,epoch,loss,train_accuracy,test_accuracy,lambda,penalty,cost,action,displacement,"
        "displacement_class_0,displacement_class_1,energy_0,energy_1,"));
    EXPECT_TRUE(text[0].ends_with(",energy_8"));
    EXPECT_TRUE(text[1].starts_with("0,0,"));
    EXPECT_TRUE(text[2].starts_with("10,1,"));
    EXPECT_TRUE(text[3].starts_with("20,2,"));
    EXPECT_TRUE(text[4].starts_with("25,3,"));  // 8 steps an epoch
    // The row that is added is the one that the log would have had.
    const Snapshot fine = trained(find_preset("circles").config, 25, 5);
    EXPECT_EQ(lines(metrics_csv(fine, 1)).back(), text.back());
}

TEST(RunFolder, ConfigSaysWhatRanAndIsReadAgain) {
    const Config config = find_preset("circles").config;
    const Snapshot run = trained(config, 3, 1);
    const std::string text = config_with_ran(run, "first.pt");
    EXPECT_EQ(parse_config(text), config);
    for (const std::string& part :
         {"\"engine\": \"" + run.engine + "\"", "\"device\": \"" + run.device + "\"",
          std::string("\"steps\": 3"), std::string("\"init\": \"first.pt\"")}) {
        EXPECT_NE(text.find(part), std::string::npos) << part;
    }
    Config other;
    EXPECT_THROW(set_field(other, "ran.steps=3"), UsageError);
}

TEST(RunFolder, EveryModelCarriesTheConfigurationOfItsOwnNetwork) {
    const ScratchFolder folder;
    const Snapshot run = trained(find_preset("circles").config, 3, 1);
    RunWriter(folder / "run", false).write(run);
    const Config a = parse_config(model_in(folder / "run/model_a.pt").config);
    const Config b = parse_config(model_in(folder / "run/model.pt").config);
    EXPECT_TRUE(a.compare.empty() && b.compare.empty());
    EXPECT_EQ(a.objective.lambda, 0);
    EXPECT_EQ(a.objective.mode, Mode::None);
    EXPECT_EQ(b.objective.lambda, 0.03);
    EXPECT_NE(read_file(folder / "run/metrics_a.csv"), read_file(folder / "run/metrics.csv"));
}

// The window's training runs on a thread, is paced and observed at any time, and stops by itself.
TEST(RunFolder, AThreadThatStopsAtAStepLeavesTheSameBytes) {
    for (const EngineKind engine : engines_here()) {
        const ScratchFolder folder;
        const std::int64_t steps = 1700;
        const Config config = find_preset("circles").config;
        RunWriter(folder / "inline", false)
            .write(trained(config, steps, rows_every(steps), {.engine = engine}));

        Trainer trainer(config, {.engine = {.threads = 2, .engine = engine},
                                 .stop_at = steps,
                                 .rows_every = rows_every(steps)});
        trainer.start();
        const auto end = std::chrono::steady_clock::now() + 100s;
        while (trainer.snapshot()->step < steps && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(1ms);
        }
        std::this_thread::sleep_for(50ms);
        const auto last = trainer.snapshot();
        EXPECT_EQ(last->step, steps);
        EXPECT_EQ(last->status, Status::Paused);
        RunWriter(folder / "thread", false).write(*last);
        EXPECT_EQ(files(folder / "inline"), files(folder / "thread")) << name_of(engine);
        EXPECT_EQ(files(folder / "inline").size(), 8u);
    }
}

TEST(RunFolder, StopAtZeroTakesNoStep) {
    Trainer trainer(find_preset("circles").config, {.stop_at = 0});
    trainer.start();
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(trainer.snapshot()->step, 0);
}

TEST(RunFolder, AFolderThatIsNotEmptyIsRefusedWithoutForce) {
    const ScratchFolder folder;
    EXPECT_NO_THROW(RunWriter(folder / "a/b", false));
    EXPECT_NO_THROW(RunWriter(folder / "a/b", false));  // still empty
    EXPECT_THROW(RunWriter(folder / "a", false), Error);
    EXPECT_NO_THROW(RunWriter(folder / "a", true));
    write_file(folder / "file", "x");
    EXPECT_THROW(RunWriter(folder / "file", true), Error);
    EXPECT_THROW(RunWriter(folder / "file/below", true), Error);
}

TEST(RunFolder, FilesOfAnotherRunDoNotStayBehind) {
    const ScratchFolder folder;
    const fs::path run = folder / "run";
    Config config = find_preset("circles").config;
    RunWriter(run, false).write(trained(config, 1, 1));
    EXPECT_TRUE(fs::exists(run / "model_a.pt"));
    config.compare.clear();
    RunWriter(run, true).write(trained(config, 1, 1));
    EXPECT_FALSE(fs::exists(run / "model_a.pt"));
    EXPECT_FALSE(fs::exists(run / "metrics_a.csv"));
    EXPECT_EQ(files(run).size(), 5u);
}

// --- divergence ---------------------------------------------------------------------------------

Config explosive() {
    Config config = find_preset("circles").config;
    config.compare.clear();
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 1.35;  // some 20 steps to infinity
    config.objective.lambda = 1;
    return config;
}

TEST(Divergence, TheLastFiniteWeightsDoNotDependOnWhoLooksWhen) {
    for (const EngineKind engine : engines_here()) {
        const Snapshot each = trained(explosive(), 4000, 1, {.engine = engine});
        const Snapshot seldom = trained(explosive(), 4000, 1000, {.engine = engine});
        ASSERT_EQ(each.status, Status::Diverged);
        ASSERT_EQ(seldom.status, Status::Diverged);
        EXPECT_GT(each.step, 0);
        EXPECT_EQ(each.step, seldom.step);
        EXPECT_EQ(each.message, seldom.message);
        EXPECT_EQ(each.members[0].weights->values, seldom.members[0].weights->values);
        EXPECT_NE(each.message.find("step " + std::to_string(each.step + 1)), std::string::npos);
        // The step before is an ordinary one.
        const Snapshot before = trained(explosive(), each.step, 1, {.engine = engine});
        EXPECT_EQ(before.status, Status::Paused);
        EXPECT_EQ(before.members[0].weights->values, each.members[0].weights->values);
    }
}

TEST(Divergence, LeavesNoNanInAFile) {
    const ScratchFolder folder;
    Config config = find_preset("far-circles").config;
    config.network.layers = 100;
    config.network.init = {InitKind::Normal, 1000};
    for (const Config& bad : {explosive(), config}) {
        const Snapshot run = trained(bad, 2000, 100);
        EXPECT_EQ(run.status, Status::Diverged);
        RunWriter(folder / "run", true).write(run);
        for (const auto& [name, bytes] : files(folder / "run")) {
            if (!name.ends_with(".pt")) {
                EXPECT_EQ(bytes.find("nan"), std::string::npos) << name;
                EXPECT_EQ(bytes.find("inf"), std::string::npos) << name;
            }
        }
        EXPECT_NE(read_file(folder / "run/config.json").find("\"diverged\""), std::string::npos);
        EXPECT_NO_THROW(model_in(folder / "run/model.pt"));
    }
}

TEST(Training, StartsFromGivenWeightsAndResetsToThem) {
    Config config = find_preset("circles").config;
    config.compare.clear();
    Training training(config, {});
    Config other = config;
    other.network.seed = 77;
    const Weights given = initial_weights(other.network, 2);
    training.start_from({given});
    const auto values = [&] { return training.snapshot().members[0].weights->values; };
    EXPECT_EQ(values(), given.values);
    training.step();
    Training straight(other, {});
    straight.step();
    EXPECT_EQ(values(), straight.snapshot().members[0].weights->values);
    training.apply(Reset{});
    EXPECT_EQ(values(), given.values);
    training.apply(NewSeed{});
    EXPECT_NE(values(), given.values);
}

}  // namespace
}  // namespace la
