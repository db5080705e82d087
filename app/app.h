#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/backdrop.h"
#include "app/drawing_budget.h"
#include "app/experiment/experiment.h"
#include "app/experiment/history_view.h"
#include "app/experiment/model_experiment.h"
#include "app/experiment/undoable_experiment.h"
#include "app/laboratories/laboratories.h"
#include "app/observing.h"
#include "app/opener.h"
#include "app/readouts/frame_pace.h"
#include "app/session/sessions.h"
#include "app/settings/settings.h"
#include "app/state/ui_temp.h"
#include "app/sweep/sweeps.h"
#include "app/ui/controls.h"
#include "app/ui/theme.h"
#include "app/views/flow_views.h"
#include "render/gl/keys.h"

namespace la {

// The application without its window: what one frame takes in, shows and draws. The same App runs
// in a window and without a display; it needs a current OpenGL and a current ImGui context. Calls
// of a frame: prepare, update, [ImGui new frame], build_gui, render, draw_backdrop, [ImGui draws].
class App {
  public:
    // `sessions` names the folder for unsaved work; the default keeps none, as without a window.
    App(Experiment& experiment, std::string preset, Sessions::Options sessions = {});

    // Continues a session: restores the views. The experiment already has the session's training.
    void restore(const SavedSession& session, const std::filesystem::path& path);

    // Restores what the window remembered. Call it before restore().
    void begin_with(const WindowMemory& memory);
    WindowMemory memory() const;  // present values, without the window's position

    // Offers the user's presets in this folder, and saves there.
    void use_presets(const std::filesystem::path& folder) { opener_.use_presets(folder); }
    // The same of lessons, beside those of the program.
    void use_lessons(const std::filesystem::path& folder);
    // Shows the answers of a lesson that were handed in.
    void show_handed_in(const AnswersFile& from) { opener_.show_handed_in(from); }

    // Shows an error from outside App in the status line.
    void report_error(std::string line) { notify(temp_.session, std::move(line), true); }

    // Keeps unsaved work when the training has ended. `last`: its final state, null if unknown.
    void close(const std::shared_ptr<const TrainingState>& last);
    std::string finish_files() { return sessions_.finish(); }  // as Sessions::finish

    // Replaces the engine of sweeps; make_engine by default.
    void sweep_with(EngineFactory factory) { sweeps_.use(std::move(factory)); }
    // Shows this sweep; for pictures of it.
    void show_sweep(std::shared_ptr<const SweepState> state) {
        temp_.sweep.state = std::move(state);
    }
    void ask_sweeps_to_end() { sweeps_.ask_to_end(); }
    // Waits for their end. False if a step takes longer than the limit.
    bool sweeps_ended_within(std::chrono::milliseconds limit) {
        return sweeps_.ended_within(limit);
    }

    void ask(AppCommand command) { temp_.commands.push_back(std::move(command)); }  // next frame
    void drop(const std::string& path) { ask(Opener::dropped(path)); }  // onto the window
    void set_session_file(std::string file) { temp_.session.file = std::move(file); }

    // Takes in the newest snapshot and observation, plays the depth, requests what the views need.
    void update(float seconds);

    // Chooses sizes for a window of this size; makes new fonts when the scale has changed. Returns
    // true if ImGui's renderer must make its font texture again.
    bool prepare(ImVec2 window, float content_scale);
    // The same with `scale` pixels per design pixel; for pictures.
    bool prepare_at(ImVec2 window, float scale);

    void press(const KeyPress& key) { keys_.push_back(key); }  // for the next build_gui
    // Commands since the last call that only the window's owner can execute.
    std::vector<WindowCommand> take_window_commands() { return std::exchange(for_window_, {}); }

    void build_gui();             // between ImGui::NewFrame and ImGui::Render
    void render();                // draws the flow views into their canvases
    void render_round_robin();    // for software renderers: a few parts in each frame
    void draw_underlay_ahead();   // draws the next underlay once this frame is on its way
    void render(PixelRows rows);  // the flow views within these rows of the window
    // Draws panels and flow views into the bound framebuffer, whose size is `target`, only inside
    // `clip`. Its top row is row `first` of the window. ImGui's drawing goes on top.
    void draw_backdrop(glm::ivec2 target, const PixelRect& clip, int first = 0);

    void hold(float depth);                 // stops playback and easing at this depth; for pictures
    void let_flow() { temp_.depth = {}; }   // restarts the playback at layer 0
    void copy_view_from(const App& other);  // shows only the views, as `other` shows them
    // True once the newest observation answers the newest request: a picture shows nothing stale.
    bool settled() const;

    void set_saving(SaveState state);

    UndoableExperiment& undoable() { return undoable_; }
    const std::string& preset() const { return undoable_.preset(); }
    UiState& state() { return state_; }
    const UiState& state() const { return state_; }
    float scale() const { return theme_.scale; }  // pixels per design pixel
    const UiTemp& temp() const { return temp_; }
    const Layout& layout() const { return layout_; }
    const Palette& palette() const { return *theme_.palette; }
    const Canvas& view_canvas(int member) const { return flow_.canvas(member); }  // without text
    const Controls& controls() const { return controls_; }
    FrameTimes& times() { return times_; }
    const Snapshot& snapshot() const { return *snapshot_; }
    std::shared_ptr<const Snapshot> shared_snapshot() const { return snapshot_; }
    // Size in pixels of a picture whose views are as large as in the window.
    glm::vec2 views_picture() const;
    const Observation* observation() const { return observation_.get(); }

  private:
    FrameContext frame_context(const Widgets& widgets);
    void open_laboratory_of_run();
    std::shared_ptr<const Snapshot> run() const;  // the trained run, also while a model is shown
    void execute_commands();
    void take_in_networks();
    void keep_state_possible();
    void request(float seconds);
    void press_keys(const FrameContext& context);
    void build_panels(const FrameContext& context);
    void build_overlays(const FrameContext& context);
    void render_all();
    std::vector<PlacedView> views() const;
    UiState state_;
    UiTemp temp_;
    ModelExperiment model_;
    ReturnToNow experiment_;
    UndoableExperiment undoable_{experiment_, state_};
    Opener opener_{model_, undoable_, temp_};
    DrawingBudget budget_{temp_.view};
    Observing observing_;
    Laboratories laboratories_;
    Theme theme_;
    Controls controls_;
    std::vector<KeyPress> keys_;
    std::vector<WindowCommand> for_window_;
    FrameTimes times_;
    FlowViews flow_;
    int underlay_of_ = 0;  // member whose underlay was drawn ahead last
    FramePace underlays_;
    Backdrop backdrop_;
    Layout layout_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const Observation> observation_;
    Sessions sessions_;
    Sweeps sweeps_{make_engine};
};

}  // namespace la
