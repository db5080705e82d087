#include "core/base/files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/error.h"

namespace la {

std::string read_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw Error("cannot read " + path.string() + ": it is a folder");
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw Error("cannot read " + path.string() + ": " + std::strerror(errno));
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::path partial = path;
    partial += ".partial-" + std::to_string(getpid());
    const auto fail = [&](const std::string& why) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        throw Error("cannot write " + path.string() + ": " + why);
    };
    {
        std::ofstream out(partial, std::ios::binary | std::ios::trunc);
        if (!out) {
            fail(std::strerror(errno));
        }
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            fail(std::strerror(errno));
        }
    }
    std::error_code error;
    std::filesystem::rename(partial, path, error);
    if (error) {
        fail(error.message());
    }
}

namespace {

// A file without a name, where the file system has such (O_TMPFILE), so that a killed process
// leaves nothing behind; otherwise a file with a temporary name.
class Draft {
  public:
    explicit Draft(const std::filesystem::path& path)
        : folder_(path.has_parent_path() ? path.parent_path() : std::filesystem::path(".")),
          name_(path.string() + ".partial-" + std::to_string(getpid())) {
#ifdef O_TMPFILE
        file_ = open(folder_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
#endif
        if (file_ < 0) {
            file_ = open(name_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
            named_ = file_ >= 0;
        }
    }
    ~Draft() {
        if (file_ >= 0) {
            close(file_);
        }
        if (named_) {
            unlink(name_.c_str());
        }
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    bool open_for_writing() const {
        return file_ >= 0;
    }

    bool write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = write(file_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                return false;
            }
            bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
        return fsync(file_) == 0;
    }

    bool take_the_place_of(const std::filesystem::path& path) {
        if (!named_) {
            unlink(name_.c_str());  // left by an earlier process with our id
            const std::string self = "/proc/self/fd/" + std::to_string(file_);
            if (linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name_.c_str(), AT_SYMLINK_FOLLOW) != 0) {
                return false;
            }
            named_ = true;
        }
        if (rename(name_.c_str(), path.c_str()) != 0) {
            return false;
        }
        named_ = false;
        const int folder = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder >= 0) {
            fsync(folder);  // makes the new name last
            close(folder);
        }
        return true;
    }

  private:
    std::filesystem::path folder_;
    std::string name_;
    int file_ = -1;
    bool named_ = false;
};

}  // namespace

void write_file_to_disk(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw Error("cannot write " + path.string() + ": it is a folder");
    }
    Draft draft(path);
    if (!draft.open_for_writing() || !draft.write_all(bytes) || !draft.take_the_place_of(path)) {
        throw Error("cannot write " + path.string() + ": " + std::strerror(errno));
    }
}

void require_folder(const std::filesystem::path& file) {
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        throw Error("cannot write " + file.string() + ": there is no folder " + folder.string());
    }
}

}  // namespace la
