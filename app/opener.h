#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/experiment/data_loader.h"
#include "app/experiment/model_experiment.h"
#include "app/experiment/undoable_experiment.h"
#include "app/settings/user_preset_files.h"
#include "app/state/ui_temp.h"
#include "core/base/link_opener.h"

namespace la {

// Opens data files, models and user presets that the user names. Other threads read the files; no
// frame waits for them. A file that cannot be read is reported in the status line and leaves the
// run unchanged. Thread: the window's.
class Opener {
  public:
    Opener(ModelExperiment& model, UndoableExperiment& experiment, UiTemp& temp)
        : model_(model), experiment_(experiment), temp_(temp) {}

    // The command for a file or folder dropped onto the window.
    static AppCommand dropped(const std::string& path);

    void execute(const OpenData& open);
    void execute(const LoadConfig& load);
    void execute(const OpenSetting& open);
    void execute(const OpenModel& open);
    void execute(const LeaveModel&);
    void execute(const OpenLink& open);
    void execute(const DropTrust&) { temp_.session.untrusted.clear(); }
    void execute(const SaveUserPreset& save);
    void execute(const RemoveUserPreset& remove);

    // Offers the user's presets in this folder, and saves there.
    void use_presets(const std::filesystem::path& folder);

    // Shows the answers of a lesson; nothing where there are none.
    void show_handed_in(const AnswersFile& from);

    // Takes in what has been read; called once per frame. True if the model that replaces the run
    // on screen has come or gone.
    bool update_model(float seconds);
    void update_data(float seconds);
    void update_presets();

  private:
    DataLoader& loader();
    void tell_of_reading(float seconds);

    LinkOpener links_;

    ModelExperiment& model_;
    UndoableExperiment& experiment_;
    UiTemp& temp_;
    std::string reading_;                            // name of the model that was asked for last
    float reading_seconds_ = 0;                      // since then
    std::string reading_line_;                       // what the status line said of it last
    std::unique_ptr<DataLoader> loader_;             // created for the first file
    std::string preset_;                             // name of the configuration that is being read
    std::unique_ptr<UserPresetFiles> preset_files_;  // null: no user presets are offered
};

}  // namespace la
