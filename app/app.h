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
#include "app/laboratories/laboratory.h"
#include "app/observing.h"
#include "app/opener.h"
#include "app/readouts/frame_times.h"
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
// in a window and without a display; it needs an OpenGL and an ImGui context, both current.
// Frame: prepare, update, [ImGui new frame], build_gui, render, draw_backdrop, [ImGui draws].
class App {
  public:
    // Unsaved work is kept where the sessions' options say so: not without a window.
    App(Experiment& experiment, std::string preset, Sessions::Options sessions = {});

    // Continues a session: the experiment has its training already, this restores the views.
    void restore(const SavedSession& session, const std::filesystem::path& path);

    // Restores what the window remembered; before restore.
    void begin_with(const WindowMemory& memory);
    WindowMemory memory() const;  // as it is now, without the window's place

    // Offers the user's presets in this folder, and saves there.
    void use_presets(const std::filesystem::path& folder) { opener_.use_presets(folder); }

    // Says in the status line what went wrong outside.
    void report_error(std::string line) { notify(temp_.session, std::move(line), true); }

    // The training has ended with this state, null if it is not known: unsaved work is kept.
    void close(const std::shared_ptr<const TrainingState>& last);
    void finish_files() { sessions_.finish(); }  // waits for what is being written

    // What trains the sweeps; make_engine by default.
    void sweep_with(EngineFactory factory) { sweeps_.use(std::move(factory)); }
    // Shows this sweep: for pictures of it.
    void show_sweep(std::shared_ptr<const SweepState> state) {
        temp_.sweep.state = std::move(state);
    }
    void ask_sweeps_to_end() { sweeps_.ask_to_end(); }
    // False: a step of a sweep takes longer than the limit.
    bool sweeps_ended_within(std::chrono::milliseconds limit) {
        return sweeps_.ended_within(limit);
    }

    // Executes a command at the start of the next frame.
    void ask(AppCommand command) { temp_.commands.push_back(std::move(command)); }
    void drop(const std::string& path) { ask(Opener::dropped(path)); }  // a file, onto the window
    void set_session_file(std::string file) { temp_.session.file = std::move(file); }

    // Takes in the newest snapshot and observation, plays the depth, asks for what the views need.
    void update(float seconds);

    // Chooses sizes for the window; makes new fonts when the scale has changed. True: the font
    // texture of ImGui's renderer must be made again.
    bool prepare(ImVec2 window, float content_scale);
    // The same with so many pixels to a design pixel: for pictures.
    bool prepare_at(ImVec2 window, float scale);

    // Does what a key stands for, in the next build_gui.
    void press(const KeyPress& key) { keys_.push_back(key); }

    // Commands that only the window's owner can execute, since the last call.
    std::vector<WindowCommand> take_window_commands() { return std::exchange(for_window_, {}); }

    void build_gui();             // between ImGui::NewFrame and ImGui::Render
    void render();                // draws the flow views into their canvases
    void render_round_robin();    // the same on a software renderer: only some parts in each frame
    void draw_underlay_ahead();   // what the next of those copies, when this frame is on its way
    void render(PixelRows rows);  // what of the flow views lies in these rows of the window
    // Panels and flow views, into the bound framebuffer of this size, only inside `clip`, from the
    // row `first` of the window on; ImGui's drawing goes on top.
    void draw_backdrop(glm::ivec2 target, const PixelRect& clip, int first = 0);

    // Goes to the aimed frame at once, and stops the depth there: for pictures.
    void hold(float depth);
    void let_flow() { temp_.depth = {}; }   // from layer 0 on
    void copy_view_from(const App& other);  // the views alone, for pictures of the other
    // All that was asked for has been observed: a picture shows nothing old.
    bool settled() const { return observing_.settled(); }
    void set_saving(SaveState state);

    UndoableExperiment& undoable() { return undoable_; }
    const std::string& preset() const { return undoable_.preset(); }
    UiState& state() { return state_; }
    const UiState& state() const { return state_; }
    float scale() const { return theme_.scale; }  // pixels to a design pixel
    const UiTemp& temp() const { return temp_; }
    const Layout& layout() const { return layout_; }
    const Palette& palette() const { return *theme_.palette; }
    const Canvas& view_canvas(int member) const { return flow_.canvas(member); }  // without text
    const Controls& controls() const { return controls_; }
    FrameTimes& times() { return times_; }
    const Snapshot& snapshot() const { return *snapshot_; }
    std::shared_ptr<const Snapshot> shared_snapshot() const { return snapshot_; }
    // Pixels of a picture in which the views are as large as in the window.
    glm::vec2 views_picture() const;
    const Observation* observation() const { return observation_.get(); }

  private:
    FrameContext frame_context(const Widgets& widgets);
    std::shared_ptr<const Snapshot> run() const;  // null model: what is trained
    void execute_commands();
    void take_in_networks();
    void keep_state_possible();
    void play_cues(float seconds);
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
    std::unique_ptr<Laboratory> laboratory_;
    Theme theme_;
    Controls controls_;
    std::vector<KeyPress> keys_;
    std::vector<WindowCommand> for_window_;
    FrameTimes times_;
    FlowViews flow_;
    int underlay_of_ = 0;          // member whose underlay was drawn ahead last
    bool underlay_waits_ = false;  // none was drawn after the last frame
    Backdrop backdrop_;
    Layout layout_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const Observation> observation_;
    Sessions sessions_;
    Sweeps sweeps_{make_engine};
};

}  // namespace la
