// How `bench` measures and reports; speed itself is not tested.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "app/commands/bench/speed.h"
#include "core/io/presets.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

BenchReport filled() {
    BenchReport out;
    out.machine = {"A \"chip\"\xff", "avx2", 4, "2.1", "llvmpipe"};
    out.training.push_back({"fused", 9, 2, 10, 1, 1234.5});
    out.training.push_back({"torch", 9, 2, 10, 4, 12.25});
    out.observer.push_back({"states_and_gauges", 600, 1.5, 2.5});
    out.frames.push_back({600, 9, 1600, 900, "running", "everything", 77, 8, 30, 5000});
    out.lambda.push_back({12, 80, 140});
    out.notes = {"without nothing"};
    out.seconds = 3;
    return out;
}

std::set<std::string> keys(const Json& object) {
    std::set<std::string> out;
    for (const auto& [key, value] : object.items()) {
        out.insert(key);
    }
    return out;
}

TEST(Bench, ReportsEverythingUnderStableKeys) {
    const Json json = Json::parse(report_json(filled()));
    EXPECT_EQ(keys(json), (std::set<std::string>{"version", "machine", "training", "observer",
                                                 "frames", "lambda", "notes", "seconds"}));
    EXPECT_EQ(keys(json["machine"]),
              (std::set<std::string>{"processor", "instruction_set", "threads", "torch_version",
                                     "gl_renderer"}));
    EXPECT_TRUE(json["machine"]["processor"].get<std::string>().starts_with("A \"chip\""));
    EXPECT_EQ(json["training"][1], (Json{{"engine", "torch"},
                                         {"layers", 9},
                                         {"hidden", 2},
                                         {"batch", 10},
                                         {"threads", 4},
                                         {"steps_per_s", 12.25}}));
    EXPECT_EQ(
        json["observer"][0],
        (Json{
            {"request", "states_and_gauges"}, {"points", 600}, {"ms_p50", 1.5}, {"ms_p99", 2.5}}));
    EXPECT_EQ(json["frames"][0], (Json{{"training", "running"},
                                       {"show", "everything"},
                                       {"points", 600},
                                       {"layers", 9},
                                       {"width", 1600},
                                       {"height", 900},
                                       {"frames", 77},
                                       {"ms_p50", 8},
                                       {"ms_p99", 30},
                                       {"steps_per_s", 5000}}));
    EXPECT_EQ(json["lambda"][0], (Json{{"changes", 12}, {"ms_p50", 80}, {"ms_most", 140}}));
    EXPECT_EQ(json["notes"], Json::array({"without nothing"}));
}

TEST(Bench, ReportsNullForWhatTheMachineLacks) {
    BenchReport bare = filled();
    bare.machine.torch_version = bare.machine.gl_renderer = "";
    bare.frames.clear();
    bare.lambda.clear();
    const Json json = Json::parse(report_json(bare));
    EXPECT_TRUE(json["machine"]["torch_version"].is_null());
    EXPECT_TRUE(json["machine"]["gl_renderer"].is_null());
    EXPECT_TRUE(json["frames"].is_array() && json["frames"].empty());
    const std::string table = report_table(bare);
    for (const char* part : {"no LibTorch", "no OpenGL", "without nothing", "1234", "2.500"}) {
        EXPECT_NE(table.find(part), std::string::npos) << part << " is not in\n" << table;
    }
    EXPECT_EQ(table.find("frames, training"), std::string::npos);
    EXPECT_NE(report_table(filled()).find("30.00"), std::string::npos);
    EXPECT_NE(report_table(filled()).find("LibTorch 2.1; OpenGL on llvmpipe"), std::string::npos);
}

TEST(Bench, PercentileIsOneOfTheValues) {
    EXPECT_EQ(percentile({7}, 0.99), 7);
    EXPECT_EQ(percentile({3, 1, 2}, 0.5), 2);
    std::vector<double> values;
    for (int i = 100; i > 0; --i) {
        values.push_back(i);
    }
    EXPECT_EQ(percentile(values, 0), 1);
    EXPECT_EQ(percentile(values, 0.99), 100);
    EXPECT_EQ(percentile(values, 0.9), 91);
    EXPECT_EQ(percentile(values, 1), 100);
}

// Every step sleeps 2 ms, so there are at most 500 per second.
TEST(Bench, CountsSteps) {
    const EngineFactory slow = SlowEngine::factory(2ms);
    for (const int batch : {10, 1024}) {
        std::size_t seen = 0;
        const EngineFactory looking = [&](const EngineSetup& setup) {
            EXPECT_EQ(setup.network.layers, 5);
            EXPECT_EQ(setup.network.hidden, 7);
            EXPECT_EQ(setup.optimizer.batch, batch);
            EXPECT_EQ(setup.threads, 3);
            EXPECT_EQ(setup.engine, EngineKind::Torch);
            EXPECT_EQ(setup.members, 1);
            seen = static_cast<std::size_t>(setup.data->train);
            return slow(setup);
        };
        const TrainingSpeed out = measure_training({"torch", 5, 7, batch, 3}, looking, 0.12);
        EXPECT_GE(seen, static_cast<std::size_t>(batch)) << "a batch is not full";
        EXPECT_GT(out.steps_per_s, 1);
        EXPECT_LE(out.steps_per_s, 500);
        EXPECT_EQ(out.batch, batch);
    }
    // Even without time it measures something.
    EXPECT_GT(measure_training({"torch", 5, 7, 10, 3}, slow, 1e-6).steps_per_s, 1);
}

TEST(Bench, TimesEveryRequestToTheObserver) {
    Config config = find_preset("circles").config;
    config.dataset.points = 5000;
    config.network.hidden =
        64;  // 23 million multiply-adds for the states: more than 0.05 ms on any machine
    for (const char* request : {"states", "field", "states_and_gauges"}) {
        const ObserverTime out = measure_observer({.request = request}, config, 0.02);
        EXPECT_EQ(out.points, 5000);
        EXPECT_GT(out.ms_p50, 0.05) << request << ": not milliseconds";
        EXPECT_GE(out.ms_p99, out.ms_p50) << request;
        EXPECT_LT(out.ms_p50, 1000) << request << ": not milliseconds";
    }
}

TEST(Bench, DescribesTheMachine) {
    const MachineInfo machine = describe_machine();
    EXPECT_FALSE(machine.processor.empty());
    EXPECT_TRUE(
        std::set<std::string>({"avx512", "avx2", "plain"}).contains(machine.instruction_set))
        << machine.instruction_set;
    EXPECT_GE(machine.threads, 1);
}

}  // namespace
}  // namespace la
