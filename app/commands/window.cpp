#include "app/commands/window.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "app/app.h"
#include "app/commands/commands.h"
#include "app/commands/options.h"
#include "app/experiment/frozen_experiment.h"
#include "app/experiment/model_snapshot.h"
#include "app/export/saver.h"
#include "app/screen/frame_cache.h"
#include "app/screen/gui_context.h"
#include "app/settings/settings_file.h"
#include "app/window/frame_memory.h"
#include "app/window/interrupt.h"
#include "app/window/state_file.h"
#include "core/base/error.h"
#include "core/base/user_folders.h"
#include "core/data/dataset_kinds.h"
#include "core/io/run_folder.h"
#include "core/io/session_file.h"
#include "render/gl/screen.h"
#include "render/gl/window.h"

namespace la {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto kFrame = std::chrono::microseconds(16400);  // where vsync does not set the pace
constexpr double kSavingLeast = 0.004;  // seconds of a frame, to draw what is being saved
constexpr auto kStateEvery = 250ms;
constexpr auto kSettingsEvery = 500ms;
constexpr auto kPatience = 300ms;  // for a step under way when the window closes

double seconds(Clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

// The frame loop: never waits for the training, and for the display only in swap.
class FrameLoop {
  public:
    // With a model to look at nothing is trained.
    FrameLoop(const GuiOptions& options, const std::optional<SavedSession>& session,
              const EngineFactory& factory, std::shared_ptr<const Snapshot> model)
        // What ends by itself has nobody whose settings it should have.
        : settings_file_(options.stop_at >= 0 ? std::filesystem::path() : config_folder()),
          remembered_(settings_file_.read()),
          placed_(options.size == glm::ivec2(0) && options.scale == 0),
          scale_(options.scale),
          stop_at_(options.stop_at),
          out_(options.out),
          window_({.title = "Least Action",
                   .size = options.window_size(),
                   .scale = options.scale,
                   .place = placed_ ? remembered_.settings.window : std::nullopt}),
          gui_(window_.handle()),
          experiment_(model ? nullptr : make_experiment(options, session, factory)),
          frozen_(model ? std::make_unique<FrozenLiveExperiment>(std::move(model)) : nullptr),
          app_(frozen_ ? static_cast<Experiment&>(*frozen_) : *experiment_,
               frozen_ ? "" : options.run.unchanged_preset(),
               frozen_ ? Sessions::Options{} : sessions_options(options)) {
        app_.begin_with(remembered_.settings);
        if (experiment_ && stop_at_ < 0) {
            app_.use_presets(user_presets_folder());
        }
        if (!remembered_.complaint.empty()) {
            app_.report_error(remembered_.complaint);
        }
        if (session) {
            app_.restore(*session, options.session);
        }
        app_.state().speed = first_speed(session);
        begun_ = app_.settings();
        app_.sweep_with(factory);
        if (!options.state_file.empty()) {
            state_ = std::make_unique<StateWriter>(options.state_file);
        }
    }

    void run() {
        Clock::time_point last = Clock::now();
        bool started = false;
        while (!ended()) {
            const Clock::time_point begin = Clock::now();
            window_.poll();
            if (window_.size().x <= 0 || window_.size().y <= 0) {  // minimised
                window_.wait(0.05);
                continue;
            }
            frame(begin, static_cast<float>(seconds(begin - last)));
            last = begin;
            if (!started) {
                if (experiment_) {
                    experiment_->start();  // the first frame does not wait for LibTorch
                }
                started = true;
            }
            if (stop_at_ >= 0 && arrived(*experiment_->snapshot())) {
                write_run(out_, *experiment_->snapshot());
                return;
            }
            while (Clock::now() - begin < kFrame && !ended()) {
                window_.wait(seconds(kFrame - (Clock::now() - begin)));
            }
        }
    }

    // Waits a little for the step under way. One that takes longer is cut off with the process:
    // nothing that it works on outlives the window.
    void close() {
        saver_.give_up();
        keep_settings();
        if (const std::string why = settings_file_.close(settings()); !why.empty()) {
            std::fprintf(stderr, "leastaction: %s\n", why.c_str());
        }
        app_.ask_sweeps_to_end();
        const bool trained = !experiment_ || experiment_->stop_within(kPatience);
        if (trained) {
            app_.close(last_state());
        }
        if (!app_.sweeps_ended_within(kPatience) || !trained) {
            state_.reset();
            app_.finish_files();
            std::_Exit(0);
        }
    }

  private:
    int first_speed(const std::optional<SavedSession>& session) const {
        return stop_at_ >= 0 ? static_cast<int>(kSpeeds.size()) - 1
               : session     ? parse_app_state(session->app, {}).ui.speed
                             : UiState{}.speed;
    }

    std::unique_ptr<LiveExperiment> make_experiment(const GuiOptions& options,
                                                    const std::optional<SavedSession>& session,
                                                    const EngineFactory& factory) const {
        Trainer::Options trainer{.engine = options.run.engine,
                                 .factory = factory,
                                 .steps_per_s = kSpeeds[first_speed(session)].steps_per_s,
                                 .stop_at = stop_at_,
                                 .rows_every = stop_at_ >= 0 ? rows_every(stop_at_) : 0};
        if (!session) {
            return std::make_unique<LiveExperiment>(options.run.config(), std::move(trainer));
        }
        trainer.engine = engine_for(session->training.engine, options.run.engine);
        trainer.running = stop_at_ >= 0 || parse_app_state(session->app, {}).running;
        return std::make_unique<LiveExperiment>(session->training, std::move(trainer));
    }

    // What drives the program from outside is not to be surprised by what was left there.
    static Sessions::Options sessions_options(const GuiOptions& options) {
        const bool driven = !options.state_file.empty() || options.stop_at >= 0;
        const double every = options.autosave >= 0 ? options.autosave : driven ? 0 : 60;
        return {.unsaved = every > 0 ? state_folder() : std::filesystem::path(),
                .every = static_cast<float>(every)};
    }

    // A window that was given its size says nothing of where the next one is to stand.
    WindowMemory settings() {
        WindowMemory out = app_.settings();
        out.window = placed_ ? window_.place() : remembered_.settings.window;
        return out;
    }

    // Where the window stands at first is the window manager's doing, nobody's change.
    void keep_settings() {
        if (begun_) {
            begun_->window = settings().window;
            settings_file_.keep(*std::exchange(begun_, std::nullopt));
        }
        settings_file_.keep(settings());
        if (std::string why = settings_file_.complaint(); !why.empty()) {
            app_.report_error(std::move(why));
        }
    }

    // Null: nothing was trained, or the engine can no longer be asked.
    std::shared_ptr<const TrainingState> last_state() {
        try {
            return experiment_ ? std::make_shared<const TrainingState>(experiment_->last_state())
                               : nullptr;
        } catch (const std::exception&) {
            return nullptr;
        }
    }

    bool ended() const { return quit_ || window_.close_requested() || interrupted(); }

    bool arrived(const Snapshot& s) const {
        return s.status == Status::Diverged ||
               (s.status == Status::Paused && (s.step == stop_at_ || s.stopped));
    }

    void frame(Clock::time_point begin, float elapsed) {
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
        app_.update(elapsed);
        gui_.new_frame();
        app_.build_gui();
        ImGui::Render();
        if (in_turn_) {
            app_.render_round_robin();
            picture_.draw(app_, gui_, size);
            bind_screen();
            picture_.show();
        } else {
            app_.render();
            bind_screen();
            app_.draw_backdrop(size, {{0, 0}, size});
            gui_.draw();
        }
        window_.swap();
        if (in_turn_) {
            app_.draw_underlay_ahead();
        }
        const WindowWishes wishes = app_.take_wishes();
        // What is left of the frame, but a little at least.
        saver_.work(app_, wishes.saving,
                    std::max(kSavingLeast, seconds(kFrame - (Clock::now() - begin))));
        if (wishes.full_screen) {
            window_.toggle_fullscreen();
        }
        quit_ = quit_ || wishes.quit;
        if (Clock::now() - kept_ >= kSettingsEvery) {
            kept_ = Clock::now();
            keep_settings();
        }
        if (state_ && Clock::now() - written_ >= kStateEvery) {
            written_ = Clock::now();
            state_->write(state_json(app_, window_.rect()));
        }
    }

    SettingsFile settings_file_;
    SettingsFile::Read remembered_;
    std::optional<WindowMemory> begun_;  // until the first are kept
    bool placed_;                        // where it was the last time
    float scale_;
    std::int64_t stop_at_;
    std::filesystem::path out_;
    Window window_;
    GuiContext gui_;
    std::unique_ptr<LiveExperiment> experiment_;    // null: a model is shown
    std::unique_ptr<FrozenLiveExperiment> frozen_;  // null: a run is trained
    App app_;
    FrameCache picture_;
    bool in_turn_ = software_renderer();
    Saver saver_;
    bool quit_ = false;
    std::unique_ptr<StateWriter> state_;
    Clock::time_point written_{};
    Clock::time_point kept_ = Clock::now();  // the settings
};

int run_gui(const GuiOptions& options, const EngineFactory& factory) {
    keep_frame_memory();
    // What is to be refused is refused before a window opens.
    std::optional<SavedSession> session;
    std::shared_ptr<const Snapshot> model;
    if (!options.model.empty()) {
        model = model_snapshot(options.run, options.model, options.against);
    } else {
        if (const Config config = options.run.config(); !has_generator(config.dataset)) {
            make_dataset(config.dataset);
        }
        if (!options.session.empty()) {
            session = read_session(options.session);
        }
        check_device(session ? engine_for(session->training.engine, options.run.engine).device
                             : options.run.engine.device);
    }
    if (options.stop_at >= 0) {
        open_run_folder(options.out, false);
    }
    FrameLoop loop(options, session, factory, std::move(model));
    loop.run();
    loop.close();
    return 0;
}

int forget_settings(int arguments) {
    if (arguments > 2) {
        throw UsageError("--reset-settings stands alone; leave the rest out");
    }
    std::printf("%s\n", reset_settings(config_folder()).c_str());
    return 0;
}

}  // namespace

int run_window(GuiOptions options, const std::string& size, const EngineFactory& factory) {
    check_run_options(options.run);
    options.size = parse_size(size);
    return options.screenshot.empty() ? run_gui(options, factory)
                                      : run_screenshot(options, factory);
}

void add_window(CLI::App& program, Selected& selected) {
    struct Options {
        GuiOptions gui;
        std::string size;
        bool reset = false;
    };
    const auto options = std::make_shared<Options>();
    GuiOptions& gui = options->gui;
    add_run_options(program, gui.run);
    add_session_option(program, gui.session);
    program
        .add_option("--autosave", gui.autosave,
                    "Seconds between keepings of unsaved work; 0: never. Default 60, and 0 with "
                    "--state and --stop-at")
        ->check(between(0, 86400));
    program.add_option("--size", options->size, "Size of the window or screenshot, e.g. 1600x900");
    add_scale_option(program, gui.scale);
    add_state_option(program, gui.state_file);
    program.add_flag("--reset-settings", options->reset,
                     "Forget theme, views, window and folders of the last time, and exit");
    auto* stop_at = program.add_option("--stop-at", gui.stop_at,
                                       "Pause at this step, leave what train would, and exit");
    auto* out = program.add_option("--out", gui.out, "The folder for --stop-at");
    stop_at->check(CLI::Range(std::int64_t{0}, kMaxSteps))->needs(out);
    out->needs(stop_at);
    auto* screenshot = add_screenshot_option(program, gui.screenshot);
    program.add_option("--after-steps", gui.after_steps, "Steps to train before the screenshot")
        ->check(CLI::Range(std::int64_t{0}, kMaxPictureSteps))
        ->needs(screenshot)
        ->capture_default_str();
    // Runs after the callbacks of the commands.
    program.callback([options, &selected] {
        if (options->reset) {
            selected.run = [&selected] { return forget_settings(selected.arguments); };
        } else if (!selected.run) {
            selected.run = [options, &selected] {
                return run_window(options->gui, options->size, selected.factory);
            };
        }
    });
}

}  // namespace la
