#include "core/io/presets.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/config/config_json.h"
#include "preset_file.h"

namespace la {

const std::vector<Preset>& presets() {
    static const std::vector<Preset> kAll = [] {
        std::vector<Preset> out;
        for (const char* name : {"circles",
                                 "moons",
                                 "far-circles",
                                 "far-circles-norm",
                                 "far-circles-uzawa",
                                 "far-circles-wild",
                                 "far-circles-wild-norm",
                                 "weights-refine",
                                 "weights-bump",
                                 "weights-layers",
                                 "weights-gp",
                                 "weights-relu",
                                 "weights-dial",
                                 "weights-clock",
                                 "mean-field-tail",
                                 "mean-field-nodes",
                                 "mean-field-high",
                                 "mean-field-silence",
                                 "mean-field-noise",
                                 "mean-field-heart",
                                 "mean-field-gap",
                                 "stability-chaos",
                                 "stability-edge",
                                 "stability-adam",
                                 "stability-order",
                                 "stability-product",
                                 "stability-sine",
                                 "stability-foretell"}) {
            const auto json = nlohmann::json::parse(preset_file(std::string(name) + ".json"));
            out.push_back(
                {name, json.at("title"), json.at("story"), parse_config(json.at("config").dump())});
        }
        return out;
    }();
    return kAll;
}

const Preset& find_preset(std::string_view name) {
    std::string known;
    for (const Preset& preset : presets()) {
        if (preset.name == name) {
            return preset;
        }
        known += (known.empty() ? "" : ", ") + preset.name;
    }
    throw UsageError("unknown preset " + message_line(name, 60) + "; there are " + known);
}

}  // namespace la
