#include "app/session/view_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <type_traits>

namespace la {

using Json = nlohmann::ordered_json;

namespace {

// Every choice that is kept: visit(name, value, most), enumerations and indices up to `most`.
template<class Ui, class Visitor>
void for_each_choice(Ui& ui, Visitor&& visit) {
    visit("dark", ui.dark, 1);
    visit("views", ui.views, 2);
    visit("shown", ui.particles, 3);
    visit("view", ui.view, kViewKinds - 1);
    visit("particles", ui.show_particles, 1);
    visit("trails", ui.show_trails, 1);
    visit("field", ui.show_field, 1);
    visit("head", ui.show_head, 1);
    visit("grid", ui.show_grid, 1);
    visit("arrows", ui.show_arrows, 1);
    visit("vectors", ui.show_vectors, 1);
    visit("isolines", ui.show_isolines, 1);
    visit("ideal", ui.show_ideal, 1);
    visit("folds", ui.show_folds, 1);
    visit("principal", ui.principal, 1);
    visit("three", ui.three, 1);
    visit("measure", ui.measure, 3);
    visit("map_of_a", ui.map_of_a, 1);
    visit("speed", ui.speed, static_cast<int>(kSpeeds.size()) - 1);
}

void read_sweep(const Json& json, SweepSettings& sweep) {
    const auto at = json.find("sweep");
    if (at == json.end() || !at->is_object()) {
        return;
    }
    const auto read = [&](const char* name, auto& value, double least, double most) {
        if (!at->contains(name) || !(*at)[name].is_number()) {
            return;
        }
        const auto number = (*at)[name].template get<double>();
        if (number == 0 || (number >= least && number <= most)) {
            value = static_cast<std::decay_t<decltype(value)>>(number);
        }
    };
    read("from", sweep.from, kMinSweepLambda, kMaxSweepLambda);
    read("to", sweep.to, kMinSweepLambda, kMaxSweepLambda);
    read("lambdas", sweep.lambdas, 1, kMaxSweepLambdas);
    read("seeds", sweep.seeds, 1, kMaxSweepSeeds);
    read("steps", sweep.steps, 1, kMaxSweepSteps);
}

}  // namespace

void read_view(std::string_view text, UiState& ui) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return;
    }
    for_each_choice(ui, [&](const char* name, auto& value, int most) {
        using T = std::decay_t<decltype(value)>;
        const auto at = json.find(name);
        if (at == json.end() || !at->is_number_integer()) {
            return;
        }
        const auto number = at->template get<std::int64_t>();
        if (number >= 0 && number <= most) {
            value = static_cast<T>(number);
        }
    });
    if (json.contains("closed") && json["closed"].is_array()) {
        const Json& closed = json["closed"];
        for (std::size_t i = 0; i < std::min(closed.size(), ui.closed.size()); ++i) {
            ui.closed[i] = closed[i].is_boolean() ? closed[i].get<bool>() : ui.closed[i];
        }
    }
    for (std::size_t i = 0;
         json.contains("curves") && json["curves"].is_array() && i < ui.curves.size(); ++i) {
        const Json& curves = json["curves"];
        const std::string name = i < curves.size() && curves[i].is_string()
                                     ? curves[i].get<std::string>()
                                     : std::string();
        for (std::size_t q = 0; q < kQuantities.size(); ++q) {
            if (name == kQuantities[q].name) {
                choose(ui.curves, i, static_cast<Quantity>(q));
            }
        }
    }
    read_sweep(json, ui.sweep);
    if (json.contains("layers_per_second") && json["layers_per_second"].is_number()) {
        const auto rate = json["layers_per_second"].get<float>();
        ui.layers_per_second = std::isfinite(rate) ? std::clamp(rate, 0.0f, 100.0f) : 3.0f;
    }
}

std::string view_json(const UiState& ui) {
    Json out;
    for_each_choice(
        ui, [&](const char* name, const auto& value, int) { out[name] = static_cast<int>(value); });
    for (const bool closed : ui.closed) {
        out["closed"].push_back(closed);
    }
    for (const Quantity quantity : ui.curves) {
        out["curves"].push_back(info(quantity).name);
    }
    out["sweep"] = {{"from", ui.sweep.from},
                    {"to", ui.sweep.to},
                    {"lambdas", ui.sweep.lambdas},
                    {"seeds", ui.sweep.seeds},
                    {"steps", ui.sweep.steps}};
    out["layers_per_second"] = ui.layers_per_second;
    return out.dump();
}

}  // namespace la
