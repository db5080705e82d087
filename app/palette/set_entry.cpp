#include "app/palette/set_entry.h"

#include <utility>
#include <vector>

#include "app/panels/control_sections.h"
#include "core/base/error.h"
#include "core/config/config_json.h"

namespace la {

namespace {

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(' ');
    const std::size_t end = text.find_last_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin, end + 1 - begin);
}

// The field with this path, or the only one whose path ends so; null: none.
const FieldValue* find(const FrameContext& context, const std::vector<FieldValue>& fields,
                       const std::string& name) {
    const FieldValue* found = nullptr;
    for (const FieldValue& field : fields) {
        const std::string path = field.path;
        if (!is_of_open_run(context, path)) {
            continue;
        }
        if (path == name) {
            return &field;
        }
        if (path.ends_with("." + name)) {
            if (found) {
                return nullptr;
            }
            found = &field;
        }
    }
    return found;
}

// What takes effect on the next step is sent so; everything else begins a new run.
void change(const FrameContext& context, const std::string& path, Config config) {
    UndoableExperiment& experiment = context.experiment;
    if (path.starts_with("stop.")) {
        experiment.send(SetStop{config.stop});
    } else if (context.opens_shallow()) {
        experiment.start_shallow({std::move(config), ""});
    } else if (path.starts_with("optimizer.")) {
        experiment.send(Change{SetOptimizer{config.optimizer}});
    } else if (path.starts_with("stability.")) {
        experiment.set_stability({config.stability, experiment.engine()});
    } else if (path == "objective.lambda") {
        const int b = static_cast<int>(context.snapshot.members.size()) - 1;
        experiment.send(Change{SetLambda{b, config.objective.lambda, {}}});
    } else {
        start_edited(context, config);
    }
}

void set(const FrameContext& context, const std::string& path, const std::string& value) {
    try {
        Config config = context.open_config();
        set_field(config, path + "=" + value);
        change(context, path, std::move(config));
        context.temp.notice = {path + " = " + value, 6};
    } catch (const Error& error) {
        context.temp.notice = {error.what(), 12};
    }
}

}  // namespace

bool is_of_open_run(const FrameContext& context, const std::string& path) {
    const bool shallow = path.starts_with("shallow.");
    return context.opens_shallow() ? shallow || path == "stop.steps" : !shallow;
}

std::optional<PaletteEntry> set_entry(const FrameContext& context, const std::string& wanted) {
    const std::size_t equals = wanted.find('=');
    if (equals == std::string::npos || context.frozen()) {
        return {};
    }
    const std::vector<FieldValue> fields = field_values(context.open_config());
    const FieldValue* field = find(context, fields, trimmed(wanted.substr(0, equals)));
    const std::string value = trimmed(wanted.substr(equals + 1));
    if (!field) {
        return {};
    }
    const std::string path = field->path;
    const std::string now = "now " + field->value + ".  " + field_help(path);
    if (value.empty()) {
        return PaletteEntry{"set", path + " =", now, "", [](const FrameContext& c) {
                                PaletteUi& ui = c.temp.palette;  // the value is still to come
                                ui.open = ui.begin = ui.at_end = true;
                            }};
    }
    return PaletteEntry{"set", path + " = " + value, now, "",
                        [path, value](const FrameContext& c) { set(c, path, value); }};
}

}  // namespace la
