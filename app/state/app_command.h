#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "app/state/save_request.h"
#include "core/model/config.h"

namespace la {

// Requests of panels, keys and dropped files to the application; commands to the training are
// separate. Requests are appended to UiTemp::commands. At the start of the next frame App::update
// passes each to its consumer, named above each group; the window's owner takes the last group by
// App::take_window_commands.

// Opener
struct OpenData {
    std::string file;
};
struct LoadConfig {  // a configuration whose data file a thread reads first
    Config config;
    std::string preset{};  // name of the preset; empty: none
};
struct OpenSetting {  // what a file, a picture or the folder of a run carries
    std::string file;
};
struct OpenModel {
    std::string file;
    bool trust = false;  // also if the system cannot isolate it
};
struct LeaveModel {};  // back from a model to the run; gives up one that is being read
struct DropTrust {};   // the model that cannot be isolated stays closed

struct OpenLink {  // in the user's browser
    std::string url;
};

// UserPresetFiles
struct SaveUserPreset {
    std::string name;
};
struct RemoveUserPreset {
    std::string name;
};

// Sessions
struct SaveSession {};    // into the file of the last save; asks for a file if there is none
struct SaveSessionAs {};  // asks for the file first
struct SaveSessionTo {
    std::string path;
};
struct AskForSession {};  // asks which one to open
struct AskForModel {};    // asks which model to open
struct OpenSession {
    std::string path;
};
struct ListSessions {};    // lists the folder in the dialog
struct RestoreUnsaved {};  // opens the unsaved work that is offered
struct DropUnsaved {};
using SessionCommand =
    std::variant<SaveSession, SaveSessionAs, SaveSessionTo, AskForSession, AskForModel, OpenSession,
                 ListSessions, RestoreUnsaved, DropUnsaved>;

// Sweeps
struct StartSweep {};
struct StopSweep {};
struct PickRun {                     // shows the network of this run
    std::array<double, 2> values{};  // as SweepRun's
    std::uint64_t seed = 0;
    bool operator==(const PickRun&) const = default;
};

// The window's owner
struct ExportFile {
    SaveSettings settings;
};
struct CancelExport {};
struct HandIn {           // a folder with picture, setting, weights and measures
    std::string answers;  // of a lesson, JSON
};
struct ToggleFullScreen {};
struct Quit {};
using WindowCommand = std::variant<ExportFile, CancelExport, HandIn, ToggleFullScreen, Quit>;

using AppCommand = std::variant<OpenData, LoadConfig, OpenSetting, OpenModel, LeaveModel, DropTrust,
                                OpenLink, SaveUserPreset, RemoveUserPreset, SessionCommand,
                                StartSweep, StopSweep, PickRun, WindowCommand>;
using AppCommands = std::vector<AppCommand>;

}  // namespace la
