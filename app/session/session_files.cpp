#include "app/session/session_files.h"

#include <algorithm>
#include <ctime>
#include <exception>
#include <utility>

#include "app/ui/format.h"
#include "core/base/error.h"

namespace la {

namespace fs = std::filesystem;

SessionFiles::SessionFiles(fs::path unsaved) : unsaved_folder_(std::move(unsaved)) {}

void SessionFiles::run(const FileJob& job) {
    std::visit(
        [this](const auto& what) {
            using T = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<T, SaveFile>) {
                save(what);
            } else if constexpr (std::is_same_v<T, OpenFile>) {
                open(what);
            } else if constexpr (std::is_same_v<T, ListFolder>) {
                list(what);
            } else {
                try {
                    if constexpr (std::is_same_v<T, ForgetUnsaved>) {
                        unsaved().remove_own();
                    } else {
                        if constexpr (std::is_same_v<T, DiscardUnsaved>) {
                            unsaved().discard();
                        }
                        find();
                    }
                } catch (const std::exception& error) {
                    answer(FileSaved{{}, 0, error.what()});
                }
            }
        },
        job);
}

Unsaved& SessionFiles::unsaved() {
    if (!unsaved_) {
        unsaved_.emplace(unsaved_folder_);
    }
    return *unsaved_;
}

void SessionFiles::save(const SaveFile& job) {
    FileSaved out{.path = job.path, .failure = {}};
    const bool own = job.path.empty();
    try {
        const std::optional<FileStamp> now = own ? std::nullopt : stamp_of(job.path);
        out.changed = job.known && now && *job.known != *now;
        if (out.changed) {
            out.failure = "not saved: " + job.path.string() + " was changed by another program";
        } else {
            out.bytes = write_session(own ? unsaved().own() : job.path, {*job.training, job.app},
                                      {.for_owner_only = own, .to_disk = true});
            out.stamp = own ? std::nullopt : stamp_of(job.path);
        }
    } catch (const std::exception& error) {
        out.failure = error.what();
    }
    if (job.last && !out.failure.empty()) {
        out.failure += keep_elsewhere(job);
    }
    answer(std::move(out));
}

// Where there is room, for the time after the end. Returns the end of a line.
std::string SessionFiles::keep_elsewhere(const SaveFile& job) {
    if (!job.path.empty() && !unsaved_folder_.empty()) {
        try {
            write_session(unsaved().own(), {*job.training, job.app},
                          {.for_owner_only = true, .to_disk = true});
            return "; the work is kept, and offered at the next start";
        } catch (const std::exception&) {
            unsaved_.reset();  // below
        }
    }
    try {
        const fs::path file =
            write_elsewhere("unsaved.session", session_bytes({*job.training, job.app}));
        if (!file.empty()) {
            return "; the work is in " + file.string() + ": open it with --session";
        }
    } catch (const std::exception&) {
        return "; the work is lost";
    }
    return "; the work is lost";
}

void SessionFiles::open(const OpenFile& job) {
    FileOpened out{.path = job.path, .session = nullptr, .failure = {}};
    try {
        out.stamp = job.path.empty() ? std::nullopt : stamp_of(job.path);
        out.session = std::make_shared<const SavedSession>(
            read_session(job.path.empty() ? found_ : job.path));
        if (job.path.empty()) {
            unsaved().adopt();
        }
    } catch (const std::exception& error) {
        out.failure = error.what();
    }
    answer(std::move(out));
}

void SessionFiles::list(const ListFolder& job) {
    constexpr std::size_t kMax = 500;
    FolderListed out{.folder = job.folder};
    std::error_code error;
    for (fs::directory_iterator at(job.folder, error), end; !error && at != end;
         at.increment(error)) {
        std::error_code gone;  // it may have been removed meanwhile
        if (std::ranges::find(job.extensions, at->path().extension().string()) !=
                job.extensions.end() &&
            at->is_regular_file(gone) && !gone) {
            FolderListed::Entry entry{at->path().filename().string(), at->file_size(gone), {}};
            entry.time = at->last_write_time(gone);
            if (!gone) {
                out.sessions.push_back(std::move(entry));
            }
        }
    }
    if (error) {
        out.failure = "cannot read " + job.folder.string() + ": " + error.message();
    }
    std::ranges::sort(out.sessions, [](const auto& a, const auto& b) {
        return std::pair(b.time, a.name) < std::pair(a.time, b.name);
    });
    out.sessions.resize(std::min(out.sessions.size(), kMax));
    answer(std::move(out));
}

void SessionFiles::find() {
    const auto found = unsaved().find();
    if (!found) {
        return;
    }
    found_ = found->path;
    const std::time_t time = std::chrono::system_clock::to_time_t(found->time);
    const std::string of = "unsaved work of " + clock_text(time, std::time(nullptr));
    try {
        const SavedSession session = read_session(found_);
        answer(UnsavedFound{of + ", step " + count_text(session.training.now.step), true});
    } catch (const std::exception& error) {
        answer(UnsavedFound{of + ": " + error.what(), false});
    }
}

}  // namespace la
