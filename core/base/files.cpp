#include "core/base/files.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "core/base/error.h"
#include "core/base/link_target.h"
#include "core/base/user_folders.h"

namespace la {

namespace {

class OpenFile {
  public:
    explicit OpenFile(int file) : file_(file) {}
    ~OpenFile() {
        if (file_ >= 0) {
            close(file_);
        }
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    operator int() const { return file_; }

  private:
    int file_;
};

// Reads to the end, or to one byte above the limit. False, with errno: reading failed.
bool read_all(int file, std::uint64_t most, std::string& out) {
    constexpr std::size_t kPiece = std::size_t{1} << 16;
    while (out.size() <= most) {
        pollfd ready{file, POLLIN, 0};
        if (poll(&ready, 1, -1) < 0) {
            return false;  // a signal, too, ends the wait for a pipe
        }
        const std::size_t before = out.size();
        out.resize(before + kPiece);
        const ssize_t got = read(file, out.data() + before, kPiece);
        out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got == 0) {
            return true;
        }
        if (got < 0 && errno != EAGAIN && errno != EINTR) {
            return false;
        }
    }
    return true;
}

// A pipe gives its bytes only once: they are kept for the next reading.
bool read_pipe(int file, const struct stat& pipe, std::uint64_t most, std::string& out) {
    static std::mutex mutex;
    static std::map<std::pair<dev_t, ino_t>, std::string> kept;
    const std::lock_guard lock(mutex);
    std::string& bytes = kept[{pipe.st_dev, pipe.st_ino}];
    const bool read = !bytes.empty() || read_all(file, most, bytes);
    out = bytes;
    return read;
}

std::string mib(std::uint64_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}

}  // namespace

std::string read_file(const std::filesystem::path& path, ReadLimit most) {
    const auto fail = [&](const std::string& why) {
        throw Error("cannot read " + path.string() + ": " + why);
    };
    const std::filesystem::path name = path == "-" ? "/dev/stdin" : path;
    // Not to wait for somebody who writes to a pipe.
    const OpenFile file(open(name.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status {};
    if (file < 0 || fstat(file, &status) != 0) {
        fail(std::strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        fail("it is a folder");
    }
    const bool pipe = S_ISFIFO(status.st_mode);
    if (pipe && link_target(name).descriptor < 0) {
        fail("it is not a regular file but a pipe; give the pipe as /dev/stdin");
    }
    if (!pipe && !S_ISREG(status.st_mode)) {
        fail("it is not a regular file");
    }
    const std::string above = "at most " + mib(most.bytes) + " of " + most.kind + " are read";
    if (!pipe && static_cast<std::uint64_t>(status.st_size) > most.bytes) {
        fail("it has " + mib(static_cast<std::uint64_t>(status.st_size)) + ", and " + above);
    }
    std::string bytes;
    const bool read =
        pipe ? read_pipe(file, status, most.bytes, bytes) : read_all(file, most.bytes, bytes);
    if (!read && errno == EINTR) {
        throw Interrupted("interrupted while waiting for " + path.string());
    }
    if (!read) {
        fail(std::strerror(errno));
    }
    if (bytes.size() > most.bytes) {
        fail("it does not end, and " + above);
    }
    return bytes;
}

void write_file(const std::filesystem::path& path, std::string_view bytes,
                const FileOptions& options) {
    FileDraft draft(path, options);
    draft.write(bytes);
    draft.finish();
}

void write_file_to_disk(const std::filesystem::path& path, std::string_view bytes) {
    write_file(path, bytes, {.to_disk = true});
}

void write_private_file(const std::filesystem::path& path, std::string_view bytes) {
    write_file(path, bytes, {.for_owner_only = true, .to_disk = true});
}

std::filesystem::path write_elsewhere(const std::string& name, std::string_view bytes) {
    for (const std::filesystem::path& place : spare_folders()) {
        std::string folder = (place / "leastaction-XXXXXX").string();
        if (mkdtemp(folder.data()) == nullptr) {
            continue;
        }
        try {
            write_private_file(folder + "/" + name, bytes);
            return folder + "/" + name;
        } catch (const Error&) {
            rmdir(folder.c_str());
        }
    }
    return {};
}

std::optional<FileStamp> stamp_of(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        return std::nullopt;
    }
    return FileStamp{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                     std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

void require_writable(const std::filesystem::path& file) {
    const FileDraft draft(file);
}

}  // namespace la
