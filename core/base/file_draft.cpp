#include "core/base/file_draft.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <utility>

#include "core/base/error.h"
#include "core/base/link_target.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 30000;  // milliseconds that a reader of a pipe may rest

// A name that nobody can guess and lay a link under.
std::string random_name() {
    std::uint64_t bits = 0;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits) {
        throw Error("the system gives no random numbers");
    }
    char name[40];
    std::snprintf(name, sizeof name, ".leastaction-%016llx", static_cast<unsigned long long>(bits));
    return name;
}

bool has_proc() {
    return access("/proc/self/fd", X_OK) == 0;
}

// First the owner: a change of it clears bits of the mode.
void take_mode_of(int file, const struct stat& other) {
    if (fchown(file, other.st_uid, other.st_gid) != 0 &&
        fchown(file, static_cast<uid_t>(-1), other.st_gid) != 0) {
        errno = 0;  // the file is ours then
    }
    fchmod(file, other.st_mode & 07777);
}

}  // namespace

FileDraft::FileDraft(fs::path path, FileOptions options)
    : path_(std::move(path)), options_(std::move(options)) {
    LinkTarget target;
    try {
        target = link_target(path_);
    } catch (const Error& why) {
        fail(why.what());
    }
    target_ = target.path;
    folder_ = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
    struct stat status {};
    const bool exists = target.descriptor >= 0 ? fstat(target.descriptor, &status) == 0
                                               : stat(target_.c_str(), &status) == 0;
    if (exists && (target.descriptor >= 0 || !S_ISREG(status.st_mode))) {
        open_straight(target.descriptor, status.st_mode & S_IFMT);
        return;
    }
    if (exists && faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0) {
        fail_with(errno);
    }
    open_draft();
    const bool like_another = !options_.like.empty() && stat(options_.like.c_str(), &status) == 0;
    if (options_.for_owner_only) {
        fchmod(file_, 0600);
    } else if (like_another || (exists && options_.like.empty())) {
        take_mode_of(file_, status);
    }
}

FileDraft::~FileDraft() {
    if (file_ >= 0) {
        close(file_);
    }
    if (!draft_.empty()) {
        unlink((folder_ / draft_).c_str());
    }
}

void FileDraft::fail(const std::string& why) const {
    throw Error("cannot write " + path_.string() + ": " + why);
}

void FileDraft::fail_with(int error) const {
    std::error_code ignored;
    if (error == ENOENT && !fs::is_directory(folder_, ignored)) {
        fail("there is no folder " + folder_.string());
    }
    fail(std::strerror(error));
}

void FileDraft::open_straight(int as_descriptor, unsigned kind) {
    if (kind == S_IFDIR) {
        fail("it is a folder");
    }
    if (as_descriptor < 0 && kind != S_IFIFO && kind != S_IFCHR) {
        fail("it is no file");
    }
    straight_ = true;
    file_ = as_descriptor >= 0
                ? fcntl(as_descriptor, F_DUPFD_CLOEXEC, 0)
                : open(target_.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file_ < 0) {
        fail(errno == ENXIO && kind == S_IFIFO ? "it is a pipe that nobody reads"
                                               : std::strerror(errno));
    }
}

// A file without a name, where the file system has such, so that a killed process leaves nothing
// behind; otherwise one with a name that cannot be guessed.
void FileDraft::open_draft() {
    const mode_t mode = options_.for_owner_only ? 0600 : 0666;
#ifdef O_TMPFILE
    if (has_proc()) {
        file_ = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
    }
#endif
    if (file_ >= 0) {
        return;
    }
    std::string name = random_name();
    file_ =
        open((folder_ / name).c_str(), O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC, mode);
    if (file_ < 0) {
        fail_with(errno);
    }
    draft_ = std::move(name);
}

void FileDraft::write(std::string_view bytes) {
    if (straight_) {
        write_straight(bytes);
        return;
    }
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            fail_with(errno);
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

// In pieces that a pipe takes without blocking once it has room at all.
void FileDraft::write_straight(std::string_view bytes) {
    while (!bytes.empty()) {
        pollfd ready{file_, POLLOUT, 0};
        const int polled = poll(&ready, 1, kPatience);
        if (polled == 0) {
            fail("nobody reads on");
        }
        const ssize_t written = polled < 0 ? -1
                                           : ::write(file_, bytes.data(),
                                                     std::min<std::size_t>(bytes.size(), PIPE_BUF));
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            fail_with(errno);
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

// False, with errno: the draft, which has no name, did not get this one.
bool FileDraft::link_as(const std::string& name) const {
    const std::string self = "/proc/self/fd/" + std::to_string(file_);
    return linkat(AT_FDCWD, self.c_str(), AT_FDCWD, (folder_ / name).c_str(), AT_SYMLINK_FOLLOW) ==
           0;
}

void FileDraft::take_the_name() {
    if (draft_.empty()) {
        if (link_as(target_.filename().string())) {
            return;  // there was no file
        }
        std::string name = random_name();
        if (errno != EEXIST || !link_as(name)) {
            fail_with(errno);
        }
        draft_ = std::move(name);
    }
    if (rename((folder_ / draft_).c_str(), target_.c_str()) != 0) {
        fail_with(errno);
    }
    draft_.clear();
}

void FileDraft::finish() {
    if (straight_) {
        if (close(std::exchange(file_, -1)) != 0) {
            fail_with(errno);
        }
        return;
    }
    if (options_.to_disk && fsync(file_) != 0) {
        fail_with(errno);
    }
    take_the_name();
    if (options_.to_disk) {
        sync_folder(folder_);
    }
    if (close(std::exchange(file_, -1)) != 0) {
        fail_with(errno);
    }
}

}  // namespace la
