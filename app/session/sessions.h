#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/experiment/undoable_experiment.h"
#include "app/session/app_json.h"
#include "app/session/session_files.h"
#include "app/state/ui_state.h"
#include "app/state/ui_temp.h"

namespace la {

// Saves and opens the work, and keeps a copy while it is unsaved. The training thread hands out its
// state between two steps, the thread of SessionFiles reads and writes; no frame waits for either.
// Thread: the window's.
class Sessions {
  public:
    struct Options {
        std::filesystem::path unsaved;  // folder for unsaved work; empty: none is kept
        // Seconds between two copies, if something changed. None: 10 while they are small and the
        // user has changed something, else 60.
        std::optional<float> every{};
    };
    explicit Sessions(Options options);

    void execute(const SessionCommand& command, UndoableExperiment& experiment, UiState& state,
                 UiTemp& temp, const Snapshot& now);

    // Takes in answers of the training and of the files; called once per frame.
    void update(UndoableExperiment& experiment, UiState& state, UiTemp& temp, const Snapshot& now,
                float seconds);

    // Marks the work as saved: it was just read from this file.
    void came_from(const std::filesystem::path& path, const Snapshot& now,
                   const UndoableExperiment& experiment);

    // Called when the window closes: finishes saves under way, and keeps unsaved work if it is more
    // than what the program did without the user in its first minute.
    void close(const std::shared_ptr<const TrainingState>& last,
               const UndoableExperiment& experiment, const UiState& state, const UiTemp& temp,
               const Snapshot& now);

    // Waits for the files under way. Returns a line of what could not be written; empty: nothing.
    std::string finish();

  private:
    // The progress of the work; equal marks mean that nothing has changed.
    struct Mark {
        std::uint64_t run = 0, edits = 0;
        std::int64_t step = 0;
        std::uint64_t shallow_run = 0;
        std::int64_t shallow_step = 0;
        bool operator==(const Mark&) const = default;
    };
    struct Request {
        std::uint64_t number = 0;
        std::filesystem::path path;  // empty: unsaved work
        std::string app;
        Mark mark;
        std::optional<FileStamp> known{};  // see SaveFile
    };
    struct Opening {
        std::filesystem::path path;
        std::shared_ptr<const SavedSession> session;
        std::optional<FileStamp> stamp{};
        std::uint64_t commands = 0, run = 0;  // values when it was sent
    };
    struct Context {
        UndoableExperiment& experiment;
        UiState& state;
        UiTemp& temp;
        const Snapshot& now;
        SessionUi& ui() const { return temp.session; }
    };

    static Mark mark(const Snapshot& now, const UndoableExperiment& experiment);
    static std::string app_state(const UiState& state, const UiTemp& temp, const Snapshot& now,
                                 const UndoableExperiment& experiment);
    void ask_for(const Context& context, SessionUi::Dialog dialog);
    void take_state(const Context& context, const std::filesystem::path& path,
                    const std::optional<FileStamp>& known = {});
    void take_answer(const Context& context);
    void take_in(const Context& context, const FileAnswer& answer);
    void take_in_saved(const Context& context, const FileSaved& saved);
    void ask_about_changed(const Context& context, const std::filesystem::path& path);
    void take_in_opened(const Context& context, const FileOpened& opened);
    void finish_opening(const Context& context);
    void keep_unsaved(const Context& context, float seconds);
    float period(const UndoableExperiment& experiment) const;

    Options options_;
    bool looked_ = false;  // has searched for unsaved work
    float since_kept_ = 0;
    bool kept_ = false;  // this process has kept unsaved work
    std::uint64_t last_request_ = 0;
    std::deque<Request> requests_;  // waiting for the training; the first is under way
    std::deque<Request> writing_;   // waiting for the files
    std::optional<Opening> opening_;
    std::optional<Mark> saved_, unsaved_;  // progress that the files contain
    std::optional<FileStamp> stamp_;       // the session's file as it was read or written last
    std::uint64_t kept_bytes_ = 0;         // size of the last copy
    std::string said_;                     // why the last copy failed
    SessionFiles files_;                   // last: its thread ends first
};

// Shows a line in the status line for a while.
void notify(SessionUi& ui, std::string text, bool failed);

// The same of a file that could not be opened; in the dialog, if that has named it and waits.
void refuse(SessionUi& ui, std::string text);
// The file of a dialog that waits is open.
void close_dialog(SessionUi& ui);

// Expands a typed path: "~/" is the home folder, a relative path starts at `base`.
std::filesystem::path session_path(std::string_view text, const std::filesystem::path& base);

}  // namespace la
