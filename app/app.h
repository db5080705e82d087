#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/backdrop.h"
#include "app/experiment/data_loader.h"
#include "app/experiment/experiment.h"
#include "app/experiment/history_view.h"
#include "app/experiment/model_experiment.h"
#include "app/experiment/undoable_experiment.h"
#include "app/readouts/frame_times.h"
#include "app/session/sessions.h"
#include "app/settings/settings.h"
#include "app/state/ui_state.h"
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

    // The lab goes on with a session: its views, too.
    void restore(const SavedSession& session, const std::filesystem::path& path);

    // Begins as the window was left; before restore.
    void begin_with(const WindowMemory& settings);
    WindowMemory settings() const;  // as they are now, but for the window

    // Offers the presets of one's own in this folder, and saves there.
    void use_presets(const std::filesystem::path& folder);

    // A line in the status about what went wrong outside.
    void report_error(std::string line) { notify(temp_.session, std::move(line), true); }

    // The training has ended with this state, null if it is not known: nothing is to be lost.
    void close(const std::shared_ptr<const TrainingState>& last);

    void finish_files() { sessions_->finish(); }  // what is being written, before the process ends

    // What trains the sweeps; make_engine if it is not said.
    void sweep_with(EngineFactory factory) { sweeps_.use(std::move(factory)); }
    // Shows this sweep: for pictures of it.
    void show_sweep(std::shared_ptr<const SweepState> state) {
        temp_.sweep.state = std::move(state);
    }
    void ask_sweeps_to_end() { sweeps_.ask_to_end(); }
    // False: a step of one takes longer than that.
    bool sweeps_ended_within(std::chrono::milliseconds limit) {
        return sweeps_.ended_within(limit);
    }

    void drop(const std::string& path);  // a file, onto the window
    void wish(SessionWish what) { temp_.session.wishes.push_back(std::move(what)); }
    void set_session_file(std::string file) {
        temp_.session.file = std::move(file);
    }  // where Save saves

    // Takes in the newest snapshot and observation, plays the depth, asks for what the views need.
    void update(float seconds);

    // Chooses sizes for the window; makes fonts anew when the scale has changed. True: the font
    // texture of ImGui's renderer must be made again.
    bool prepare(ImVec2 window, float content_scale);
    // The same with so many pixels to a design pixel: for pictures.
    bool prepare_at(ImVec2 window, float scale);

    // Does what a key stands for, in the next build_gui.
    void press(const KeyPress& key) { keys_.push_back(key); }

    // Takes the points of this file, in a new run.
    void open_data(const std::string& file);

    // What only the owner of the window can do, since the last call.
    WindowWishes take_wishes() { return std::exchange(temp_.wishes, {}); }

    void build_gui();            // between ImGui::NewFrame and ImGui::Render
    void render();               // draws the flow views into their canvases
    void render_round_robin();   // the same where every pixel counts: not all anew in every frame
    void draw_underlay_ahead();  // what the next of those takes over, when this frame is on its way
    void render(PixelRows rows);  // what of them lies in these rows of the window
    // Panels and flow views, into the bound framebuffer of this size, only inside `clip`, from the
    // row `first` of the window on; ImGui's drawing goes on top.
    void draw_backdrop(glm::ivec2 target, const PixelRect& clip, int first = 0);

    // Goes to the aimed frame at once, and stops the depth there: for pictures.
    void hold(float depth);
    // Lets the particles flow from layer 0 on.
    void let_flow();
    // The views alone, as the other app shows them: for pictures of it.
    void copy_view_from(const App& other);
    // Has all that was asked for been observed? Then a picture shows nothing old.
    bool settled() const { return settled_; }

    void set_saving(SaveState state);

    UndoableExperiment& undoable() { return undoable_; }
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
    bool two_views() const {
        return snapshot_->members.size() == 2 && state_.view != ViewKind::Sweep &&
               layout_in(state_.view, state_.views) == PairLayout::SideBySide;
    }
    FrameContext frame_context(const Widgets& widgets);
    void play_cues(float seconds);
    void take_data(float seconds);
    void take_presets();
    void take_model();
    void render_all();
    void request(float seconds);
    void add_measures(ObserverRequest& request) const;
    // The members whose views are shown, with their rectangles.
    std::vector<std::pair<int, Rect>> views() const;

    UiState state_;
    UiTemp temp_;
    std::unique_ptr<ModelExperiment> model_;
    ReturnToNow experiment_;
    UndoableExperiment undoable_{experiment_, state_, temp_};
    Theme theme_;
    Controls controls_;
    std::vector<KeyPress> keys_;
    FrameTimes times_;
    float since_gauges_ = 1e9f, since_request_ = 1e9f;  // seconds
    std::unique_ptr<DataLoader> loader_;                // made when a file is first wished for
    FlowViews flow_;
    int underlay_of_ = 0;          // whose ground was drawn ahead last
    bool underlay_waits_ = false;  // none was, after the last frame
    Backdrop plots_;
    Layout layout_;
    bool settled_ = false;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const Observation> observation_;
    std::unique_ptr<UserPresetFiles> preset_files_;  // null: none are offered
    std::unique_ptr<Sessions> sessions_;
    Sweeps sweeps_{make_engine};
};

}  // namespace la
