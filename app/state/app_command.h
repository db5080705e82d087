#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "app/state/save_request.h"
#include "core/model/config.h"

namespace la {

// What panels, keys and dropped files ask of the application, beyond commands to the training. They
// append to UiTemp::commands. App::update hands every command to its consumer, named below, at the
// start of the next frame; the window's owner takes the last group by App::take_window_commands.

// Opener
struct OpenData {
    std::string file;
};
struct LoadConfig {  // of a data file, which a thread reads first
    Config config;
    std::string preset{};  // its name; empty: no preset
};
struct OpenModel {
    std::string file;
};
struct LeaveModel {};  // back from a model to the run

// UserPresetFiles
struct SaveUserPreset {
    std::string name;
};
struct RemoveUserPreset {
    std::string name;
};

// Sessions
struct SaveSession {};    // into the file it was saved in last; else asks where
struct SaveSessionAs {};  // asks where
struct SaveSessionTo {
    std::string path;
};
struct AskForSession {};  // asks which one to open
struct AskForModel {};    // asks which model to open
struct OpenSession {
    std::string path;
};
struct ListSessions {};    // of the folder in the dialog
struct RestoreUnsaved {};  // the unsaved work that is offered
struct DropUnsaved {};
using SessionCommand =
    std::variant<SaveSession, SaveSessionAs, SaveSessionTo, AskForSession, AskForModel, OpenSession,
                 ListSessions, RestoreUnsaved, DropUnsaved>;

// Sweeps
struct StartSweep {};
struct StopSweep {};
struct PickRun {  // shows the network of this run
    double lambda = 0;
    std::uint64_t seed = 0;
    bool operator==(const PickRun&) const = default;
};

// The window's owner
struct ExportFile {
    SaveSettings settings;
};
struct CancelExport {};
struct ToggleFullScreen {};
struct Quit {};
using WindowCommand = std::variant<ExportFile, CancelExport, ToggleFullScreen, Quit>;

using AppCommand =
    std::variant<OpenData, LoadConfig, OpenModel, LeaveModel, SaveUserPreset, RemoveUserPreset,
                 SessionCommand, StartSweep, StopSweep, PickRun, WindowCommand>;

}  // namespace la
