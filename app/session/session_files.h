#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/session/unsaved.h"
#include "core/base/files.h"
#include "core/base/job_thread.h"
#include "core/io/session_file.h"

namespace la {

// Requests of Sessions to the thread of SessionFiles, and its answers; plain values. The thread
// does everything slow, one request after another, in order.

struct SaveFile {
    std::filesystem::path path;  // empty: this process's unsaved work
    std::shared_ptr<const TrainingState> training;
    std::string app;
    // The file as it was last read or written here: one that has changed since is left alone.
    std::optional<FileStamp> known{};
    bool last = false;  // nobody will see the answer: what fails is kept elsewhere
};
struct OpenFile {
    std::filesystem::path path;  // empty: adopts the unsaved work that was found
};
struct ListFolder {
    std::filesystem::path folder;
    std::vector<std::string> extensions{".session"};
};
struct FindUnsaved {};     // answered only if there is some
struct DiscardUnsaved {};  // discards what was found, then acts as FindUnsaved
struct ForgetUnsaved {};   // removes this process's file: its work was saved

using FileJob =
    std::variant<SaveFile, OpenFile, ListFolder, FindUnsaved, DiscardUnsaved, ForgetUnsaved>;

struct FileSaved {
    std::filesystem::path path;  // empty: unsaved work
    std::uint64_t bytes = 0;
    std::string failure;   // empty: success
    bool changed = false;  // not written: somebody else has changed the file
    std::optional<FileStamp> stamp{};
};
struct FileOpened {
    std::filesystem::path path;  // empty: unsaved work
    std::shared_ptr<const SavedSession> session;
    std::optional<FileStamp> stamp{};
    std::string failure;
};
struct FolderListed {
    struct Entry {
        std::string name;
        std::uint64_t bytes = 0;
        std::filesystem::file_time_type time;
    };
    std::filesystem::path folder;
    std::vector<Entry> sessions;  // *.session, newest first
    std::string failure;
};
struct UnsavedFound {
    std::string text;  // "unsaved work of 14:32, step 12,000", or what is wrong with the file
    bool readable = true;
};

using FileAnswer = std::variant<FileSaved, FileOpened, FolderListed, UnsavedFound>;

// The thread that reads and writes sessions.
//     ask, answers            the owner's thread, never wait
//     destructor              the owner's thread, finishes all requests
class SessionFiles {
  public:
    // `unsaved`: the folder for unsaved work; empty: none is kept.
    explicit SessionFiles(std::filesystem::path unsaved);
    void finish() { thread_.finish(); }  // finishes all requests; no more may follow

    void ask(FileJob job) { thread_.ask(std::move(job)); }
    std::vector<FileAnswer> answers() { return thread_.answers(); }  // since the last call

  private:
    void run(const FileJob& job);
    void save(const SaveFile& job);
    std::string keep_elsewhere(const SaveFile& job);
    void open(const OpenFile& job);
    void list(const ListFolder& job);
    void find();
    Unsaved& unsaved();
    void answer(FileAnswer answer) { thread_.answer(std::move(answer)); }

    std::filesystem::path unsaved_folder_;
    std::optional<Unsaved> unsaved_;  // used by the thread alone
    std::filesystem::path found_;     // used by the thread alone
    JobThread<FileJob, FileAnswer> thread_{"session files",
                                           [this](const FileJob& job) { run(job); }};  // last
};

}  // namespace la
