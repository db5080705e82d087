#include "core/base/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "core/base/error.h"
#include "core/base/user_folders.h"
#include "tests/support/full_disk.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/unprivileged.h"

namespace la {
namespace {

namespace fs = std::filesystem;

// The line of a refusal; "written" if there is none.
std::string refusal(const fs::path& path, const std::string& bytes = "new") {
    try {
        write_file_to_disk(path, bytes);
        return "written";
    } catch (const Error& error) {
        return error.what();
    }
}

std::string unread(const fs::path& path, ReadLimit limit = {}) {
    try {
        read_file(path, limit);
        return "read";
    } catch (const Error& error) {
        return error.what();
    }
}

mode_t mode_of(const fs::path& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

bool is_pipe(const fs::path& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 && S_ISFIFO(status.st_mode);
}

class Umask {
  public:
    explicit Umask(mode_t mask) : before_(umask(mask)) {}
    ~Umask() { umask(before_); }
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;

  private:
    mode_t before_;
};

TEST(WriteFile, FollowsLinks) {
    const ScratchFolder folder;
    fs::create_directory(folder / "there");
    write_file(folder / "there/file", "old");
    fs::create_symlink("there/file", folder / "relative");
    fs::create_symlink(folder / "relative", folder / "of-a-link");
    fs::create_symlink("there/none", folder / "dangling");
    fs::create_symlink("nowhere/none", folder / "lost");
    fs::create_symlink("circle", folder / "circle");
    for (const char* link : {"relative", "of-a-link"}) {
        EXPECT_EQ(refusal(folder / link, link), "written");
        EXPECT_TRUE(fs::is_symlink(folder / link));
        EXPECT_EQ(read_file(folder / "there/file"), link);
    }
    EXPECT_EQ(refusal(folder / "dangling"), "written");
    EXPECT_TRUE(fs::is_symlink(folder / "dangling"));
    EXPECT_EQ(read_file(folder / "there/none"), "new");
    EXPECT_NE(refusal(folder / "lost").find("there is no folder"), std::string::npos);
    EXPECT_NE(refusal(folder / "circle").find("circles"), std::string::npos);
    EXPECT_EQ(folder.entries(), 6);
}

TEST(WriteFile, DoesNotFollowALinkOfAnotherUserInASharedFolder) {
    if (geteuid() != 0) {
        GTEST_SKIP() << "needs two users";
    }
    const ScratchFolder folder;
    const fs::path shared = folder / "shared";
    fs::create_directory(shared);
    chmod(shared.c_str(), 01777);
    write_file(folder / "mine", "old");
    fs::create_symlink(folder / "mine", shared / "x.csv");
    ASSERT_EQ(lchown((shared / "x.csv").c_str(), 65534, 65534), 0);
    EXPECT_NE(refusal(shared / "x.csv").find("link of another user"), std::string::npos);
    EXPECT_EQ(read_file(folder / "mine"), "old");
}

TEST(WriteFile, KeepsModeAndOwner) {
    const ScratchFolder folder;
    for (const mode_t mode : {0600, 0640, 0666, 0755}) {
        write_file(folder / "a", "old");
        ASSERT_EQ(chmod((folder / "a").c_str(), mode), 0);
        if (geteuid() == 0) {
            ASSERT_EQ(chown((folder / "a").c_str(), 65534, 65533), 0);
        }
        write_file(folder / "a", "new");
        EXPECT_EQ(mode_of(folder / "a"), mode);
        struct stat status {};
        ASSERT_EQ(stat((folder / "a").c_str(), &status), 0);
        EXPECT_EQ(status.st_uid, geteuid() == 0 ? 65534 : geteuid());
    }
    const Umask mask(027);
    write_file(folder / "b", "new");
    EXPECT_EQ(mode_of(folder / "b"), 0640);
}

TEST(WriteFile, PrivateFilesAndFoldersAreForTheirOwnerWhateverTheUmask) {
    for (const mode_t mask : {0, 022, 0777}) {
        const ScratchFolder folder;
        const Umask umask(mask);
        make_private_folder(folder / "state/leastaction");
        EXPECT_EQ(mode_of(folder / "state"), 0700);
        EXPECT_EQ(mode_of(folder / "state/leastaction"), 0700);
        const fs::path file = folder / "state/leastaction/unsaved";
        write_private_file(file, "work");
        EXPECT_EQ(mode_of(file), 0600);
        chmod(file.c_str(), 0644);
        chmod((folder / "state/leastaction").c_str(), 0777);
        write_private_file(file, "more");
        make_private_folder(folder / "state/leastaction");
        EXPECT_EQ(mode_of(file), 0600);
        EXPECT_EQ(mode_of(folder / "state/leastaction"), 0700);
    }
}

TEST(WriteFile, RefusesWhatIsNoFile) {
    const ScratchFolder folder;
    fs::create_directory(folder / "folder");
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink("pipe", folder / "link");
    EXPECT_NE(refusal(folder / "folder").find("it is a folder"), std::string::npos);
    EXPECT_NE(refusal(folder / "pipe").find("a pipe that nobody reads"), std::string::npos);
    EXPECT_NE(refusal(folder / "link").find("a pipe that nobody reads"), std::string::npos);
    EXPECT_TRUE(is_pipe(folder / "pipe"));
    EXPECT_EQ(folder.entries(), 3);
}

TEST(WriteFile, WritesToPipesThatAreReadAndToDevices) {
    const ScratchFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    const int end = open((folder / "pipe").c_str(), O_RDONLY | O_NONBLOCK);
    const std::string long_text(200000, 'x');
    std::string got;
    std::jthread reader([&] {
        char piece[5000];
        while (got.size() < long_text.size()) {
            const ssize_t count = read(end, piece, sizeof piece);
            got.append(piece, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        }
    });
    EXPECT_EQ(refusal(folder / "pipe", long_text), "written");
    reader.join();
    close(end);
    EXPECT_EQ(got, long_text);
    EXPECT_TRUE(is_pipe(folder / "pipe"));
    EXPECT_EQ(refusal("/dev/null"), "written");
    struct stat status {};
    ASSERT_EQ(stat("/dev/null", &status), 0);
    EXPECT_TRUE(S_ISCHR(status.st_mode));
    EXPECT_NE(refusal("/dev/full").find("No space left"), std::string::npos);
}

TEST(WriteFile, WritesToAnOpenFileWhereItIs) {
    const ScratchFolder folder;
    const fs::path path = folder / "redirected";
    const int file = open(path.c_str(), O_CREAT | O_RDWR, 0600);
    ASSERT_EQ(write(file, "before ", 7), 7);
    EXPECT_EQ(refusal("/dev/fd/" + std::to_string(file), "in it"), "written");
    ASSERT_EQ(write(file, " after", 6), 6);
    close(file);
    EXPECT_EQ(read_file(path), "before in it after");
}

TEST(WriteFile, LeavesTheOldFileOnAFullDisk) {
    const ScratchFolder folder;
    write_file(folder / "a", "old");
    {
        const FullDisk full(1000);
        EXPECT_NE(refusal(folder / "a", std::string(5000, 'x')).find("cannot write"),
                  std::string::npos);
        EXPECT_NE(refusal(folder / "b", std::string(5000, 'x')).find("cannot write"),
                  std::string::npos);
    }
    EXPECT_EQ(read_file(folder / "a"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(WriteFile, RefusesAFolderAndAFileOfAnotherUser) {
    const ScratchFolder folder;
    fs::permissions(folder / "",
                    fs::perms::owner_all | fs::perms::others_exec | fs::perms::others_read);
    fs::create_directory(folder / "locked");
    write_file(folder / "locked/a", "old");
    fs::create_directory(folder / "open");
    write_file(folder / "open/read-only", "old");
    chmod((folder / "open").c_str(), 0777);
    chmod((folder / "open/read-only").c_str(), 0444);
    chmod((folder / "locked").c_str(), 0555);
    EXPECT_EQ(as_ordinary_user([&] {
                  const bool refused =
                      refusal(folder / "locked/a").find("Permission denied") != std::string::npos &&
                      refusal(folder / "locked/b").find("Permission denied") != std::string::npos &&
                      refusal(folder / "open/read-only").find("Permission denied") !=
                          std::string::npos;
                  return refused && refusal(folder / "open/b") == "written" ? 0 : 1;
              }),
              0);
    EXPECT_EQ(read_file(folder / "locked/a"), "old");
    EXPECT_EQ(read_file(folder / "open/read-only"), "old");
    chmod((folder / "locked").c_str(), 0777);
}

// A name made of the file's and the process's number could be laid as a link beforehand.
TEST(WriteFile, WritesThroughNoNameThatCanBeGuessed) {
    const ScratchFolder folder;
    write_file(folder / "victim", "untouched");
    for (const char* name : {"x.csv.partial-", "x.csv.tmp-"}) {
        fs::create_symlink(folder / "victim", folder / (name + std::to_string(getpid())));
    }
    write_file(folder / "x.csv", "new");
    write_file(folder / "x.csv", "newer");
    EXPECT_EQ(read_file(folder / "x.csv"), "newer");
    EXPECT_EQ(read_file(folder / "victim"), "untouched");
    EXPECT_EQ(folder.entries(), 4);
}

TEST(WriteFile, LeavesNothingOfAProcessThatIsKilled) {
    const ScratchFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        FileDraft draft(folder / "a");
        draft.write("half");
        kill(getpid(), SIGKILL);
    }
    waitpid(child, nullptr, 0);
    EXPECT_EQ(folder.entries(), 0);
}

TEST(ReadFile, StopsAtTheLimitOfTheKind) {
    const ScratchFolder folder;
    write_file(folder / "a", std::string(2 << 20, 'x'));
    const ReadLimit limit{1 << 20, "a configuration"};
    EXPECT_NE(unread(folder / "a", limit).find("at most 1 MiB of a configuration are read"),
              std::string::npos);
    EXPECT_EQ(unread(folder / "a", {2 << 20, "a configuration"}), "read");
    EXPECT_NE(unread("/proc/self/maps", {100, "a configuration"}).find("does not end"),
              std::string::npos);
}

TEST(ReadFile, RefusesFoldersDevicesAndPipesAtOnce) {
    const ScratchFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink("pipe", folder / "link");
    EXPECT_NE(unread(folder / "").find("it is a folder"), std::string::npos);
    for (const fs::path& path :
         {fs::path("/dev/zero"), fs::path("/dev/null"), folder / "pipe", folder / "link"}) {
        EXPECT_NE(unread(path).find("not a regular file"), std::string::npos) << path;
    }
}

// Read twice: the window looks at the points before it opens, and the training takes them.
TEST(ReadFile, ReadsAPipeThatIsMeantMoreThanOnce) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    ASSERT_EQ(write(ends[1], "0,1,2\n", 6), 6);
    close(ends[1]);
    const std::string name = "/dev/fd/" + std::to_string(ends[0]);
    EXPECT_EQ(read_file(name), "0,1,2\n");
    EXPECT_EQ(read_file(name), "0,1,2\n");
    close(ends[0]);
}

TEST(ReadFile, ASignalEndsTheWaitForAPipe) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    struct sigaction action {
    }, before{};
    action.sa_handler = [](int) {};
    sigaction(SIGALRM, &action, &before);
    alarm(1);
    EXPECT_THROW(read_file("/dev/fd/" + std::to_string(ends[0])), Interrupted);
    sigaction(SIGALRM, &before, nullptr);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace la
