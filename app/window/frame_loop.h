#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "app/app.h"
#include "app/experiment/experiment.h"
#include "app/experiment/frozen_experiment.h"
#include "app/experiment/setting_file.h"
#include "app/export/saver.h"
#include "app/screen/frame_cache.h"
#include "app/screen/gui_context.h"
#include "app/screen/lens.h"
#include "app/settings/settings_file.h"
#include "app/window/frame_memory.h"
#include "app/window/gui_options.h"
#include "app/window/reading_screen.h"
#include "app/window/state_file.h"
#include "core/io/run_writer.h"
#include "core/io/session_file.h"
#include "render/gl/window.h"

namespace la {

// What a window opens with: a model, on which nothing is trained; or else a training, which goes on
// with the session if there is one.
struct WindowContent {
    ModelReading model{};
    std::optional<SavedSession> session{};
    AnswersFile answers{};             // of the file that carries the setting
    std::shared_ptr<RunWriter> out{};  // where --stop-at leaves its run; null: it was not given
};

// The window of the program, frame by frame. It never waits for the training, and for the display
// only in Window::swap. Thread: the main thread, for everything.
class FrameLoop {
  public:
    // Opens the window; throws without a display, and what await_model throws.
    FrameLoop(const GuiOptions& options, const WindowContent& content,
              const EngineFactory& factory);
    ~FrameLoop();
    FrameLoop(const FrameLoop&) = delete;
    FrameLoop& operator=(const FrameLoop&) = delete;

    // One frame. False: the window is closed, or the run has arrived at --stop-at and is written.
    bool tick();

    // Keeps settings and unsaved work; says on standard error what could not be kept. Waits a
    // little for the step under way; one that takes longer is cut off by ending the process here.
    // Returns the exit code.
    int close();

    // The same without a call of the window, which may be gone or in the midst of a frame.
    void keep_unsaved();

  private:
    using Clock = std::chrono::steady_clock;

    Experiment& experiment() { return model_ ? static_cast<Experiment&>(*model_) : *training_; }
    void frame(Clock::time_point begin, float elapsed);
    void draw(glm::ivec2 size);
    void execute_commands(Clock::time_point begin);
    void keep_files();
    void tell_of_model();
    bool ended() const;
    bool arrived(const Snapshot& run) const;
    WindowMemory settings();
    void keep_settings();
    void say_what_is_not_kept(const GuiOptions& options);
    int keep_work(const WindowMemory& settings, bool trained);
    void lose_display();
    std::shared_ptr<const TrainingState> last_state();

    SettingsFile settings_file_;
    SettingsFile::Read remembered_;
    // The settings at the start, until the first are kept.
    std::optional<WindowMemory> first_settings_;
    bool remembers_place_;  // neither --size nor --scale was given
    float scale_;           // 0: the monitor's
    std::int64_t stop_at_;  // negative: never
    std::shared_ptr<RunWriter> out_;
    Window window_;
    GuiContext gui_;
    std::unique_ptr<LiveExperiment> training_;  // null: a model is shown
    std::unique_ptr<FrozenExperiment> model_;   // null: a run is trained
    App app_;
    FrameCache cache_;
    LensGlass lens_;
    bool cached_;  // frames come from cache_: on a software renderer
    Saver saver_;
    SpareMemory spare_memory_;
    std::unique_ptr<StateWriter> state_;     // null without --state
    std::optional<WindowPlace> last_place_;  // for when the display can no longer be asked
    bool started_ = false;                   // the training
    bool model_failed_ = false;
    bool quit_ = false;
    Clock::time_point last_frame_{}, state_written_{}, settings_kept_{};
};

}  // namespace la
