#include "app/window/state_file.h"

#include <cmath>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>

#include "app/keys/shortcuts.h"
#include "app/lessons/lesson_run.h"
#include "app/panels/panels.h"
#include "app/state/said.h"
#include "core/base/files.h"
#include "core/config/names.h"
#include "core/config/number_fields.h"
#include "core/data/dataset_kinds.h"
#include "core/shallow/shallow_snapshot.h"
#include "core/stability/stability_rows.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

const char* view_name(PairLayout views) {
    switch (views) {
        case PairLayout::SideBySide:
            return "a|b";
        case PairLayout::Overlaid:
            return "a+b";
        case PairLayout::Single:
            return "b";
    }
    return "";
}

Json member_json(const Observation& seen, std::size_t m) {
    const Metrics& metrics = seen.members[m].metrics;
    const MemberSnapshot& member = seen.snapshot->members[m];
    Json out{{"loss", metrics.loss},
             {"train_accuracy", metrics.train_accuracy},
             {"test_accuracy", metrics.test_accuracy},
             {"energy", metrics.energy},
             {"cost", metrics.cost},
             {"action", metrics.action},
             {"displacement", metrics.displacement},
             {"lambda", member.lambda},
             {"weights_hash", member.weights ? weights_hash(*member.weights) : std::string()}};
    if (const Smoothness* smooth = seen.members[m].smoothness.get()) {
        out["vn"] = smooth->vn;
        out["half_waves"] = smooth->half_waves;
    }
    if (const RefinedFlow* refined = seen.members[m].refined.get()) {
        out["refined"] = {{"factor", refined->factor},
                          {"own_accuracy", refined->own_accuracy},
                          {"accuracy", refined->accuracy},
                          {"relative_change", refined->relative_change}};
    }
    if (const TransportGauges* gauges = seen.members[m].gauges.get()) {
        out["gauges"] = {
            {"points", gauges->subsample.points}, {"of", gauges->subsample.of},
            {"w2_squared", gauges->w2_squared},   {"straightness", gauges->straightness},
            {"optimality", gauges->optimality},   {"efficiency", gauges->efficiency}};
    }
    return out;
}

// FNV-1a of points, labels and split.
std::string data_hash(const Dataset& data) {
    std::uint64_t hash = 14695981039346656037u;
    const auto add = [&hash](const void* bytes, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            hash = (hash ^ static_cast<const unsigned char*>(bytes)[i]) * 1099511628211u;
        }
    };
    add(data.points.data(), data.points.size() * sizeof(glm::vec2));
    add(data.labels.data(), data.labels.size());
    add(&data.train, sizeof data.train);
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

// Progress of the sweep, every run's dot or cell in window pixels, and the run shown instead of the
// present.
Json sweep_json(const UiTemp& temp) {
    Json out{{"running", temp.sweep.running()}, {"runs", 0}, {"of", 0}, {"dots", Json::array()}};
    out["shown"] = temp.history.shown && of_sweep(*temp.history.shown) ? temp.history.shown->message
                                                                       : std::string();
    const SweepState* state = temp.sweep.state.get();
    if (!state) {
        return out;
    }
    out["runs"] = state->runs->size();
    out["of"] = state->runs_total;
    for (std::size_t i = 0; i < std::min(temp.sweep.places.size(), state->runs->size()); ++i) {
        const SweepRun& run = (*state->runs)[i];
        const glm::vec2 at = temp.sweep.places[i];
        Json dot;
        for (std::size_t k = 0; k < state->plan->over.size(); ++k) {
            dot[short_name(state->plan->over[k].path, '_')] = run.values[k];
        }
        dot["seed"] = run.seed;
        dot["test_accuracy"] = run.metrics.test_accuracy;
        dot["action"] = run.metrics.action;
        dot["at"] = {std::lround(at.x), std::lround(at.y)};
        out["dots"].push_back(std::move(dot));
    }
    return out;
}

// The newest row of the stability of the training, a member each.
Json stability_json(const Snapshot& s) {
    const StabilityRow& row = s.stability_rows->back();
    Json out = Json::array();
    for (const StabilityMeasures& m : row.members) {
        Json one = {
            {"step", row.step}, {"edge", m.edge}, {"edge_limit", m.edge_limit}, {"twin", m.twin}};
        one["ftle"] = m.ftle;
        out.push_back(std::move(one));
    }
    return out;
}

// The shallow run: now, and what is shown of it.
Json shallow_json(const Snapshot& s, const HistoryView& history) {
    const ShallowSnapshot& now = *s.shallow;
    const ShallowSnapshot& shown = history.shallow ? *history.shallow : now;
    Json out;
    out["run"] = now.run;
    out["seed"] = now.config->shallow.seed;
    out["step"] = now.step;
    out["shown_step"] = shown.step;
    out["t"] = shown.time();
    out["diverged"] = now.diverged;
    for (const ShallowNetworkSnapshot& network : shown.networks) {
        const ShallowMeasures& m = network.measures;
        Json one = {{"alpha", network.alpha},
                    {"gamma", m.gamma},
                    {"phi", m.phi},
                    {"phi_fresh", m.phi_fresh},
                    {"correlation", m.correlation},
                    {"train_error", m.train_error},
                    {"fresh_error", m.fresh_error}};
        if (network.theory) {
            const MeanField::Point theory = network.theory->at(shown.time());
            one["theory"] = {{"gamma", theory.gamma}, {"phi", theory.phi}};
        }
        out["networks"].push_back(std::move(one));
    }
    return out;
}

// The lesson that has been begun: its card, from 0, and how far that is.
Json lesson_json(const LessonUi& lesson) {
    Json out{{"open", lesson.open}};
    if (lesson.run && !lesson.run->ended()) {
        const LessonRun& run = *lesson.run;
        out["name"] = run.now().name;
        out["card"] = run.card;
        out["checks_met"] = checks_met(run);
        out["right"] = run.cards[run.card].right;
    }
    return out;
}

// The page of formulas: what it says, a value for every network, and the sketch of two paths.
Json theory_json(const TheoryUi& theory) {
    Json out{{"open", theory.open}, {"marked", theory.marked}, {"said", Json::object()}};
    if (theory.open) {
        for (const TheoryUi::Said& line : theory.said) {
            out["said"][line.symbol] = line.values;
        }
    }
    const SketchMeasures sketch = measures_of(theory.sketch);
    out["sketch"] = {{"action", sketch.action},
                     {"displacement", sketch.displacement},
                     {"w2_squared", sketch.w2_squared}};
    return out;
}

// The points drawn by hand, and while they are drawn, what the view shows of the plane and the last
// point that was drawn or moved.
Json drawing_json(const App& app) {
    const Drawing& drawing = app.temp().drawing;
    Json out{{"on", drawing.on}, {"class", drawing.label}, {"brush", drawing.brush}};
    const auto view = app.controls().rects().find("flow_b");
    if (drawing.on && view != app.controls().rects().end()) {
        const Viewport plane =
            app.temp().view.ease.current(view->second.width() / view->second.height());
        out["plane"] = {plane.lo().x, plane.lo().y, plane.hi().x, plane.hi().y};
        out["last"] = {drawing.last_point.x, drawing.last_point.y};
    }
    return out;
}

// What the dialog that stays says, or the status line in its order.
std::string message_of(const App& app) {
    const UiTemp& temp = app.temp();
    const SessionUi& session = temp.session;
    const std::string error = session.dialog == SessionUi::Dialog::None ? "" : session.error;
    const std::string saving = saving_line(temp.saving);
    const std::string said = said_now(temp).text;
    return !error.empty()    ? error
           : !saving.empty() ? saving
           : !said.empty()   ? said
                             : app.snapshot().message;
}

}  // namespace

std::string state_json(App& app, glm::ivec4 window) {
    const Snapshot& s = app.snapshot();
    const MemberSnapshot& b = s.members.back();
    Json out;
    out["run"] = s.run;
    out["seed"] = s.config->network.seed;
    out["step"] = s.step;
    out["epoch"] = s.epoch;
    out["running"] = s.status == Status::Running || s.status == Status::Starting;
    out["mode"] = name_of(b.config.objective.mode);
    out["lambda"] = b.lambda;
    out["nu"] = b.nu;
    out["ab"] = app.state().pair_layout == PairLayout::SideBySide && s.members.size() == 2;
    out["views"] = s.members.size() < 2 ? "b" : view_name(app.state().pair_layout);
    out["theme"] = app.state().dark ? "dark" : "light";
    out["scale"] = app.scale();
    out["type_size"] = app.state().type_size;
    out["moves_less"] = app.state().moves_less();
    out["preset"] = app.preset();
    out["depth"] = app.temp().depth.value;
    const Snapshot* past = app.temp().history.shown.get();
    const bool of_the_sweep = past && of_sweep(*past);
    out["history_step"] = past && !of_the_sweep ? past->step : s.step;
    out["device"] = s.device;
    out["engine"] = s.engine;
    out["speed"] = app.state().speed;
    out["steps_per_s"] = s.steps_per_s;
    out["fps"] = app.times().frames_per_second();
    out["frame_ms_p50"] = 1000 * app.times().percentile(0.5f);
    out["frame_ms_max"] = 1000 * app.times().percentile(1);
    out["frame_ms_p99"] = 1000 * app.times().percentile(0.99f);
    // Members come from the newest observation, at history_step, and only if it is of this run.
    // Step, epoch, mode, lambda and nu are those of the training.
    out["members"] = Json::array();
    if (const Observation* seen = app.observation();
        seen && seen->snapshot->run == (of_the_sweep ? past->run : s.run)) {
        for (std::size_t m = 0; m < seen->members.size(); ++m) {
            out["members"].push_back(member_json(*seen, m));
        }
    }
    out["laboratory"] = name_of(app.state().laboratory);
    out["explorer"] = name_of(app.state().stability.explorer);
    out["refine"] = app.state().weights.factor();
    if (s.stability_rows && !s.stability_rows->empty()) {
        out["stability"] = stability_json(s);
    }
    if (s.shallow) {
        out["shallow"] = shallow_json(s, app.temp().history);
    }
    out["view"] = kViewNames[static_cast<int>(app.state().view)];
    out["keys"] = Json::array();
    for (const Shortcut& shortcut : shortcuts()) {
        out["keys"].push_back({{"control", shortcut.control}, {"key", key_text(shortcut)}});
    }
    out["window"] = {window.x, window.y, window.z, window.w};
    out["controls"] = Json::object();
    for (const auto& [name, rect] : app.controls().rects()) {
        out["controls"][name] = {std::lround(rect.min.x), std::lround(rect.min.y),
                                 std::lround(rect.max.x), std::lround(rect.max.y)};
    }
    out["data"] = {{"kind", info_of(s.config->dataset.kind).name},
                   {"points", s.data->size()},
                   {"train", s.data->train},
                   {"classes", s.data->classes},
                   {"hash", data_hash(*s.data)}};
    out["drawing"] = drawing_json(app);
    out["sweep"] = sweep_json(app.temp());
    out["lesson"] = lesson_json(app.temp().lesson);
    out["theory"] = theory_json(app.temp().theory);
    out["lens"] = app.temp().lens.on ? app.temp().lens.times : 0;
    out["message"] = message_of(app);
    return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

// The path of a file that can be written, and holds an empty object now.
std::filesystem::path begun(std::filesystem::path path) {
    write_file(path, "{}\n");
    return path;
}

}  // namespace

StateWriter::StateWriter(std::filesystem::path path)
    : path_(begun(std::move(path))),
      job_(
          [this](const std::string& text) {
              std::string failure;
              try {
                  write_file(path_, text);
              } catch (const std::exception& error) {
                  failure = error.what();
              }
              failure_.set(std::make_shared<const std::string>(std::move(failure)));
          },
          {.name = "state file", .finishes = true}) {}

std::string StateWriter::complaint() {
    const std::shared_ptr<const std::string> failure = failure_.get();
    const std::string now = failure ? *failure : said_;
    return now == std::exchange(said_, now) ? std::string() : now;
}

}  // namespace la
