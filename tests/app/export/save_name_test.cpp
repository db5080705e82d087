#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "app/experiment/experiment.h"
#include "app/export/file_writer.h"
#include "app/export/plot_csv.h"
#include "app/motion/film_course.h"
#include "app/state/save_name.h"
#include "core/config/config_json.h"
#include "core/io/run_folder.h"
#include "tests/support/scoped_environment.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

using namespace std::chrono_literals;

FileWriter::Outcome await(const FileWriter& writer) {
    for (int i = 0; i < 2000; ++i) {
        if (const auto outcome = writer.outcome()) {
            return *outcome;
        }
        std::this_thread::sleep_for(5ms);
    }
    return {.error = "never"};
}

Image grey(int width, int height) {
    return {width, height, std::vector<std::uint8_t>(4u * width * height, 99)};
}

TEST(FileName, NamesTheContentAndIsNeverThatOfAnExistingFile) {
    EXPECT_EQ(usual_name(SaveKind::Picture, "circles", 1500, "loss"), "circles-step1500");
    EXPECT_EQ(usual_name(SaveKind::DepthFilm, "", 7, "loss"), "run-step7-depth");
    EXPECT_EQ(usual_name(SaveKind::Plot, "moons", 7, "loss"), "moons-step7-loss");
    const ScratchFolder folder;
    EXPECT_EQ(free_path(folder / "", "a", ".png"), folder / "a.png");
    std::ofstream(folder / "a.png") << "there";
    std::ofstream(folder / "a-2.png") << "there";
    EXPECT_EQ(free_path(folder / "", "a", ".png"), folder / "a-3.png");
    std::filesystem::create_directory(folder / "b-frames");
    EXPECT_EQ(free_path(folder / "", "b", ".mp4"), folder / "b-2.mp4");
    std::ofstream(folder / "c_a.csv") << "there";
    EXPECT_EQ(free_path(folder / "", "c", ".csv"), folder / "c-2.csv");
}

TEST(Film, LoopsThroughTheLayersAndRestsAtBothEnds) {
    EXPECT_EQ(loop_depth(0, 9), 0);
    EXPECT_EQ(loop_depth(0.05, 9), 0);
    EXPECT_NEAR(loop_depth(0.43, 9), 4.5f, 1e-5f);
    EXPECT_EQ(loop_depth(0.8, 9), 9);
    EXPECT_EQ(loop_depth(0.999, 9), 9);
    EXPECT_EQ(training_step(0, 1000), 0);
    EXPECT_EQ(training_step(0.375, 1000), 250);
    EXPECT_EQ(training_step(0.75, 1000), 1000);
    EXPECT_EQ(training_step(0.9, 1000), 1000);
}

TEST(FileWriter, WritesAPictureThatArrivesInStrips) {
    const ScratchFolder folder;
    FileWriter writer(PixelFile{.path = folder / "a.png", .size = {6, 5}, .config = {"k", "v"}});
    writer.add(grey(6, 2));
    writer.add(grey(6, 3));
    std::this_thread::sleep_for(20ms);
    EXPECT_FALSE(writer.outcome());
    EXPECT_FALSE(std::filesystem::exists(folder / "a.png"));
    writer.finish();
    const FileWriter::Outcome outcome = await(writer);
    EXPECT_EQ(outcome.error, "");
    EXPECT_EQ(outcome.where, (folder / "a.png").string());
    EXPECT_EQ(folder.entries(), 1);
}

TEST(FileWriter, LeavesNothingOfAnAbandonedFile) {
    const ScratchFolder folder;
    for (const int fps : {0, 30}) {
        const char* name = fps == 0 ? "a.png" : "a.mp4";
        {
            FileWriter writer(PixelFile{.path = folder / name, .size = {64, 64}, .fps = fps});
            for (int i = 0; i < 5; ++i) {
                writer.add(grey(64, 32));
            }
            std::this_thread::sleep_for(100ms);
        }
        EXPECT_EQ(folder.entries(), 0) << name;
    }
}

// An ffmpeg that never reads its input and never ends: abandoning the file must not wait for it.
TEST(FileWriter, DoesNotWaitForAnEncoderThatHangs) {
    const ScratchFolder folder, tools;
    std::ofstream(tools / "ffmpeg") << "#!/bin/sh\nexec sleep 600\n";
    std::filesystem::permissions(tools / "ffmpeg", std::filesystem::perms::owner_all);
    const ScopedEnvironment path("PATH", (tools / "").string() + ":" + std::getenv("PATH"));
    {
        FileWriter writer(PixelFile{.path = folder / "a.mp4", .size = {640, 480}, .fps = 30});
        for (int i = 0; i < 40 && writer.has_room(); ++i) {
            writer.add(grey(640, 480));
        }
        EXPECT_FALSE(writer.has_room());
        std::this_thread::sleep_for(100ms);
    }
    EXPECT_EQ(folder.entries(), 0);
}

TEST(FileWriter, ReportsWhatWentWrong) {
    const ScratchFolder folder;
    FileWriter writer(PixelFile{.path = folder / "missing" / "a.png", .size = {6, 5}});
    EXPECT_NE(await(writer).error.find("missing/a.png"), std::string::npos);
    for (int i = 0; i < 20; ++i) {
        writer.add(grey(640, 480));
        EXPECT_TRUE(writer.has_room());  // the caller must not wait for a file that failed
    }
    FileWriter text(TextFile([]() -> std::string { throw std::runtime_error("no room"); }));
    EXPECT_EQ(await(text).error, "no room");
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) {
        out.push_back(cell);
    }
    return out;
}

// The columns have the same bytes as those of metrics.csv with the same names.
TEST(PlotCsv, HasTheColumnsOfTheMetrics) {
    Config config = parse_config(
        R"({"dataset": {"points": 60}, "network": {"layers": 2}, "objective": {"mode": "uzawa"},
            "compare": {"objective.mode": "none"}})");
    InlineExperiment experiment(config);
    experiment.advance(12);
    const Snapshot run = *experiment.snapshot();
    const auto column_of = [](const std::string& csv, const std::string& name) {
        std::istringstream in(csv);
        std::string line;
        std::getline(in, line);
        if (line.starts_with("#")) {
            std::getline(in, line);
        }
        const std::vector<std::string> names = cells(line);
        const auto at = std::ranges::find(names, name) - names.begin();
        std::string out;
        while (std::getline(in, line)) {
            const std::vector<std::string> row = cells(line);
            out += (at < static_cast<long>(row.size()) ? row[at] : "none") + "\n";
        }
        return out;
    };
    const std::pair<Quantity, std::vector<std::string>> wanted[] = {
        {Quantity::Loss, {"step", "loss"}},
        {Quantity::Accuracy, {"train_accuracy", "test_accuracy"}},
        {Quantity::Cost, {"cost"}},
        {Quantity::Action, {"action"}},
        {Quantity::Displacement, {"displacement"}},
        {Quantity::Lambda, {"lambda"}},
        {Quantity::Penalty, {"penalty"}}};
    for (const auto& [quantity, names] : wanted) {
        const std::string csv = plot_csv(run, quantity);
        for (const std::string& name : names) {
            EXPECT_EQ(column_of(csv, name), column_of(metrics_csv(run, 1), name)) << name;
            if (name != "step") {
                EXPECT_EQ(column_of(csv, name + "_a"), column_of(metrics_csv(run, 0), name))
                    << name;
            }
        }
    }
    EXPECT_NE(plot_csv(run, Quantity::Lambda).find(",nu\n"), std::string::npos);
    const std::string first = plot_csv(run, Quantity::Loss).substr(0, 4000);
    const std::string head = "# leastaction.config ";
    ASSERT_TRUE(first.starts_with(head));
    EXPECT_EQ(parse_config(first.substr(head.size(), first.find('\n') - head.size())), config);
}

}  // namespace
}  // namespace la
