#include "app/experiment/run_options.h"

#include "app/experiment/setting_file.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/user_folders.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"
#include "core/io/presets.h"
#include "core/io/user_presets.h"

namespace la {

Config RunOptions::residual_config() const {
    Config out = config();
    if (out.laboratory == LaboratoryKind::MeanField) {
        throw UsageError(
            "laboratory: mean_field is of a shallow network, which has no layers; try "
            "leastaction meanfield, render or the window");
    }
    return out;
}

Config RunOptions::config() const {
    Config out = preset.empty() ? presets().front().config
                                : find_preset(preset, user_presets_folder()).config;
    if (!config_file.empty()) {
        out = read_setting_file(config_file);
    }
    apply(out);
    return out;
}

std::string RunOptions::unchanged_preset() const {
    const bool changed = !config_file.empty() || !data.empty() || !sets.empty();
    return changed ? "" : preset.empty() ? presets().front().name : preset;
}

std::filesystem::path user_presets_folder() {
    const std::filesystem::path folder = config_folder();
    return folder.empty() ? folder : folder / "presets";
}

std::filesystem::path user_lessons_folder() {
    const std::filesystem::path folder = config_folder();
    return folder.empty() ? folder : folder / "lessons";
}

void RunOptions::apply(Config& config) const {
    if (!data.empty()) {
        config.dataset = with_kind(config.dataset, DatasetKind::Csv);
        config.dataset.file = data == "-" ? "/dev/stdin" : data.string();
    }
    for (const std::string& assignment : sets) {
        set_field(config, assignment);
    }
    find_data_beside(config, "");
}

void find_data_beside(Config& config, const std::filesystem::path& file) {
    const std::filesystem::path points = config.dataset.file;
    if (!points.empty() && points.is_relative()) {
        std::error_code error;
        const auto folder = file.extension() == ".zip" ? file : file.parent_path();
        const auto found = std::filesystem::absolute(folder / points, error);
        config.dataset.file = error ? config.dataset.file : found.lexically_normal().string();
    }
}

EngineOptions engine_for(const EngineOptions& own, const EngineOptions& asked) {
    EngineOptions out = asked;
    out.device = asked.device.kind == DeviceKind::Auto ? own.device : asked.device;
    out.engine = asked.engine == EngineKind::Auto ? own.engine : asked.engine;
    return out;
}

}  // namespace la
