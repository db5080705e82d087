#include "core/io/run_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <system_error>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/link_target.h"
#include "core/base/user_folders.h"
#include "core/io/run_folder.h"

namespace la {

namespace fs = std::filesystem;

namespace {

struct RunFile {
    std::string name, bytes;
    std::string failure;  // why there are no bytes; empty: there are
};

// What was written where, and what was not.
struct Outcome {
    std::vector<std::string> written;
    std::string failure;  // the first; empty: none
};

bool is_run_file(const std::string& name) {
    return std::ranges::find(kRunFiles, name) != kRunFiles.end();
}

// Only regular files of a run: the folder may be replaced as a whole.
bool holds_a_run_alone(const fs::path& folder) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (!is_run_file(entry.path().filename().string()) || entry.is_symlink(error) ||
            !entry.is_regular_file(error)) {
            return false;
        }
    }
    return !error;
}

// A mount point is not renamed, and the folder that the user is in should not vanish.
bool may_be_renamed(const fs::path& folder) {
    struct stat own {
    }, above{}, here{};
    return stat(folder.c_str(), &own) == 0 && stat(folder.parent_path().c_str(), &above) == 0 &&
           own.st_dev == above.st_dev &&
           (stat(".", &here) != 0 || here.st_dev != own.st_dev || here.st_ino != own.st_ino) &&
           access(folder.parent_path().c_str(), W_OK | X_OK) == 0;
}

// Every file that can be written; modes as those of the files in `old`.
Outcome write_all(const fs::path& folder, const std::vector<RunFile>& files,
                  const fs::path& old = {}) {
    Outcome out;
    for (const RunFile& file : files) {
        try {
            if (!file.failure.empty()) {
                throw Error("cannot make " + file.name + ": " + file.failure);
            }
            write_file(folder / file.name, file.bytes,
                       {.to_disk = true, .like = old.empty() ? old : old / file.name});
            out.written.push_back(file.name);
        } catch (const std::exception& error) {
            out.failure = out.failure.empty() ? error.what() : out.failure;
        }
    }
    return out;
}

void remove_run(const fs::path& folder) {
    std::error_code ignored;
    for (const char* name : kRunFiles) {
        fs::remove(folder / name, ignored);
    }
    fs::remove(folder, ignored);
}

// A new folder beside the given place, with a name of its own.
fs::path make_folder(const fs::path& place, const std::string& name) {
    std::string made = (place / (name + "-XXXXXX")).string();
    return mkdtemp(made.data()) != nullptr ? fs::path(made) : fs::path();
}

std::string list(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) {
        out += (out.empty() ? "" : ", ") + name;
    }
    return out;
}

// Where the folder of the run has no room even for the weights.
std::string rescue(const std::vector<RunFile>& files) {
    for (const fs::path& place : spare_folders()) {
        const fs::path folder = make_folder(place, "leastaction-run");
        const Outcome outcome = folder.empty() ? Outcome{} : write_all(folder, files);
        if (outcome.written.size() == files.size()) {
            return "; the run is in " + folder.string();
        }
        if (!folder.empty()) {
            remove_run(folder);
        }
    }
    return "; nothing of the run is written";
}

bool has_weights(const Outcome& outcome) {
    return std::ranges::find(outcome.written, "model.safetensors") != outcome.written.end();
}

void write_into_empty(const fs::path& folder, const std::vector<RunFile>& files) {
    const Outcome outcome = write_all(folder, files);
    if (outcome.failure.empty()) {
        return;
    }
    throw Error(outcome.failure + (has_weights(outcome)
                                       ? "; " + folder.string() + " has " + list(outcome.written)
                                       : rescue(files)));
}

// Swaps two folders of one parent.
bool exchange(const fs::path& one, const fs::path& other) {
#ifdef RENAME_EXCHANGE
    if (renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0) {
        return true;
    }
#endif
    const fs::path aside = one.string() + "-old";
    if (rename(other.c_str(), aside.c_str()) != 0) {
        return false;
    }
    const bool swapped = rename(one.c_str(), other.c_str()) == 0;
    rename(aside.c_str(), swapped ? one.c_str() : other.c_str());
    return swapped;
}

// The names one by one, where the folder cannot be replaced as a whole. Links are followed.
void take_names(const fs::path& from, const fs::path& folder, const std::vector<RunFile>& files) {
    for (const char* name : kRunFiles) {
        std::error_code error;
        const auto file = std::ranges::find(files, name, &RunFile::name);
        if (file == files.end()) {
            fs::remove(folder / name, error);
        } else if (fs::is_symlink(folder / name, error)) {
            write_file_to_disk(folder / name, file->bytes);
        } else if (rename((from / name).c_str(), (folder / name).c_str()) != 0) {
            throw Error("cannot write " + (folder / name).string() + ": " + std::strerror(errno) +
                        "; the run is in " + from.string());
        }
    }
    sync_folder(folder);
}

void replace_run(const fs::path& folder, const std::vector<RunFile>& files) {
    const bool as_a_whole = holds_a_run_alone(folder) && may_be_renamed(folder);
    const fs::path made =
        as_a_whole ? make_folder(folder.parent_path(), folder.filename().string() + ".new")
                   : make_folder(folder, ".new");
    if (made.empty()) {
        throw Error("cannot write " + folder.string() + ": " + std::strerror(errno) +
                    rescue(files));
    }
    const Outcome outcome = write_all(made, files, folder);
    if (!outcome.failure.empty() && !has_weights(outcome)) {
        remove_run(made);
        throw Error(outcome.failure + "; " + folder.string() + " is as it was" + rescue(files));
    }
    if (!outcome.failure.empty()) {
        throw Error(outcome.failure + "; " + folder.string() + " is as it was, and " +
                    made.string() + " has " + list(outcome.written));
    }
    struct stat status {};
    if (as_a_whole && stat(folder.c_str(), &status) == 0) {
        if (chown(made.c_str(), status.st_uid, status.st_gid) != 0) {
            errno = 0;  // it is ours then
        }
        chmod(made.c_str(), status.st_mode & 07777);
    }
    if (!as_a_whole || !exchange(made, folder)) {
        take_names(made, folder, files);
    } else {
        sync_folder(folder.parent_path());
    }
    remove_run(made);
}

}  // namespace

RunWriter::RunWriter(const fs::path& folder, bool force) {
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
        throw Error("--out " + folder.string() + " is a file; give a folder");
    }
    fs::create_directories(folder, error);
    if (!error) {
        folder_ = fs::canonical(folder, error);
        lock();
    }
    const bool empty = !error && fs::is_empty(folder_, error);
    if (error) {
        throw Error("cannot use the folder " + folder.string() + ": " + error.message() +
                    "; give another --out");
    }
    if (!empty && !force) {
        throw Error("the folder " + folder.string() +
                    " is not empty; give another --out, or --force to write over it");
    }
    for (const char* name : kRunFiles) {
        require_writable(folder_ / name);
    }
}

RunWriter::Lock::~Lock() {
    if (file >= 0) {
        close(file);
    }
}

// The lock is on the folder itself, so that nothing of it stays behind however the process ends.
void RunWriter::lock() {
    lock_.file = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_.file >= 0 && flock(lock_.file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        throw Error("another run is being written into the folder " + folder_.string() +
                    "; wait for its end, or give another --out");
    }
}

void RunWriter::write(const Snapshot& run, const std::string& init) {
    std::vector<RunFile> files;
    for (const char* name : kRunFiles) {
        if (!belongs_to(name, run)) {
            continue;
        }
        files.push_back({name, "", ""});
        try {
            files.back().bytes = run_file(name, run, init);
        } catch (const std::exception& error) {
            files.back().failure = error.what();
        }
    }
    std::error_code error;
    if (fs::is_empty(folder_, error)) {
        write_into_empty(folder_, files);
    } else {
        replace_run(folder_, files);
    }
}

}  // namespace la
