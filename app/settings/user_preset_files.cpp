#include "app/settings/user_preset_files.h"

#include <exception>

namespace la {

PresetFiles::PresetFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
    thread_.ask(Job{});
}

PresetFiles::Answer PresetFiles::run(const Job& job) const {
    Answer out;
    try {
        if (const auto* preset = std::get_if<Preset>(&job)) {
            save_own_preset(folder_, *preset);
            out.saved = preset->name;
        } else if (const auto* name = std::get_if<std::string>(&job)) {
            remove_own_preset(folder_, *name);
            out.removed = *name;
        }
    } catch (const std::exception& error) {
        out.failure = error.what();
    }
    out.own = read_own_presets(folder_);
    return out;
}

}  // namespace la
