#include "app/experiment/undo.h"

#include <algorithm>
#include <cstdio>
#include <type_traits>
#include <utility>
#include <vector>

#include "app/readouts/differences.h"
#include "app/state/speeds.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"
#include "render/plot/number.h"

namespace la {

namespace {

// "optimizer.learning_rate" -> "learning rate"
std::string words(const std::string& path) {
    std::string out = path.substr(path.rfind('.') + 1);
    for (char& c : out) {
        c = c == '_' ? ' ' : c;
    }
    return out == "kind" || out == "seed" ? path.substr(0, path.rfind('.')) + " " + out : out;
}

std::string unquoted(const std::string& json) {
    return json.size() > 1 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
}

std::vector<std::string> paths() {
    std::vector<std::string> out;
    Config config;
    for_each_field(
        config, [&out](const char* path, auto&, const auto&, const char*) { out.push_back(path); });
    return out;
}

// A change of `compare`: "activation of A relu → tanh". A field missing in one of them is "as B".
std::string difference_in_a(const Config& before, const Config& after) {
    std::vector<std::string> changed;
    for (const auto& [path, value] : before.compare) {
        const auto now = after.compare.find(path);
        if (now == after.compare.end() || now->second != value) {
            changed.push_back(path);
        }
    }
    for (const auto& [path, value] : after.compare) {
        if (!before.compare.contains(path)) {
            changed.push_back(path);
        }
    }
    const std::string& path = changed.front();
    const auto said = [&path](const Config& config) {
        const auto found = config.compare.find(path);
        return found == config.compare.end() ? "as B" : unquoted(found->second);
    };
    const std::string more =
        changed.size() > 1 ? " and " + std::to_string(changed.size() - 1) + " more" : "";
    return field_name(path) + " of A " + said(before) + " → " + said(after) + more;
}

// The first field that differs, and the number of others.
std::string difference(const Config& before, const Config& after) {
    std::string first;
    int more = 0;
    for (const std::string& path : paths()) {
        const std::string a = get_field(before, path);
        const std::string b = get_field(after, path);
        if (a == b) {
            continue;
        }
        more += first.empty() ? 0 : 1;
        if (first.empty()) {
            first = words(path) + " " + unquoted(a) + " → " + unquoted(b);
        }
    }
    if (first.empty()) {
        return before.compare == after.compare ? "the setting" : difference_in_a(before, after);
    }
    return more == 0 ? first : first + " and " + std::to_string(more) + " more";
}

bool only_seeds_differ(Config before, const Config& after) {
    before.network.seed = after.network.seed;
    before.optimizer.seed = after.optimizer.seed;
    return before == after;
}

std::string lambda_text(const LambdaSetting& s) {
    return plot::plain(s.lambda) + (s.mode == Mode::Uzawa ? " (Uzawa)" : "");
}

std::string describe_to(const LambdaSetting& before, const LambdaSetting& after) {
    return std::string(before.of_a ? "λ of A " : "λ ") + lambda_text(before) + " → " +
           lambda_text(after);
}

std::string describe_to(const SpeedSetting& before, const SpeedSetting& after) {
    return std::string("speed ") + kSpeeds[before.speed].label + " → " + kSpeeds[after.speed].label;
}

std::string describe_to(const OptimizerSetting& before, const OptimizerSetting& after) {
    Config a, b;
    a.optimizer = before.optimizer;
    b.optimizer = after.optimizer;
    return difference(a, b);
}

std::string describe_to(const StopSetting& before, const StopSetting& after) {
    return "stop: " + difference({.stop = before.stop}, {.stop = after.stop});
}

std::string describe_to(const StabilitySetting& before, const StabilitySetting& after) {
    Config a, b;
    a.stability = before.stability;
    b.stability = after.stability;
    return difference(a, b);
}

std::string describe_to(const EngineSetting& before, const EngineSetting& after) {
    const bool engine = before.engine != after.engine;
    const auto text = [&](const EngineSetting& setting) {
        return engine ? std::string(name_of(setting.engine)) : setting.device.text();
    };
    return (engine ? "engine " : "device ") + text(before) + " → " + text(after);
}

std::string describe_to(const RunSetting& before, const RunSetting& after) {
    if (before.preset != after.preset && !after.preset.empty()) {
        return "preset " + (before.preset.empty() ? "own setting" : before.preset) + " → " +
               after.preset;
    }
    if (before.config.network.seed != after.config.network.seed &&
        only_seeds_differ(before.config, after.config)) {
        return "seed " + std::to_string(before.config.network.seed) + " → " +
               std::to_string(after.config.network.seed);
    }
    return difference(before.config, after.config);
}

std::string describe_to(const ShallowSetting& before, const ShallowSetting& after) {
    if (before.preset != after.preset && !after.preset.empty()) {
        return "preset " + (before.preset.empty() ? "own setting" : before.preset) + " → " +
               after.preset;
    }
    return difference(before.config, after.config);
}

std::string describe_to(const PointsSetting&, const PointsSetting& after) {
    int added = 0, removed = 0, set = 0;
    for (const PointEdit& edit : after.edits) {
        added += edit.kind == PointEdit::Kind::Add;
        removed += edit.kind == PointEdit::Kind::Remove;
        set += edit.kind == PointEdit::Kind::Set;
    }
    const auto points = [](int n) { return std::to_string(n) + (n == 1 ? " point" : " points"); };
    return added > 0     ? points(added) + " drawn"
           : removed > 0 ? points(removed) + " erased"
                         : "points moved or given another class";
}

std::string describe_to(const RewindSetting& before, const RewindSetting& after) {
    return "step " + plot::grouped(before.step) + " → " + plot::grouped(after.step);
}

bool only_rates_differ(OptimizerConfig before, const OptimizerConfig& after) {
    before.learning_rate = after.learning_rate;
    return before == after;
}

// Moves of one lambda, of the learning rate, speeds, shallow runs and strokes of points join; other
// edits stand alone.
bool continues(const UndoValue& before, const UndoValue& after) {
    const auto* a = std::get_if<LambdaSetting>(&before);
    const auto* b = std::get_if<LambdaSetting>(&after);
    const auto* c = std::get_if<OptimizerSetting>(&before);
    const auto* d = std::get_if<OptimizerSetting>(&after);
    return (a && b && a->member == b->member) ||
           (c && d && only_rates_differ(c->optimizer, d->optimizer)) ||
           (std::holds_alternative<PointsSetting>(before) &&
            std::holds_alternative<PointsSetting>(after)) ||
           (std::holds_alternative<ShallowSetting>(before) &&
            std::holds_alternative<ShallowSetting>(after)) ||
           (std::holds_alternative<SpeedSetting>(before) &&
            std::holds_alternative<SpeedSetting>(after));
}

}  // namespace

std::string describe(const Edit& edit) {
    return std::visit(
        [&edit](const auto& before) {
            return describe_to(before, std::get<std::decay_t<decltype(before)>>(edit.after));
        },
        edit.before);
}

Undo::Undo(std::vector<Edit> edits, std::size_t undone) {
    constexpr std::uint64_t kNoGesture = ~std::uint64_t{0};  // no later edit joins these
    for (std::size_t i = edits.size() - std::min(edits.size(), kMax); i < edits.size(); ++i) {
        edits_.push_back({std::move(edits[i]), kNoGesture});
    }
    at_ = edits_.size() - std::min(undone, edits_.size());
}

std::vector<Edit> Undo::edits() const {
    std::vector<Edit> out;
    for (const Kept& kept : edits_) {
        out.push_back(kept.edit);
    }
    return out;
}

void Undo::add(Edit edit, std::uint64_t gesture) {
    edits_.resize(at_);
    if (!edits_.empty() && edits_.back().gesture == gesture &&
        continues(edits_.back().edit.after, edit.after)) {
        Edit& last = edits_.back().edit;
        if (auto* points = std::get_if<PointsSetting>(&edit.before)) {
            // Forwards one after the other, backwards in the opposite order.
            auto& first = std::get<PointsSetting>(last.before);
            points->edits.insert(points->edits.end(), first.edits.begin(), first.edits.end());
            points->classes = first.classes;
            points->run = first.run;
            auto& now = std::get<PointsSetting>(edit.after);
            const auto& done = std::get<PointsSetting>(last.after);
            now.edits.insert(now.edits.begin(), done.edits.begin(), done.edits.end());
        } else {
            edit.before = last.before;
        }
        edits_.pop_back();
    }
    if (edit.before != edit.after) {
        edits_.push_back({std::move(edit), gesture});
    }
    if (edits_.size() > kMax) {
        edits_.pop_front();
    }
    at_ = edits_.size();
}

std::optional<UndoValue> Undo::undo() {
    return at_ > 0 ? std::optional(edits_[--at_].edit.before) : std::nullopt;
}

std::optional<UndoValue> Undo::redo() {
    return at_ < edits_.size() ? std::optional(edits_[at_++].edit.after) : std::nullopt;
}

}  // namespace la
