// Files of unsaved work: one per process, found by a later process when its own has ended.

#include "app/session/unsaved.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/user_folders.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

void age(const fs::path& path, int hours) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours));
}

TEST(Unsaved, RunningProcessesHaveDifferentFiles) {
    const ScratchFolder folder;
    Unsaved a(folder / "state"), b(folder / "state"), c(folder / "state");
    EXPECT_NE(a.own(), b.own());
    EXPECT_NE(b.own(), c.own());
    write_file(a.own(), "a");
    EXPECT_FALSE(b.find()) << "a lives";
}

TEST(Unsaved, TheNewestLeftFileIsFoundOnce) {
    const ScratchFolder folder;
    for (int i = 0; i < 2; ++i) {
        Unsaved gone(folder / "state");
        write_file(gone.own(), std::to_string(i));
        age(gone.own(), 2 - i);
    }
    Unsaved b(folder / "state"), c(folder / "state");
    const auto found = b.find();
    ASSERT_TRUE(found);
    EXPECT_EQ(read_file(found->path), "1");
    const auto other = c.find();
    ASSERT_TRUE(other) << "the older one";
    EXPECT_EQ(read_file(other->path), "0");
    EXPECT_FALSE(Unsaved(folder / "state").find());
    b.discard();
    EXPECT_FALSE(fs::exists(found->path));
    EXPECT_FALSE(b.find());
    // An adopted file is ours: other processes find it only after we have ended.
    write_file(c.own(), "mine");
    const fs::path before = c.own();
    c.adopt();
    EXPECT_EQ(c.own(), other->path);
    EXPECT_FALSE(fs::exists(before));
    EXPECT_EQ(read_file(c.own()), "0");
    EXPECT_FALSE(b.find());
}

TEST(Unsaved, AFileThatIsOnlyFoundIsLeftForTheNext) {
    const ScratchFolder folder;
    write_file((fs::create_directories(folder / "state"), folder / "state") / "unsaved-3.session",
               "x");
    { EXPECT_TRUE(Unsaved(folder / "state").find()); }
    EXPECT_TRUE(Unsaved(folder / "state").find());
}

TEST(Unsaved, AKilledProcessLeavesItsWork) {
    const ScratchFolder folder;
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        Unsaved own(folder / "state");
        write_file(own.own(), "work");
        (void)!write(ready[1], "x", 1);
        pause();
        _exit(0);
    }
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    Unsaved mine(folder / "state");
    EXPECT_FALSE(mine.find()) << "it lives";
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto found = mine.find();
    ASSERT_TRUE(found);
    EXPECT_EQ(read_file(found->path), "work");
    close(ready[0]);
    close(ready[1]);
}

TEST(Unsaved, TheOldestIsReplacedWhenAllAreTaken) {
    const ScratchFolder folder;
    fs::create_directories(folder / "state");
    for (int i = 1; i <= Unsaved::kMax; ++i) {
        const fs::path path = (folder / "state") / ("unsaved-" + std::to_string(i) + ".session");
        write_file(path, std::to_string(i));
        age(path, i == 5 ? 1000 : i);
    }
    Unsaved own(folder / "state");
    EXPECT_EQ(own.own().filename(), "unsaved-5.session");
    EXPECT_FALSE(fs::exists(own.own()));
    EXPECT_EQ(read_file(own.find()->path), "1");
}

TEST(Unsaved, AnImpossibleFolderIsReported) {
    const ScratchFolder folder;
    write_file(folder / "file", "");
    EXPECT_THROW(Unsaved((folder / "file") / "state"), Error);
    EXPECT_THROW(Unsaved(""), Error);
}

TEST(Unsaved, TheFolderIsWhereTheXdgStandardSays) {
    setenv("XDG_STATE_HOME", "/somewhere/state", 1);
    EXPECT_EQ(state_folder(), "/somewhere/state/leastaction");
    setenv("XDG_STATE_HOME", "relative", 1);  // which the standard says to ignore
    setenv("HOME", "/home/me", 1);
    EXPECT_EQ(state_folder(), "/home/me/.local/state/leastaction");
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    EXPECT_EQ(state_folder(), "");
}

}  // namespace
}  // namespace la
