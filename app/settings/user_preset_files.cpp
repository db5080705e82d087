#include "app/settings/user_preset_files.h"

#include <exception>

namespace la {

UserPresetFiles::UserPresetFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
    thread_.ask(Job{});
}

UserPresetFiles::Answer UserPresetFiles::run(const Job& job) const {
    Answer out;
    try {
        if (const auto* preset = std::get_if<Preset>(&job)) {
            save_user_preset(folder_, *preset);
            out.saved = preset->name;
        } else if (const auto* name = std::get_if<std::string>(&job)) {
            remove_user_preset(folder_, *name);
            out.removed = *name;
        }
    } catch (const std::exception& error) {
        out.failure = error.what();
    }
    out.found = read_user_presets(folder_);
    return out;
}

}  // namespace la
