#include "app/palette/palette_entries.h"

#include <algorithm>
#include <array>
#include <set>

#include "app/keys/shortcuts.h"
#include "app/lessons/lesson_run.h"
#include "app/palette/fuzzy_match.h"
#include "app/palette/set_entry.h"
#include "app/panels/preset_chooser.h"
#include "app/ui/key_hints.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"

namespace la {

namespace {

constexpr float kPointed = 4;  // seconds for which a control that was gone to is pointed at

void go_to(const FrameContext& context, const std::string& control, const std::string& path = "") {
    PaletteUi& ui = context.temp.palette;
    ui.target = control;
    ui.path = path;
    ui.seconds_left = kPointed;
    ui.frames = 0;
    context.ui.controls().use(control);
}

void add_presets(const FrameContext& context, std::vector<PaletteEntry>& out) {
    for (std::size_t i = 0; i < preset_count(context); ++i) {
        const Preset& preset = preset_at(context, i);
        out.push_back({"preset", preset.title.empty() ? preset.name : preset.title,
                       preset.name + ": " + preset.story, "",
                       [i](const FrameContext& c) { start_preset(c, i); }});
    }
}

void add_lessons(const FrameContext& context, std::vector<PaletteEntry>& out) {
    const auto& lessons = context.temp.lesson.shelf->lessons;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        out.push_back({"lesson", lessons[i].title, lessons[i].story, "",
                       [i](const FrameContext& c) { begin_lesson(c, i); }});
    }
}

void add_data(const FrameContext& context, std::vector<PaletteEntry>& out) {
    if (context.frozen() || context.opens_shallow()) {
        return;
    }
    for (const DatasetKindInfo& info : kDatasetKinds) {
        const DatasetKind kind = info.kind;
        DatasetConfig dataset;
        dataset.kind = kind;
        if (!has_generator(dataset)) {
            continue;
        }
        out.push_back({"data", std::string(info.title),
                       std::string(info.origin) + ", " + std::string(info.name), "",
                       [kind](const FrameContext& c) {
                           Config config = *c.snapshot.config;
                           config.dataset = with_kind(config.dataset, kind);
                           c.experiment.start({.config = config});
                       }});
    }
}

// Opens the section of the controls that a field of the configuration is in, by its path.
void open_section(UiState& state, std::string_view path) {
    constexpr std::array<std::pair<std::string_view, Section>, 6> kPlaces{
        {{"objective.", Section::Objective},
         {"compare", Section::Compare},
         {"dataset.", Section::Data},
         {"network.", Section::Network},
         {"optimizer.", Section::Optimiser},
         {"stop.", Section::Stop}}};
    if (state.laboratory == LaboratoryKind::MeanField) {
        state.mean_field.closed.fill(false);
        return;
    }
    if (path.starts_with("stability.")) {
        state.laboratory = LaboratoryKind::Stability;
        state.stability.closed = false;
        return;
    }
    for (const auto& [begin, section] : kPlaces) {
        if (path.starts_with(begin)) {
            state.closed.fill(true);
            state.closed[static_cast<std::size_t>(section)] = false;
        }
    }
}

// The name of the control of a field: that of the field, or another.
std::string control_of(const std::string& path) {
    constexpr std::array<std::pair<std::string_view, const char*>, 9> kOthers{
        {{"network.kind", "network_kind"},
         {"network.head.kind", "head"},
         {"network.init.kind", "init"},
         {"network.init.std", "init_std"},
         {"network.init.length", "init_length"},
         {"optimizer.kind", "optimizer"},
         {"dataset.kind", "dataset"},
         {"dataset.seed", "data_seed"},
         {"shallow.label_noise", "wrong"}}};
    for (const auto& [field, control] : kOthers) {
        if (path == field) {
            return control;
        }
    }
    return (path.starts_with("stop.") ? "stop_" : "") + path.substr(path.rfind('.') + 1);
}

void add_settings(const FrameContext& context, std::vector<PaletteEntry>& out) {
    if (context.frozen()) {
        return;
    }
    for (const FieldValue& field : field_values(context.open_config())) {
        const std::string path = field.path;
        if (!is_of_open_run(context, path)) {
            continue;
        }
        out.push_back({"setting", path + " = " + field.value, field_help(path), "",
                       [path](const FrameContext& c) {
                           open_section(c.state, path);
                           go_to(c, control_of(path), path);
                       }});
    }
}

// The first words of a tooltip say what its control does.
std::string first_words(const std::string& tip) {
    const std::size_t end = tip.find_first_of(".:;,");
    return tip.substr(0, std::min(end, std::size_t{60}));
}

void add_controls(const FrameContext& context, std::vector<PaletteEntry>& out) {
    for (const auto& [name, tip] : context.ui.controls().tips()) {
        if (tip.empty() || !context.ui.controls().rects().contains(name)) {
            continue;
        }
        const std::string control = name;
        out.push_back({"control", first_words(tip) + "  (" + name + ")", tip, key_hint(name),
                       [control](const FrameContext& c) { go_to(c, control); }});
    }
}

void add_actions(const FrameContext& context, std::vector<PaletteEntry>& out) {
    for (const Shortcut& shortcut : shortcuts()) {
        if (shortcut.what[0] == '\0' || context.ui.controls().tips().contains(shortcut.control)) {
            continue;
        }
        const auto act = shortcut.act;
        out.push_back({"action", shortcut.what, "", key_text(shortcut),
                       [act](const FrameContext& c) { act(c); }});
    }
}

}  // namespace

std::vector<PaletteEntry> palette_entries(const FrameContext& context, const std::string& wanted) {
    std::vector<PaletteEntry> out;
    if (const auto set = set_entry(context, wanted)) {
        out.push_back(*set);
    }
    add_lessons(context, out);
    if (!context.frozen()) {
        add_presets(context, out);
    }
    add_controls(context, out);
    add_settings(context, out);
    add_data(context, out);
    add_actions(context, out);
    return out;
}

std::vector<PaletteEntry> matching(std::vector<PaletteEntry> entries, const std::string& wanted) {
    constexpr int kFirst = 1000000;  // an order by its value is before what only looks like it
    std::vector<std::pair<int, std::size_t>> order;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].kind == "set") {
            order.emplace_back(-kFirst, i);
            continue;
        }
        const int title = fuzzy_match(wanted, entries[i].kind + " " + entries[i].title);
        const int about = fuzzy_match(wanted, entries[i].about) / 2;
        if (const int best = std::max(title, about); best > 0) {
            order.emplace_back(-best, i);
        }
    }
    std::ranges::stable_sort(order, {}, &std::pair<int, std::size_t>::first);
    std::vector<PaletteEntry> out;
    for (const auto& [score, i] : order) {
        out.push_back(std::move(entries[i]));
    }
    return out;
}

}  // namespace la
