#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/experiment/data_loader.h"
#include "app/experiment/model_experiment.h"
#include "app/experiment/undoable_experiment.h"
#include "app/settings/user_preset_files.h"
#include "app/state/ui_temp.h"

namespace la {

// Opens what the user names: files of data, models, presets of the user's own. Threads read the
// files; a frame waits for none of them. What cannot be read is said in the status line and does
// not touch the run. Thread: the window's.
class Opener {
  public:
    Opener(ModelExperiment& model, UndoableExperiment& experiment, UiTemp& temp)
        : model_(model), experiment_(experiment), temp_(temp) {}

    // A file dropped onto the window, by its extension.
    static AppCommand dropped(const std::string& path);

    void execute(const OpenData& open);
    void execute(const LoadConfig& load);
    void execute(const OpenModel& open) { model_.open(open.file); }
    void execute(const LeaveModel&) { model_.leave(); }
    void execute(const SaveUserPreset& save);
    void execute(const RemoveUserPreset& remove);

    // Offers the user's presets in this folder, and saves there.
    void use_presets(const std::filesystem::path& folder);

    // Once per frame: takes in what has been read. True: the model in the place of the run has come
    // or gone.
    bool update_model();
    void update_data(float seconds);
    void update_presets();

  private:
    ModelExperiment& model_;
    UndoableExperiment& experiment_;
    UiTemp& temp_;
    std::unique_ptr<DataLoader> loader_;             // made for the first file
    std::string preset_;                             // of the configuration that is being read
    std::unique_ptr<UserPresetFiles> preset_files_;  // null: none are offered
};

}  // namespace la
