#include "app/session/unsaved.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/user_folders.h"

namespace la {

namespace fs = std::filesystem;

namespace {

std::optional<std::int64_t> changed_at(const fs::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return std::nullopt;
    }
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

}  // namespace

Unsaved::Unsaved(fs::path folder) : folder_(std::move(folder)) {
    if (folder_.empty()) {
        throw Error("unsaved work is not kept: neither XDG_STATE_HOME nor HOME is set");
    }
    try {
        make_private_folder(folder_);
    } catch (const Error& why) {
        throw Error("unsaved work is not kept: " + std::string(why.what()));
    }
    claim_own();
}

Unsaved::~Unsaved() {
    release(own_);
    release(found_);
}

fs::path Unsaved::session(int number) const {
    return folder_ / ("unsaved-" + std::to_string(number) + ".session");
}

// The system releases the lock when the process ends, however it ends. The lock's file stays: if it
// were removed, two processes could hold locks on two files of the same name.
Unsaved::Slot Unsaved::claim(int number) const {
    const fs::path name = folder_ / ("unsaved-" + std::to_string(number) + ".lock");
    const int file = open(name.c_str(), O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) {
        throw Error("unsaved work is not kept: cannot write " + name.string() + ": " +
                    std::strerror(errno));
    }
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        close(file);
        return {};
    }
    return {number, file};
}

void Unsaved::release(Slot& slot) {
    if (slot.lock >= 0) {
        close(slot.lock);
    }
    slot = {};
}

void Unsaved::claim_own() {
    Slot oldest;
    std::int64_t oldest_time = 0;
    for (int number = 1; number <= kMax; ++number) {
        Slot slot = claim(number);
        if (slot.number == 0) {
            continue;
        }
        const auto time = changed_at(session(number));
        if (!time) {
            release(oldest);
            own_ = slot;
            return;
        }
        if (oldest.number == 0 || *time < oldest_time) {
            release(oldest);
            oldest = slot;
            oldest_time = *time;
        } else {
            release(slot);
        }
    }
    if (oldest.number == 0) {
        throw Error("unsaved work is not kept: " + std::to_string(kMax) +
                    " windows are open already");
    }
    own_ = oldest;
    remove_own();
}

void Unsaved::remove_own() {
    std::error_code ignored;
    fs::remove(own(), ignored);
}

std::optional<Unsaved::Found> Unsaved::find() {
    release(found_);
    std::int64_t newest = 0;
    for (int number = 1; number <= kMax; ++number) {
        const auto time = changed_at(session(number));
        if (number == own_.number || !time || (found_.number != 0 && *time <= newest)) {
            continue;
        }
        Slot slot = claim(number);
        if (slot.number != 0) {
            release(found_);
            found_ = slot;
            newest = *time;
        }
    }
    if (found_.number == 0) {
        return std::nullopt;
    }
    return Found{session(found_.number),
                 std::chrono::system_clock::time_point(
                     std::chrono::duration_cast<std::chrono::system_clock::duration>(
                         std::chrono::nanoseconds(newest)))};
}

void Unsaved::adopt() {
    if (found_.number != 0) {
        remove_own();
        release(own_);
        own_ = std::exchange(found_, {});
    }
}

void Unsaved::discard() {
    if (found_.number != 0) {
        std::error_code ignored;
        fs::remove(session(found_.number), ignored);
        release(found_);
    }
}

}  // namespace la
