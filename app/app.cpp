#include "app/app.h"

#include <type_traits>

#include "app/experiment/recorded_snapshot.h"
#include "app/guides.h"
#include "app/keys/keyboard_focus.h"
#include "app/keys/keys_page.h"
#include "app/keys/shortcuts.h"
#include "app/lessons/lesson_shelf.h"
#include "app/motion/depth_playback.h"
#include "app/panels/panels.h"
#include "app/panels/preset_chooser.h"
#include "app/stage/caption_strip.h"
#include "app/theory/theory_page.h"
#include "app/ui/type_size.h"
#include "core/data/dataset_kinds.h"
#include "core/model_reader/model_reader.h"

namespace la {

namespace {

constexpr float kPresentationType = 2.2f;  // type and lengths of a presentation

}  // namespace

namespace {

// That the run asks for; none: whichever is open.
std::optional<LaboratoryKind> laboratory_of(const Snapshot& run) {
    return run.kind == RunKind::Shallow ? LaboratoryKind::MeanField : run.config->laboratory;
}

}  // namespace

App::App(Experiment& experiment, std::string preset, Sessions::Options sessions)
    : model_(experiment,
             sessions.unsaved.empty() ? sessions.unsaved : sessions.unsaved / kModelLog),
      experiment_(model_, temp_.history),
      snapshot_(experiment.snapshot()),
      sessions_(std::move(sessions)) {
    open_laboratory_of_run();
    undoable_.set_preset(std::move(preset));
    temp_.lesson.shelf = lesson_shelf();
}

void App::open_laboratory_of_run() {
    state_.laboratory = laboratory_of(*snapshot_).value_or(state_.laboratory);
    state_.stability.explorer = snapshot_->config->explorer.value_or(state_.stability.explorer);
    if (laboratory_of(*snapshot_) == LaboratoryKind::Stability) {
        state_.view = ViewKind::Input;  // the boundary of the whole network, and of its twin
    }
}

void App::begin_with(const WindowMemory& memory) {
    state_ = memory.ui;
    open_laboratory_of_run();
    temp_.depth.playing = !state_.moves_less();
    temp_.session.last_folder = memory.session_folder;
    temp_.invitation.accepted = memory.moved_lambda;
}

WindowMemory App::memory() const {
    return {.ui = state_,
            .window = std::nullopt,
            .session_folder = temp_.session.last_folder,
            .moved_lambda = temp_.invitation.accepted};
}

void App::restore(const SavedSession& session, const std::filesystem::path& path) {
    const AppState app = parse_app_state(session.app, {.ui = state_, .depth = 0, .preset = ""});
    state_ = app.ui;
    temp_.depth.value = app.depth;
    temp_.depth.playing = app.depth_playing;
    undoable_.set_preset(app.preset);
    set_session_file(path.string());
    undoable_.restore_edits(app.undo);
    sessions_.came_from(path, *snapshot_, undoable_);
}

void App::close(const std::shared_ptr<const TrainingState>& last) {
    sessions_.close(last, undoable_, state_, temp_, *model_.run());
}

void App::update(float seconds) {
    times_.add(seconds);
    temp_.saving.age += seconds;
    snapshot_ = experiment_.snapshot();
    execute_commands();
    if (opener_.update_model(seconds)) {
        observation_ = nullptr;
    }
    snapshot_ = experiment_.snapshot();
    const std::shared_ptr<const Snapshot> run = this->run();
    sessions_.update(undoable_, state_, temp_, *run, seconds);
    sweeps_.update(*run, state_, temp_);
    take_in_networks();
    const Snapshot& shown = temp_.history.shown ? *temp_.history.shown : *snapshot_;
    const auto layers = static_cast<float>(shown.members.back().config.network.layers);
    play_depth(temp_.depth, layers, state_.layers_per_second, seconds);
    keep_state_possible();
    const Widgets widgets(theme_, controls_);
    update_guides(frame_context(widgets), seconds,
                  [&] { return laboratories_.now().own_sweep(*snapshot_); });
    laboratories_.ask_for_measures(undoable_);
    laboratories_.choose_run(*snapshot_, undoable_);
    opener_.update_data(seconds);
    opener_.update_presets();
    flow_.update(observation_.get(), temp_, seconds);
    if (state_.moves_less()) {
        temp_.view.ease.snap();
        temp_.view.third_ease.snap();
    }
    if (!state_.views_only) {  // frames of a picture do not count
        budget_.update(seconds, snapshot_->data->size());
    }
    request(seconds);
}

std::shared_ptr<const Snapshot> App::run() const {
    return model_.shown() ? model_.run() : snapshot_;
}

void App::execute_commands() {
    for (AppCommand& command : std::exchange(temp_.commands, {})) {
        std::visit(
            [&](auto& what) {
                using T = std::decay_t<decltype(what)>;
                if constexpr (std::is_same_v<T, SessionCommand>) {
                    sessions_.execute(what, undoable_, state_, temp_, *run());
                } else if constexpr (std::is_same_v<T, StartSweep>) {
                    sweeps_.start(*run(), state_);
                } else if constexpr (std::is_same_v<T, StopSweep>) {
                    sweeps_.stop();
                } else if constexpr (std::is_same_v<T, PickRun>) {
                    sweeps_.pick(what, *run());
                } else if constexpr (std::is_same_v<T, WindowCommand>) {
                    for_window_.push_back(std::move(what));
                } else {
                    opener_.execute(what);
                }
            },
            command);
    }
}

// Takes in what the views show. An observation of an older run (before a reset or another preset)
// is dropped.
void App::take_in_networks() {
    std::shared_ptr<const Snapshot>& past = temp_.history.shown;
    if (past && (of_sweep(*past) ? past->members.size() != snapshot_->members.size()
                                 : past->run != snapshot_->run)) {
        past = nullptr;
    }
    std::shared_ptr<const ShallowSnapshot>& shallow = temp_.history.shallow;
    if (shallow && (!snapshot_->shallow || snapshot_->shallow->run != shallow->run)) {
        shallow = nullptr;
    }
    const Snapshot& shown = past ? *past : *snapshot_;
    const auto newest = experiment_.observation();
    if (newest && newest->snapshot->members.size() == snapshot_->members.size() &&
        newest->snapshot->run == shown.run) {
        observation_ = newest;
    } else if (observation_ &&
               observation_->snapshot->members.size() != snapshot_->members.size()) {
        observation_ = nullptr;
    }
}

// Undoes choices that the present networks and data do not allow.
void App::keep_state_possible() {
    if (snapshot_->status == Status::Frozen && state_.view == ViewKind::Sweep) {
        state_.view = ViewKind::Plane;  // a model has no sweep
    }
    // A recording has its fields in the plane of the principal components alone.
    state_.principal = state_.principal || recorded_in(*snapshot_) != nullptr;
    const bool fresh = state_.particles == ParticleSource::Fresh10k ||
                       state_.particles == ParticleSource::Fresh100k;
    if (fresh && !has_generator(snapshot_->config->dataset)) {
        state_.particles = ParticleSource::Data;  // such data cannot be sampled again
    }
    temp_.drawing.on = temp_.drawing.on && state_.view == ViewKind::Plane && !temp_.history.shown &&
                       !temp_.theory.open && laboratories_.now().run() == RunKind::Residual;
    if (temp_.drawing.on) {
        temp_.depth = {.value = 0, .playing = false, .rest = 0};
    }
}

void App::use_lessons(const std::filesystem::path& folder) {
    temp_.lesson.shelf = lesson_shelf(folder);
    if (!temp_.lesson.shelf->failures.empty()) {
        report_error(temp_.lesson.shelf->failures.front());
    }
}

void App::request(float seconds) {
    const std::shared_ptr<const Snapshot>& shown =
        temp_.history.shown ? temp_.history.shown : snapshot_;
    ObserverRequest request{.snapshot = shown};
    const Rect& view = layout_.flow[1];
    if (view.height() > 0) {
        request.views.fields = flow_.fields(*shown, state_, temp_, view.size());
    }
    laboratories_.now().add_measures(state_, request);
    request.views.principal = state_.principal;
    request.views.third = state_.three && shown->members.back().config.network.dimension > 2;
    request.views.probes =
        flow_.probes(*shown, state_, temp_, {view.width(), view.height()}, theme_.scale);
    auto due = observing_.next(std::move(request),
                               {.newest = observation_.get(),
                                .running = snapshot_->status == Status::Running,
                                .past = temp_.history.shown != nullptr,
                                .cells = state_.view == ViewKind::Layers && !state_.views_only},
                               seconds);
    if (due) {
        experiment_.request(std::move(*due));
    }
}

bool App::settled() const {
    return laboratories_.now().run() == RunKind::Residual ? observing_.settled()
                                                          : snapshot_->shallow != nullptr;
}

bool App::prepare(ImVec2 window, float content_scale) {
    if (state_.views_only) {
        return prepare_at(window, ui_scale(window, content_scale));
    }
    const float usual =
        ui_scale(window, content_scale) * (state_.presentation ? kPresentationType : 1);
    const TypeScale type =
        type_scale(usual, state_.type_size, largest_scale(window, state_.presentation));
    temp_.largest_type = type.largest;
    return prepare_at(window, type.scale);
}

bool App::prepare_at(ImVec2 window, float scale) {
    laboratories_.open(state_.laboratory);
    const bool presentation = state_.presentation && !state_.views_only;
    const bool pair = laboratories_.now().side_by_side(*snapshot_, state_);
    const Palette* palette = state_.dark ? &dark_palette() : &light_palette();
    const bool new_fonts = scale != theme_.scale || theme_.fonts.text == nullptr;
    if (new_fonts) {
        theme_.fonts = state_.views_only ? load_view_fonts(scale) : load_fonts(scale);
    }
    if (new_fonts || palette != theme_.palette) {
        theme_.palette = palette;
        theme_.scale = scale;
        apply_theme(theme_);
    }
    layout_ =
        state_.views_only ? make_views_layout(window, scale, pair)
        : presentation    ? make_presentation_layout(window, scale, pair,
                                                     laboratories_.now().presentation_place())
        : snapshot_->status == Status::Frozen
            ? make_model_layout(window, scale, pair, temp_.side, can_look_back(*snapshot_) ? 2 : 1)
            : make_layout(window, scale, pair, laboratories_.now().plots_layout(snapshot_->has_a()),
                          beside_the_views(temp_));
    if (!state_.views_only && !presentation && laboratories_.now().run() == RunKind::Residual) {
        make_room_for_tabs(layout_, scale);
    }
    if (temp_.drawing.on && !state_.views_only) {
        make_room_for_drawing(layout_, scale);
    }
    if (!state_.views_only) {
        const Widgets widgets(theme_, controls_);
        make_room_for_guides(frame_context(widgets), layout_);
    }
    return new_fonts;
}

FrameContext App::frame_context(const Widgets& widgets) {
    return {widgets, *snapshot_, observation_.get(), state_, temp_, undoable_};
}

void App::build_gui() {
    controls_.begin_frame();
    temp_.plots.begin_frame();
    ImGui::PushFont(theme_.fonts.text);
    const Widgets widgets(theme_, controls_);
    const FrameContext context = frame_context(widgets);
    undoable_.begin_frame(*snapshot_);
    watch_pointer(context);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        undoable_.begin_gesture();
    }
    press_keys(context);
    if (temp_.theory.open && !state_.views_only) {
        theory_page(context, {layout_.flow[0].min, layout_.flow[1].max},
                    laboratories_.now().theory(context));
    } else {
        laboratories_.now().show_views(context, flow_, layout_);
    }
    build_panels(context);
    build_overlays(context);
    ImGui::PopFont();
}

void App::press_keys(const FrameContext& context) {
    for (const KeyPress& key : std::exchange(keys_, {})) {
        if (!press_while_busy(context, key) && !press_on_controls(context, key) &&
            !(temp_.drawing.on && press_while_drawing(context, key)) &&
            !press_in_guides(context, key)) {
            press_key(context, key, [&] { return laboratories_.now().press(context, key); });
        }
    }
}

void App::build_panels(const FrameContext& context) {
    if (state_.views_only) {
        laboratories_.now().caption(context, layout_.status);
    } else if (state_.presentation) {
        laboratories_.now().presentation_measures(context, layout_.measures);
        const StripContent strip = laboratories_.now().presentation_strip(context);
        presentation_strip(context, layout_.status, strip);
        caption_strip(context, layout_.caption, strip.sentence);
    } else {
        toolbar_panel(context, layout_.toolbar);
        side_switch(context, layout_);
        if (layout_.controls.width() > 0) {
            controls_panel(context, layout_.controls,
                           [&] { laboratories_.now().sections(context); });
        }
        view_tabs(context, layout_.tabs);
        laboratories_.now().scrubbers(context, layout_.depth);
        // A key that has just left a presentation finds the layout of the presentation.
        if (!context.frozen() && !layout_.plots.empty()) {
            laboratories_.now().plots(context, layout_.plots);
        }
        if (layout_.measures.width() > 0) {
            laboratories_.now().measures(context, layout_.measures);
        }
        guide_panels(context, layout_);
        status_panel(context, layout_.status, times_, laboratories_.now().run_texts(context));
    }
    if (temp_.drawing.on && layout_.drawing.height() > 0) {
        drawing_panel(context, layout_.drawing);
    }
}

void App::build_overlays(const FrameContext& context) {
    const Rect views{layout_.flow[0].min, layout_.flow[1].max};
    if (!state_.views_only && laboratories_.now().run() == RunKind::Residual) {
        divergence_card(context, views);
    }
    if (temp_.session.dialog != SessionUi::Dialog::None) {
        session_dialog(context.ui, temp_.session, temp_.commands);
    }
    if (temp_.user_presets.asking) {
        preset_dialog(context);
    }
    if (temp_.help) {
        keys_page(context);
    } else if (!state_.views_only) {
        guide_overlays(context, layout_);
    }
    if (!state_.views_only) {
        focus_ring(context);
    }
}

std::vector<PlacedView> App::views() const {
    std::vector<PlacedView> out;
    if (!laboratories_.now().draws_views(state_) || (temp_.theory.open && !state_.views_only)) {
        return out;
    }
    if (two_views(*snapshot_, state_)) {
        out.push_back({0, layout_.flow[0]});
    }
    out.push_back({static_cast<int>(snapshot_->members.size()) - 1, layout_.flow[1]});
    return out;
}

void App::render() {
    temp_.view.frame_in_rotation = 0;
    render_all();
}

void App::render_round_robin() {
    ++temp_.view.frame_in_rotation;
    render_all();
}

void App::draw_underlay_ahead() {
    if (!underlays_.due(ImGui::GetIO().DeltaTime)) {
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
    backdrop_.update(temp_.plots);
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
    backdrop_.draw(target, clip, first, {layout_, views(), flow_, temp_, *theme_.palette});
}

void App::hold(float depth) {
    temp_.depth.playing = false;
    temp_.depth.value = depth;
    temp_.view.ease.fit();
    temp_.view.ease.snap();
    temp_.view.third_ease.fit();
    temp_.view.third_ease.snap();
}

void App::set_saving(SaveState state) {
    temp_.saving.state = std::move(state);
    temp_.saving.age = 0;
}

glm::vec2 App::views_picture() const {
    const ImVec2 view = layout_.flow[1].size();
    return views_picture_size({view.x, view.y}, theme_.scale,
                              laboratories_.now().side_by_side(*snapshot_, state_));
}

void App::copy_view_from(const App& other) {
    state_ = other.state_;
    state_.views_only = true;
    state_.presentation = false;
    temp_.depth.value = other.temp_.depth.value;
    temp_.view.ease = other.temp_.view.ease;
    temp_.view.third_ease = other.temp_.view.third_ease;
    undoable_.set_preset(other.preset());
    temp_.sweep.state = other.temp_.sweep.state;
    flow_.copy_view_from(other.flow_);
}

}  // namespace la
