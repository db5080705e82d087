#include "app/app.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include "app/motion/depth_playback.h"
#include "app/panels/preset_chooser.h"
#include "app/panels/shortcuts.h"
#include "core/data/dataset_kinds.h"
#include "render/gl/screen.h"

namespace la {

namespace {

constexpr int kTransportPoints = 128;                    // W2^2 of 128 points takes about 2 ms
constexpr float kGaugesEvery = 0.4f;                     // seconds
constexpr float kNoticeSeconds = 12;                     // a notice stays on screen
constexpr float kPresentationType = 1.5f;                // type and lengths of a presentation
constexpr float kPresentationValue = 42;                 // size of lambda there
constexpr int kTrailsMost = 12000, kTrailsLeast = 2000;  // segments per view
constexpr int kTrailsBack = 10;  // segments more after each short frame: few frames are long then
constexpr int kMany = 10000,
              kTrailsLeastOfMany = 5000;  // points; a few ways say nothing of so many
constexpr int kParticlesMost = 100000, kParticlesLeast = 5000;  // per view

}  // namespace

App::App(Experiment& experiment, std::string preset, Sessions::Options sessions)
    : model_(std::make_unique<ModelExperiment>(experiment)),
      experiment_(*model_, temp_),
      snapshot_(experiment.snapshot()),
      sessions_(std::make_unique<Sessions>(std::move(sessions))) {
    temp_.preset = std::move(preset);
    temp_.trail_budget = kTrailsMost;
    temp_.particle_budget = kParticlesMost;
}

void App::begin_with(const WindowMemory& settings) {
    state_ = settings.ui;
    temp_.session.last_folder = settings.session_folder;
}

WindowMemory App::settings() const {
    return {.ui = state_, .window = std::nullopt, .session_folder = temp_.session.last_folder};
}

void App::use_presets(const std::filesystem::path& folder) {
    preset_files_ = std::make_unique<UserPresetFiles>(folder);
}

void App::restore(const SavedSession& session, const std::filesystem::path& path) {
    const AppState app = parse_app_state(session.app, {.ui = state_, .depth = 0, .preset = ""});
    state_ = app.ui;
    temp_.depth.value = app.depth;
    temp_.depth.playing = app.depth_playing;
    temp_.preset = app.preset;
    set_session_file(path.string());
    undoable_.take_edits(app.undo);
    sessions_->came_from(*snapshot_, undoable_);
}

void App::close(const std::shared_ptr<const TrainingState>& last) {
    sessions_->close(last, undoable_, state_, temp_, *model_->run());
}

void App::drop(const std::string& path) {
    const std::string kind = std::filesystem::path(path).extension().string();
    if (kind == ".csv" || kind == ".tsv" || kind == ".txt") {
        open_data(path);
    } else if (kind == ".pt" || kind == ".pth") {
        temp_.model_to_open = path;
    } else {
        wish(OpenSessionFrom{path});
    }
}

void App::update(float seconds) {
    times_.add(seconds);
    temp_.saving_age += seconds;
    take_model();
    snapshot_ = experiment_.snapshot();
    const std::shared_ptr<const Snapshot> run = model_->shown() ? model_->run() : snapshot_;
    sessions_->update(undoable_, state_, temp_, *run, seconds);
    sweeps_.update(*run, state_, temp_);
    if (temp_.past &&
        (of_sweep(*temp_.past) ? temp_.past->members.size() != snapshot_->members.size()
                               : temp_.past->run != snapshot_->run)) {
        temp_.past = nullptr;
    }
    if (snapshot_->status == Status::Frozen && state_.view == ViewKind::Sweep) {
        state_.view = ViewKind::Plane;  // it trains networks of its own
    }
    const Snapshot& shown = temp_.past ? *temp_.past : *snapshot_;
    const auto seen = experiment_.observation();
    // An observation of an older run (before a reset or another preset) is no longer shown.
    if (seen && seen->snapshot->members.size() == snapshot_->members.size() &&
        seen->snapshot->run == shown.run) {
        observation_ = seen;
    } else if (observation_ &&
               observation_->snapshot->members.size() != snapshot_->members.size()) {
        observation_ = nullptr;
    }
    const auto layers = static_cast<float>(shown.members.back().config.network.layers);
    play_depth(temp_.depth, layers, state_.layers_per_second, seconds);
    const bool fresh = state_.particles == ParticleSource::Fresh10k ||
                       state_.particles == ParticleSource::Fresh100k;
    if (fresh && !has_generator(snapshot_->config->dataset)) {
        state_.particles = ParticleSource::Data;  // there are no others like them
    }
    temp_.drawing.on = temp_.drawing.on && state_.view == ViewKind::Plane && !temp_.past;
    if (temp_.drawing.on) {
        temp_.depth = {.value = 0, .playing = false, .rest = 0};
    }
    play_cues(seconds);
    take_data(seconds);
    take_presets();
    flow_.update(observation_.get(), temp_, seconds);
    // Trails and particles give way when frames get long, and come back slowly.
    if (state_.views_only) {
        // A picture may take as long as it takes.
    } else if (seconds > kLongFrame) {
        const bool many = snapshot_->data->size() >= kMany;
        temp_.trail_budget =
            std::max(many ? kTrailsLeastOfMany : kTrailsLeast, temp_.trail_budget * 95 / 100);
        temp_.particle_budget = std::max(kParticlesLeast, temp_.particle_budget * 9 / 10);
    } else {
        temp_.trail_budget = std::min(kTrailsMost, temp_.trail_budget + kTrailsBack);
        temp_.particle_budget =
            std::min(kParticlesMost, temp_.particle_budget + temp_.particle_budget / 100);
    }
    request(seconds);
}

// A model that somebody wants to look at stands in the place of the run until somebody has seen
// enough; what cannot be shown is said, and the run stays.
void App::take_model() {
    if (!temp_.model_to_open.empty()) {
        model_->open(std::exchange(temp_.model_to_open, {}));
    }
    if (std::exchange(temp_.leave_model, false)) {
        model_->leave();
    }
    if (std::string why = model_->update(); !why.empty()) {
        notify(temp_.session, std::move(why), true);
    }
    if (model_->shown() != temp_.model_shown) {
        temp_.model_shown = model_->shown();
        temp_.session.notice.clear();  // of a model before, perhaps
        temp_.past = nullptr;
        temp_.drawing.on = false;
        temp_.cues.stop();
        observation_ = nullptr;
    }
}

void App::open_data(const std::string& file) {
    model_->leave();  // points are for the run
    Config config = *model_->run()->config;
    config.dataset = with_kind(config.dataset, DatasetKind::Csv);
    std::error_code error;
    const auto whole = std::filesystem::absolute(file, error);
    config.dataset.file = error ? file : whole.string();
    config.dataset.columns.clear();
    temp_.config_to_load = config;
    temp_.preset_to_load.clear();
}

// Files that somebody wants are read by the loader; what it has read starts a new run.
void App::take_data(float seconds) {
    temp_.notice_left = std::max(0.0f, temp_.notice_left - seconds);
    if (!temp_.data_to_open.empty()) {
        open_data(std::exchange(temp_.data_to_open, {}));
    }
    if (temp_.config_to_load) {
        if (!loader_) {
            loader_ = std::make_unique<DataLoader>();
        }
        loader_->open(*std::exchange(temp_.config_to_load, {}));
    }
    if (const auto loaded = loader_ ? loader_->take() : nullptr) {
        if (loaded->data) {
            temp_.preset = std::exchange(temp_.preset_to_load, {});
            undoable_.send(Change{Load{loaded->config, loaded->data}});
        } else {
            temp_.notice = loaded->error;
            temp_.notice_left = kNoticeSeconds;
        }
    }
}

// What was wished for about presets of one's own, and what has become of it.
void App::take_presets() {
    UserPresetsUi& ui = temp_.user_presets;
    if (!preset_files_) {
        return;
    }
    for (const PresetWish& wish : std::exchange(ui.wishes, {})) {
        if (const auto* save = std::get_if<SaveUserPreset>(&wish)) {
            preset_files_->save({save->name, save->name, "", *snapshot_->config});
        } else {
            preset_files_->remove(std::get<RemoveUserPreset>(wish).name);
        }
    }
    for (UserPresetFiles::Answer& answer : preset_files_->answers()) {
        if (!answer.own.failures.empty() && answer.own.failures != ui.own.failures) {
            const std::size_t more = answer.own.failures.size() - 1;
            report_error(answer.own.failures.front() +
                         (more > 0 ? "; and " + std::to_string(more) + " more" : ""));
        }
        ui.own = std::move(answer.own);
        if (!answer.failure.empty()) {
            report_error(std::move(answer.failure));
        } else if (!answer.saved.empty()) {
            temp_.preset = answer.saved;
            notify(temp_.session, "saved preset " + answer.saved, false);
        } else if (!answer.removed.empty()) {
            temp_.preset = temp_.preset == answer.removed ? "" : temp_.preset;
            notify(temp_.session, "removed preset " + answer.removed, false);
        }
    }
}

void App::play_cues(float seconds) {
    if (!temp_.cues.playing()) {
        return;
    }
    const CueMoves moves = temp_.cues.advance(seconds);
    if (moves.speed) {
        state_.speed = nearest_speed(*moves.speed);
        undoable_.pass(SetSpeed{kSpeeds[state_.speed].steps_per_s});
    }
    if (moves.lambda) {
        const int b = static_cast<int>(snapshot_->members.size()) - 1;
        undoable_.pass(Change{SetLambda{b, *moves.lambda}});
    }
    // After lambda: the new run takes no step with the old one, so that A and B can be alike.
    if (moves.reset) {
        undoable_.pass(Change{Reset{}});
    }
    if (moves.depth) {
        temp_.depth.value = static_cast<float>(*moves.depth);
        temp_.depth.playing = false;
    }
    if (!temp_.cues.playing()) {
        temp_.depth.playing = true;
    }
}

void App::request(float seconds) {
    const std::shared_ptr<const Snapshot>& shown = temp_.past ? temp_.past : snapshot_;
    ObserverRequest request{.snapshot = shown};
    const Rect& view = layout_.flow[1];
    if (view.height() > 0) {
        request.views.fields = flow_.fields(*shown, state_, temp_, view.size());
    }
    // Cells are drawn a few times a second: what training changes is not asked for more often.
    since_request_ += seconds;
    since_gauges_ += seconds;
    if (state_.view == ViewKind::Layers && !state_.views_only && observation_ &&
        observation_->asked.fields == request.views.fields &&
        snapshot_->status == Status::Running && since_request_ < LayerCells::kRedrawEvery) {
        return;
    }
    // Exact transport is the dearest measure: a few times a second is enough for a gauge.
    if (since_gauges_ > kGaugesEvery || !observation_ ||
        observation_->snapshot->run != shown->run || snapshot_->status != Status::Running ||
        temp_.past) {
        request.transport_points = kTransportPoints;
        since_gauges_ = temp_.past ? kGaugesEvery : 0;  // back at now, anew at once
    }
    add_measures(request);
    request.views.third = state_.three && shown->members.back().config.network.dimension > 2;
    request.views.probes =
        flow_.probes(*shown, state_, temp_, {view.width(), view.height()}, theme_.scale);
    // Nothing new to compute: the observer sleeps.
    if (observation_ && observation_->snapshot == shown && observation_->asked == request.views) {
        settled_ = true;
        return;
    }
    settled_ = false;
    since_request_ = 0;
    experiment_.request(std::move(request));
}

// Measures that only some views show are computed while they do.
void App::add_measures(ObserverRequest& request) const {
    const bool panels = !state_.presentation && !state_.views_only;
    const auto open = [&](LayerMeasure measure) { return panels && state_.measure == measure; };
    request.views.layer_transport = open(LayerMeasure::Energy);
    request.views.alignment = open(LayerMeasure::Cosine);
    request.views.folds = open(LayerMeasure::Folds) || state_.marks_folds();
    request.views.stretch = open(LayerMeasure::Stretch);
    request.views.principal = state_.principal;
}

bool App::prepare(ImVec2 window, float content_scale) {
    const bool presentation = state_.presentation && !state_.views_only;
    return prepare_at(window,
                      ui_scale(window, content_scale) * (presentation ? kPresentationType : 1));
}

bool App::prepare_at(ImVec2 window, float scale) {
    const bool presentation = state_.presentation && !state_.views_only;
    const Palette* palette = state_.dark ? &dark_palette() : &light_palette();
    const bool new_fonts = scale != theme_.scale || theme_.fonts.text == nullptr;
    if (new_fonts) {
        theme_.fonts = state_.views_only
                           ? load_view_fonts(scale)
                           : load_fonts(scale, presentation ? kPresentationValue : Fonts::kValue);
    }
    if (new_fonts || palette != theme_.palette) {
        theme_.palette = palette;
        theme_.scale = scale;
        apply_theme(theme_);
    }
    layout_ = state_.views_only ? make_views_layout(window, scale, two_views())
              : presentation    ? make_presentation_layout(window, scale, two_views())
              : snapshot_->status == Status::Frozen ? make_model_layout(window, scale, two_views())
                                                    : make_layout(window, scale, two_views());
    if (temp_.drawing.on && !state_.views_only) {
        make_room_for_drawing(layout_, scale);
    }
    return new_fonts;
}

FrameContext App::frame_context(const Widgets& widgets) {
    return {widgets, *snapshot_, observation_.get(), state_, temp_, undoable_};
}

void App::build_gui() {
    controls_.begin_frame();
    temp_.plot_grounds.clear();
    temp_.energy_cells.reset();
    ImGui::PushFont(theme_.fonts.text);
    const Widgets widgets(theme_, controls_);
    const FrameContext context = frame_context(widgets);
    undoable_.begin_frame(*snapshot_);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        undoable_.begin_gesture();
    }
    for (const KeyPress& key : std::exchange(keys_, {})) {
        if (!(temp_.drawing.on && press_while_drawing(context, key))) {
            press_key(context, key);
        }
    }
    const int last = static_cast<int>(snapshot_->members.size()) - 1;
    if (two_views()) {
        flow_.show(context, 0, layout_.flow[0]);
    }
    if (state_.view == ViewKind::Sweep) {
        sweep_view(context, layout_.flow[1]);
    } else {
        flow_.show(context, last, layout_.flow[1]);
    }
    if (state_.views_only) {
        caption_panel(context, layout_.status);
    } else if (state_.presentation) {
        presentation_measures(context, layout_.measures);
        presentation_strip(context, layout_.status);
    } else {
        toolbar_panel(context, layout_.toolbar);
        controls_panel(context, layout_.controls);
        depth_panel(context, layout_.depth);
        if (!context.frozen()) {
            curves_panel(context, layout_.curves);
        }
        measures_panel(context, layout_.measures);
        status_panel(context, layout_.status, times_);
    }
    if (temp_.drawing.on && layout_.drawing.height() > 0) {
        drawing_panel(context, layout_.drawing);
    }
    if (temp_.cues.playing() && undoable_.sent() != temp_.cues_sent) {
        temp_.cues.stop();  // somebody has taken over
    }
    cue_caption(context, {layout_.flow[0].min, layout_.flow[1].max});
    if (!state_.views_only) {
        divergence_card(context, {layout_.flow[0].min, layout_.flow[1].max});
    }
    if (temp_.session.dialog != SessionUi::Dialog::None) {
        session_dialog(context);
    }
    if (temp_.user_presets.asking) {
        preset_dialog(context);
    }
    if (temp_.help) {
        help_panel(context);
    }
    ImGui::PopFont();
}

std::vector<std::pair<int, Rect>> App::views() const {
    std::vector<std::pair<int, Rect>> out;
    if (state_.view == ViewKind::Sweep) {
        return out;  // a panel stands in their place
    }
    if (two_views()) {
        out.emplace_back(0, layout_.flow[0]);
    }
    out.emplace_back(static_cast<int>(snapshot_->members.size()) - 1, layout_.flow[1]);
    return out;
}

namespace {

// Those rows of the rectangle that lie in `rows` of the window, counted from its top; maybe none.
PixelRows rows_within(const Rect& rect, PixelRows rows) {
    const int top = static_cast<int>(rect.min.y);
    const int first = std::max(rows.first, top);
    const int end = std::min(rows.first + rows.count, top + static_cast<int>(rect.height()));
    return {first - top, std::max(end - first, 0)};
}

}  // namespace

void App::render() {
    temp_.turn = 0;
    render_all();
}

void App::render_round_robin() {
    ++temp_.turn;
    render_all();
}

// After a long frame it waits for the next one, but never two frames.
void App::draw_underlay_ahead() {
    underlay_waits_ = !underlay_waits_ && ImGui::GetIO().DeltaTime > kLongFrame;
    if (underlay_waits_) {
        return;
    }
    underlay_of_ = 1 - underlay_of_;
    const Widgets widgets(theme_, controls_);
    const FrameContext context = frame_context(widgets);
    for (const auto& [member, rect] : views()) {
        if (member == underlay_of_) {
            flow_.draw_underlay_ahead(context, member);
        }
    }
}

void App::render_all() {
    render({0, static_cast<int>(layout_.status.max.y)});
    plots_.update(temp_);
}

void App::render(PixelRows rows) {
    const Widgets widgets(theme_, controls_);
    const FrameContext context = frame_context(widgets);
    for (const auto& [member, rect] : views()) {
        if (const PixelRows within = rows_within(rect, rows); within.count > 0) {
            flow_.render(context, member, rect.size(), within);
        }
    }
}

void App::draw_backdrop(glm::ivec2 target, const PixelRect& clip, int first) {
    const Palette& palette = *theme_.palette;
    std::vector<PixelRect> bare{clip};
    const auto place = [first](const Rect& rect) {
        PixelRect out = rect.pixels();
        out.min.y -= first;
        out.max.y -= first;
        return out;
    };
    const auto fill = [&](const Rect& rect) {
        fill_rect(target, intersection(place(rect), clip), palette.panel);
        bare = without(bare, place(rect));
    };
    // Copies first: they wait for what has been begun.
    for (const auto& [member, rect] : views()) {
        const PixelRows within = rows_within(rect, {first, target.y});
        if (within.count > 0 && !intersection(place(rect), clip).empty()) {
            const glm::ivec2 at = place(rect).min;
            copy_canvas(target, flow_.canvas(member), {at.x, at.y + within.first});
            bare = without(bare, place(rect));
        }
    }
    for (const Rect& rect : {layout_.toolbar, layout_.controls, layout_.depth, layout_.measures,
                             layout_.status, layout_.drawing}) {
        fill(rect);
    }
    for (const Rect& rect : layout_.curves) {
        fill(rect);
    }
    if (state_.view == ViewKind::Sweep) {
        fill(layout_.flow[1]);
    }
    for (const PixelRect& gap : bare) {
        fill_rect(target, gap, palette.background);
    }
    plots_.draw(target, clip, first, temp_, palette);
}

void App::hold(float depth) {
    temp_.depth.playing = false;
    temp_.depth.value = depth;
    temp_.ease.snap();
    temp_.third.snap();
}

void App::set_saving(SaveState state) {
    temp_.saving = std::move(state);
    temp_.saving_age = 0;
}

glm::vec2 App::views_picture() const {
    const ImVec2 view = layout_.flow[1].size();
    return views_picture_size({view.x, view.y}, theme_.scale, two_views());
}

void App::let_flow() {
    temp_.depth = {};
}

void App::copy_view_from(const App& other) {
    state_ = other.state_;
    state_.views_only = true;
    state_.presentation = false;
    temp_.depth.value = other.temp_.depth.value;
    temp_.ease = other.temp_.ease;
    temp_.third = other.temp_.third;
    temp_.preset = other.temp_.preset;
    temp_.sweep.state = other.temp_.sweep.state;
    flow_.copy_view_from(other.flow_);
}

}  // namespace la
