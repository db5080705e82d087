#include "core/base/link_target.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <system_error>

#include "core/base/error.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr int kMostLinks = 40;  // as the system

// The number N of /dev/fd/N and /proc/self/fd/N; -1: another path.
int descriptor_of(const fs::path& path) {
    const std::string folder = path.parent_path().string(), name = path.filename().string();
    const bool open_files = folder == "/dev/fd" || folder == "/proc/self/fd" ||
                            folder == "/proc/" + std::to_string(getpid()) + "/fd";
    const bool number = !name.empty() && name.size() < 7 &&
                        std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
    return open_files && number ? std::stoi(name) : -1;
}

// The system's own rule for links in shared folders, which reading a link by hand would go round.
bool laid_by_another(const fs::path& link) {
    struct stat of_link {
    }, of_folder{};
    const fs::path folder = link.has_parent_path() ? link.parent_path() : fs::path(".");
    if (lstat(link.c_str(), &of_link) != 0 || stat(folder.c_str(), &of_folder) != 0) {
        return false;
    }
    const bool shared = (of_folder.st_mode & S_ISVTX) != 0 && (of_folder.st_mode & S_IWOTH) != 0;
    return shared && of_link.st_uid != geteuid() && of_link.st_uid != of_folder.st_uid;
}

}  // namespace

LinkTarget link_target(const fs::path& path) {
    LinkTarget out{path};
    for (int links = 0; links <= kMostLinks; ++links) {
        out.descriptor = descriptor_of(out.path);
        std::error_code error;
        if (out.descriptor >= 0 || !fs::is_symlink(out.path, error)) {
            return out;
        }
        if (laid_by_another(out.path)) {
            throw Error("it is a link of another user in a folder that everybody writes to");
        }
        const fs::path next = fs::read_symlink(out.path, error);
        if (error) {
            throw Error(error.message());
        }
        out.path = next.is_absolute() ? next : out.path.parent_path() / next;
    }
    throw Error("its links go in circles");
}

void sync_folder(const fs::path& folder) {
    const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file);
        close(file);
    }
}

}  // namespace la
