#include "app/readouts/differences.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/config/config_json.h"
#include "core/train/snapshot.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 16> kFieldNames{{
    {"network.kind", "network"},
    {"network.init.kind", "initial weights"},
    {"network.init.std", "std of weights"},
    {"network.init.length", "length of weights"},
    {"network.seed", "seed of weights"},
    {"network.head.kind", "head"},
    {"network.head.intercept", "intercept"},
    {"objective.lambda", "λ"},
    {"objective.uzawa.nu", "first ν"},
    {"objective.uzawa.tau", "τ of Uzawa"},
    {"objective.uzawa.every", "steps per ν"},
    {"optimizer.kind", "optimiser"},
    {"optimizer.beta1", "β₁"},
    {"optimizer.beta2", "β₂"},
    {"optimizer.weight_decay", "weight decay"},
    {"optimizer.layer_rate", "rate of layers"},
}};

std::string unquoted(const std::string& json) {
    return json.size() > 1 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
}

std::vector<FieldValue> values_of(const MemberConfig& member) {
    return field_values(
        {.network = member.network, .objective = member.objective, .optimizer = member.optimizer});
}

// If Uzawa's algorithm sets the weight of a network, the mode is listed and not its current lambda.
// Between other modes lambda says it all.
bool is_listed(std::string_view path, const ObjectiveConfig& a, const ObjectiveConfig& b) {
    const bool uzawa = a.mode == Mode::Uzawa || b.mode == Mode::Uzawa;
    if (path == "objective.mode" || path.starts_with("objective.uzawa.")) {
        return uzawa;
    }
    return path != "objective.lambda" || !uzawa;
}

}  // namespace

std::string field_name(std::string_view path) {
    const auto named =
        std::ranges::find(kFieldNames, path, &decltype(kFieldNames)::value_type::first);
    if (named != kFieldNames.end()) {
        return named->second;
    }
    std::string out(path.substr(path.rfind('.') + 1));
    std::ranges::replace(out, '_', ' ');
    return out;
}

std::vector<Difference> differences(const MemberSnapshot& a, const MemberSnapshot& b) {
    std::vector<Difference> out;
    const ObjectiveConfig& of_a = a.config.objective;
    const ObjectiveConfig& of_b = b.config.objective;
    const std::vector<FieldValue> values_a = values_of(a.config);
    const std::vector<FieldValue> values_b = values_of(b.config);
    for (std::size_t i = 0; i < values_a.size(); ++i) {
        const std::string path = values_a[i].path;
        const bool weight = path == "objective.lambda";
        const std::string value_a = weight ? plot::plain(a.lambda) : unquoted(values_a[i].value);
        const std::string value_b = weight ? plot::plain(b.lambda) : unquoted(values_b[i].value);
        if (value_a != value_b && is_listed(path, of_a, of_b)) {
            out.push_back({path, field_name(path), value_a, value_b});
        }
    }
    return out;
}

const std::vector<Difference>& Differences::of(const Snapshot& shown) {
    std::vector<Side> sides;
    for (const MemberSnapshot& member : shown.members) {
        sides.push_back({member.config, member.lambda});
    }
    if (sides != sides_) {
        sides_ = std::move(sides);
        list_ = shown.members.size() == 2 ? differences(shown.members[0], shown.members[1])
                                          : std::vector<Difference>();
    }
    return list_;
}

std::string caption_text(const std::vector<Difference>& list, std::string_view name,
                         const Snapshot& shown, int member,
                         const std::function<bool(const std::string&)>& fits) {
    const bool of_a = shown.members.size() == 2 && member == 0;
    const std::string start = std::string(name) + "    ";
    if (list.empty()) {
        const MemberSnapshot& alone = shown.members[static_cast<std::size_t>(member)];
        if (alone.config.network.kind == NetworkKind::ThreeLayer) {
            return start + "three layers";
        }
        return start + "λ = " + plot::plain(alone.lambda);
    }
    const auto text = [&](std::size_t count) {
        std::string out = start;
        for (std::size_t i = 0; i < count; ++i) {
            out += (i > 0 ? ",  " : "") + list[i].name + " = " + (of_a ? list[i].a : list[i].b);
        }
        const std::size_t more = list.size() - count;
        return more == 0 ? out : out + "  + " + std::to_string(more) + " more";
    };
    std::size_t count = list.size();
    while (count > 1 && !fits(text(count))) {
        --count;
    }
    return text(count);
}

}  // namespace la
