#include "app/window/frame_loop.h"

#include "app/experiment/model_snapshot.h"
#include "app/state/speeds.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>

#include "app/settings/desktop_motion.h"
#include "app/window/interrupt.h"
#include "core/base/user_folders.h"
#include "core/io/run_folder.h"
#include "render/gl/display_loss.h"
#include "render/gl/screen.h"

namespace la {

using namespace std::chrono_literals;

namespace {

constexpr auto kFrame = std::chrono::microseconds(16400);  // without vsync, or where it is faster
constexpr double kMinSaving = 0.004;  // seconds of a frame, to draw what is being saved
constexpr auto kStateEvery = 250ms;
constexpr auto kSettingsEvery = 500ms;
constexpr auto kPatience = 300ms;  // for a step under way when the window closes

double seconds(std::chrono::steady_clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

int first_speed(const GuiOptions& options, const std::optional<SavedSession>& session) {
    return options.stop_at >= 0 ? static_cast<int>(kSpeeds.size()) - 1
           : session            ? parse_app_state(session->app, {}).ui.speed
                                : UiState{}.speed;
}

std::unique_ptr<LiveExperiment> make_training(const GuiOptions& options,
                                              const std::optional<SavedSession>& session,
                                              const EngineFactory& factory) {
    const bool stops = options.stop_at >= 0;
    Trainer::Options trainer{.engine = options.run.engine,
                             .factory = factory,
                             .steps_per_s = kSpeeds[first_speed(options, session)].steps_per_s,
                             .stop_at = options.stop_at,
                             .rows_every = stops ? rows_every(options.stop_at) : 0};
    if (!session) {
        return std::make_unique<LiveExperiment>(options.run.config(), std::move(trainer));
    }
    trainer.engine = engine_for(session->training.engine, options.run.engine);
    trainer.running = stops || parse_app_state(session->app, {}).running;
    return std::make_unique<LiveExperiment>(session->training, std::move(trainer));
}

std::unique_ptr<FrozenExperiment> make_model(const WindowContent& content,
                                             const ReadingScreen& meanwhile) {
    return content.model.valid()
               ? std::make_unique<FrozenExperiment>(await_model(content.model, meanwhile),
                                                    std::make_unique<Observer>())
               : nullptr;
}

// Another program that drives this one (--state, --stop-at) must not depend on unsaved work that
// was left behind.
Sessions::Options sessions_options(const GuiOptions& options, const WindowContent& content) {
    if (content.model.valid()) {
        return {};
    }
    const bool driven = !options.state_file.empty() || options.stop_at >= 0;
    const bool none = options.autosave == 0 || (options.autosave < 0 && driven);
    Sessions::Options out{.unsaved = none ? std::filesystem::path() : state_folder()};
    if (options.autosave > 0) {
        out.every = static_cast<float>(options.autosave);
    }
    return out;
}

}  // namespace

FrameLoop::FrameLoop(const GuiOptions& options, const WindowContent& content,
                     const EngineFactory& factory)
    // A --stop-at run ignores saved settings: it must not depend on the user.
    : settings_file_(options.stop_at >= 0 ? std::filesystem::path() : config_folder()),
      remembered_(settings_file_.read()),
      remembers_place_(options.size == glm::ivec2(0) && options.scale == 0),
      scale_(options.scale),
      stop_at_(options.stop_at),
      out_(content.out),
      window_({.title = "Least Action",
               .size = options.window_size(),
               .scale = options.scale,
               .place = remembers_place_ ? remembered_.settings.window : std::nullopt}),
      gui_(&window_),
      training_(content.model.valid() ? nullptr : make_training(options, content.session, factory)),
      model_(make_model(content,
                        {.window = window_,
                         .gui = gui_,
                         .palette = remembered_.settings.ui.dark ? dark_palette() : light_palette(),
                         .scale = scale_,
                         .name = options.model.filename().string()})),
      app_(experiment(), model_ ? "" : options.run.unchanged_preset(),
           sessions_options(options, content)),
      cached_(software_renderer()) {
    WindowMemory memory = remembered_.settings;
    // Another program that drives this one is not invited to drag anything.
    memory.moved_lambda = memory.moved_lambda || !options.state_file.empty() || stop_at_ >= 0;
    memory.ui.still_desktop = stop_at_ < 0 && desktop_moves_less(config_folder().parent_path());
    if (options.run.names_data()) {
        reset_views(memory.ui);  // what is asked for is not seen as the last work was
    }
    app_.begin_with(memory);
    if (training_ && stop_at_ < 0) {
        app_.use_presets(user_presets_folder());
        app_.use_lessons(user_lessons_folder());
    }
    if (!remembered_.complaint.empty()) {
        app_.report_error(remembered_.complaint);
    }
    if (content.session) {
        app_.restore(*content.session, options.session);
    }
    app_.show_handed_in(content.answers);
    app_.state().speed = first_speed(options, content.session);
    first_settings_ = app_.memory();
    app_.sweep_with(factory);
    if (!options.state_file.empty()) {
        state_ = std::make_unique<StateWriter>(options.state_file);
    }
    say_what_is_not_kept(options);
    on_display_loss([this] { lose_display(); });
    last_frame_ = settings_kept_ = Clock::now();
}

FrameLoop::~FrameLoop() {
    on_display_loss(nullptr);
}

// Once, where the window and the terminal show it.
void FrameLoop::say_what_is_not_kept(const GuiOptions& options) {
    if (model_ || options.autosave == 0 || stop_at_ >= 0) {
        return;
    }
    const bool work = state_folder().empty(), settings = config_folder().empty();
    if (work || settings) {
        const std::string what = work && settings ? "work and settings"
                                 : work           ? "work"
                                                  : "settings";
        const std::string line = "unsaved " + what + " are not kept: HOME is not set";
        std::fprintf(stderr, "leastaction: %s\n", line.c_str());
        app_.report_error(line);
    }
}

bool FrameLoop::tick() {
    if (ended()) {
        return false;
    }
    const Clock::time_point begin = Clock::now();
    window_.poll();
    if (window_.size().x <= 0 || window_.size().y <= 0) {  // minimised
        window_.wait(0.05);
        return true;
    }
    frame(begin, static_cast<float>(seconds(begin - last_frame_)));
    last_frame_ = begin;
    if (training_ && !std::exchange(started_, true)) {
        training_->start();  // the first frame does not wait for LibTorch
    }
    if (stop_at_ >= 0 && arrived(*training_->snapshot())) {
        out_->write(*training_->snapshot());
        return false;
    }
    while (Clock::now() - begin < kFrame && !ended()) {
        window_.wait(seconds(kFrame - (Clock::now() - begin)));
    }
    return true;
}

int FrameLoop::close() {
    saver_.give_up();
    keep_settings();
    app_.ask_sweeps_to_end();
    const bool trained = !training_ || training_->stop_within(kPatience);
    const int code = keep_work(settings(), trained);
    // Nothing that a longer step works on outlives the window.
    if (!app_.sweeps_ended_within(kPatience) || !trained) {
        std::_Exit(code);
    }
    return code;
}

// Makes no call of the window or of OpenGL. Returns the exit code.
int FrameLoop::keep_work(const WindowMemory& settings, bool trained) {
    const auto say = [](const std::string& line) {
        if (!line.empty()) {
            std::fprintf(stderr, "leastaction: %s\n", line.c_str());
        }
        return line.empty() ? 0 : 1;
    };
    say(settings_file_.close(settings));
    if (trained) {
        app_.close(last_state());
    }
    state_.reset();
    return say(app_.finish_files());
}

void FrameLoop::keep_unsaved() {
    try {
        WindowMemory settings = app_.memory();
        settings.window = last_place_;
        keep_work(settings, !training_ || training_->stop_within(kPatience));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "leastaction: %s\n", error.what());
    }
}

void FrameLoop::lose_display() {
    std::fprintf(stderr, "leastaction: the display is gone; unsaved work is kept as on closing\n");
    keep_unsaved();
    std::_Exit(1);
}

void FrameLoop::frame(Clock::time_point begin, float elapsed) {
    const glm::ivec2 size = window_.size();
    const ImVec2 pixels(static_cast<float>(size.x), static_cast<float>(size.y));
    if (app_.prepare(pixels, scale_ > 0 ? scale_ : window_.content_scale())) {
        gui_.remake_fonts();
    }
    for (const KeyPress& key : window_.take_keys()) {
        app_.press(key);
    }
    for (const std::string& file : window_.take_dropped()) {
        app_.drop(file);
    }
    tell_of_model();
    app_.update(elapsed);
    gui_.new_frame();
    app_.build_gui();
    lens_.place(app_);
    ImGui::Render();
    draw(size);
    window_.swap();
    if (cached_) {
        app_.draw_underlay_ahead();
    }
    execute_commands(begin);
    keep_files();
    spare_memory_.look(begin);
}

// Once, if the model has failed.
void FrameLoop::tell_of_model() {
    const IsolatedFlow* flow = model_ ? imported_in(*model_->snapshot()) : nullptr;
    if (flow && !model_failed_) {
        const std::string why = flow->failure();
        model_failed_ = !why.empty();
        if (model_failed_) {
            app_.report_error(why);
        }
    }
}

void FrameLoop::draw(glm::ivec2 size) {
    if (cached_) {
        app_.render_round_robin();
        cache_.draw(app_, gui_, size);
        bind_screen();
        cache_.show();
    } else {
        app_.render();
        bind_screen();
        app_.draw_backdrop(size, {{0, 0}, size});
        gui_.draw();
    }
    lens_.draw(gui_, size);
}

// Saving has what is left of the frame, but a little at least.
void FrameLoop::execute_commands(Clock::time_point begin) {
    Saver::Asked asked;
    for (const WindowCommand& command : app_.take_window_commands()) {
        if (const auto* file = std::get_if<ExportFile>(&command)) {
            asked.save = file->settings;
        } else if (std::holds_alternative<CancelExport>(command)) {
            asked.cancel = true;
        } else if (std::holds_alternative<ToggleFullScreen>(command)) {
            window_.toggle_fullscreen();
        } else if (std::holds_alternative<HandIn>(command)) {
            asked.hand_in = std::get<HandIn>(command).answers;
        } else {
            quit_ = true;
        }
    }
    saver_.work(app_, asked, std::max(kMinSaving, seconds(kFrame - (Clock::now() - begin))));
}

void FrameLoop::keep_files() {
    if (Clock::now() - settings_kept_ >= kSettingsEvery) {
        settings_kept_ = Clock::now();
        keep_settings();
    }
    if (state_ && Clock::now() - state_written_ >= kStateEvery) {
        state_written_ = Clock::now();
        state_->write(state_json(app_, window_.rect()));
        if (std::string why = state_->complaint(); !why.empty()) {
            app_.report_error(std::move(why));
        }
    }
}

bool FrameLoop::ended() const {
    return quit_ || window_.close_requested() || interrupted();
}

bool FrameLoop::arrived(const Snapshot& run) const {
    return run.status == Status::Diverged ||
           (run.status == Status::Paused && (run.step == stop_at_ || run.stopped));
}

// A window whose size was given does not tell where the next one should stand.
WindowMemory FrameLoop::settings() {
    WindowMemory out = app_.memory();
    out.window = remembers_place_ ? window_.place() : remembered_.settings.window;
    last_place_ = out.window;
    return out;
}

// The window manager chooses the first place: it is no change by the user.
void FrameLoop::keep_settings() {
    if (first_settings_) {
        first_settings_->window = settings().window;
        settings_file_.keep(*std::exchange(first_settings_, std::nullopt));
    }
    settings_file_.keep(settings());
    if (std::string why = settings_file_.complaint(); !why.empty()) {
        app_.report_error(std::move(why));
    }
}

// Null: nothing was trained, or the engine can no longer be asked.
std::shared_ptr<const TrainingState> FrameLoop::last_state() {
    try {
        return training_ ? std::make_shared<const TrainingState>(training_->last_state()) : nullptr;
    } catch (const std::exception&) {
        return nullptr;
    }
}

}  // namespace la
