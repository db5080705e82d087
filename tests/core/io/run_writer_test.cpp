#include "core/io/run_writer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <string>
#include <thread>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/presets.h"
#include "core/io/run_folder.h"
#include "core/train/training.h"
#include "tests/support/full_disk.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

Snapshot trained(std::int64_t steps) {
    Training training(find_preset("circles").config, {}, make_engine, 1);
    training.prepare();
    while (training.steps() < steps) {
        training.step();
    }
    return training.snapshot();
}

std::map<std::string, std::string> files(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            out[entry.path().filename()] = read_file(entry.path());
        }
    }
    return out;
}

std::string refusal(RunWriter& writer, const Snapshot& run) {
    try {
        writer.write(run);
        return "written";
    } catch (const Error& error) {
        return error.what();
    }
}

// The folder that an error line names after these words.
fs::path named_after(const std::string& line, const std::string& words) {
    const std::size_t at = line.find(words) + words.size();
    return line.substr(at, line.find(' ', at) - at);
}

TEST(RunWriter, TakesAFolderForOneProcess) {
    const ScratchFolder folder;
    for (const bool force : {false, true}) {
        const RunWriter first(folder / "run", false);
        EXPECT_THROW(RunWriter(folder / "run", force), Error);
    }
    EXPECT_NO_THROW(RunWriter(folder / "run", false));
    fs::create_directory_symlink("run", folder / "link");
    const RunWriter first(folder / "run", false);
    EXPECT_THROW(RunWriter(folder / "link", true), Error);
    EXPECT_TRUE(fs::is_empty(folder / "run"));
}

TEST(RunWriter, LeavesTheWeightsWhereThereIsRoomForThemAlone) {
    const ScratchFolder folder;
    const Snapshot run = trained(400);
    const std::map<std::string, std::string> whole = [&] {
        RunWriter(folder / "whole", false).write(run);
        return files(folder / "whole");
    }();
    ASSERT_GT(whole.at("metrics.csv").size(), whole.at("model.safetensors").size());
    RunWriter writer(folder / "run", false);
    std::string line;
    {
        const FullDisk full(whole.at("model.pt").size() + 5000);
        line = refusal(writer, run);
    }
    EXPECT_NE(line.find("metrics.csv"), std::string::npos) << line;
    EXPECT_NE(line.find("has model.safetensors, model_a.safetensors, config.json, data.csv"),
              std::string::npos)
        << line;
    EXPECT_EQ(read_file(folder / "run/model.safetensors"), whole.at("model.safetensors"));
    EXPECT_EQ(files(folder / "run").size(), 6u);
}

TEST(RunWriter, ReplacesARunAsAWholeOrNotAtAll) {
    const ScratchFolder folder;
    const fs::path run = folder / "run";
    RunWriter(run, false).write(trained(3));
    chmod(run.c_str(), 0750);
    chmod((run / "model.pt").c_str(), 0600);
    const auto old = files(run);
    std::string line;
    {
        RunWriter writer(run, true);
        const Snapshot longer = trained(400);
        const FullDisk full(old.at("model.pt").size() + 5000);
        line = refusal(writer, longer);
    }
    EXPECT_EQ(files(run), old);
    EXPECT_NE(line.find("is as it was"), std::string::npos) << line;
    const fs::path beside = named_after(line, "is as it was, and ");
    EXPECT_TRUE(files(beside).contains("model.pt")) << line;
    fs::remove_all(beside);

    const Snapshot next = trained(5);
    RunWriter(run, true).write(next);
    EXPECT_NE(files(run), old);
    EXPECT_EQ(files(run).at("config.json"), config_with_ran(next, ""));
    struct stat status {};
    ASSERT_EQ(stat(run.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0750u);
    ASSERT_EQ(stat((run / "model.pt").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(RunWriter, LeavesOtherFilesAndLinksInTheFolderAlone) {
    const ScratchFolder folder;
    const fs::path run = folder / "run";
    RunWriter(run, false).write(trained(3));
    write_file(run / "notes.txt", "mine");
    fs::create_directory(run / "plots");
    fs::rename(run / "data.csv", folder / "elsewhere.csv");
    fs::create_symlink("../elsewhere.csv", run / "data.csv");
    Snapshot next = trained(5);
    RunWriter(run, true).write(next);
    EXPECT_EQ(read_file(run / "notes.txt"), "mine");
    EXPECT_TRUE(fs::is_directory(run / "plots"));
    EXPECT_TRUE(fs::is_symlink(run / "data.csv"));
    EXPECT_EQ(read_file(run / "config.json"), config_with_ran(next, ""));
    EXPECT_EQ(std::distance(fs::directory_iterator(run), {}), 10);
}

TEST(RunWriter, ReplacesARunInTheFolderThatTheUserIsIn) {
    const ScratchFolder folder;
    const fs::path run = folder / "run";
    RunWriter(run, false).write(trained(3));
    const fs::path before = fs::current_path();
    fs::current_path(run);
    const Snapshot next = trained(5);
    RunWriter(".", true).write(next);
    EXPECT_EQ(read_file("config.json"), config_with_ran(next, ""));
    fs::current_path(before);
    EXPECT_EQ(files(run).size(), 8u);
}

// One run or the other at every moment, whenever the process is killed.
TEST(RunWriter, AKilledProcessLeavesOneRun) {
    const ScratchFolder folder;
    const fs::path run = folder / "run";
    const Snapshot one = trained(3), other = trained(5);
    RunWriter(run, false).write(one);
    const auto first = files(run);
    RunWriter(run, true).write(other);
    const auto second = files(run);
    for (int i = 0; i < 40; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            for (bool turn = false;; turn = !turn) {
                RunWriter(run, true).write(turn ? one : other);
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5 + 3 * i));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        const auto now = files(run);
        EXPECT_TRUE(now == first || now == second) << i << ": " << now.size() << " files";
    }
}

TEST(RunWriter, RefusesBeforeTheRunWhatCouldNotBeWrittenAfterIt) {
    const ScratchFolder folder;
    fs::create_directories(folder / "run/model.pt");
    EXPECT_THROW(RunWriter(folder / "run", true), Error);
    EXPECT_THROW(RunWriter("/proc/run", true), Error);
    EXPECT_THROW(RunWriter("/dev/null", true), Error);
    EXPECT_THROW(RunWriter("/dev/null/run", true), Error);
}

}  // namespace
}  // namespace la
