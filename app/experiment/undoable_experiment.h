#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "app/experiment/experiment_filter.h"
#include "app/experiment/undo.h"
#include "app/state/ui_state.h"

namespace la {

// The experiment as the panels see it: records what a command changes, so that it can be undone,
// and passes it on. Knows the settings as they were asked for, which a snapshot shows a little
// later. Keeps UiState::speed and the name of the preset in step with the commands. Thread: the
// window's.
class UndoableExperiment : public ExperimentFilter {
  public:
    UndoableExperiment(Experiment& experiment, UiState& state)
        : ExperimentFilter(experiment), state_(state) {}

    void begin_frame(const Snapshot& snapshot);

    // Once per press of a mouse button or key: later changes do not join the edit before it.
    void begin_gesture() { ++gesture_; }

    void send(Command command) override;

    // Starts a new run with this configuration, preset name and data, as an edit.
    void start(RunSetting run);

    // The same of the shallow run.
    void start_shallow(ShallowSetting run);

    // What is measured of the stability, and the engine that this needs, as one edit.
    void set_stability(StabilitySetting next);

    // Configuration of the shallow run as asked for, and that of the run of the open laboratory.
    const Config& shallow_config() const { return shallow_; }
    Config open_config() const { return shows_shallow() ? shallow_ : *snapshot()->config; }

    // The preset that the run of the open laboratory started from; empty: settings of no preset. A
    // session or a saved preset names it without an edit.
    const std::string& preset() const { return shows_shallow() ? shallow_preset_ : preset_; }
    void set_preset(std::string name) {
        (shows_shallow() ? shallow_preset_ : preset_) = std::move(name);
    }

    // Sends a command that is no edit of the user, such as those of a demonstration.
    void pass(Command command);

    void undo();
    void redo();
    const Undo& edits() const { return undo_; }
    void restore_edits(Undo undo);  // of an opened session

    // The points with all edits sent so far.
    const std::shared_ptr<const Dataset>& points() const { return points_; }
    // The number of the next stroke of edits.
    int next_stroke() { return ++stroke_; }

    // Engine and device as asked for.
    const EngineSetting& engine() const { return engine_; }
    const LambdaSetting& lambda_of_b() const { return lambdas_.back(); }
    // The last lambda of B above 0; none: there was none.
    const std::optional<LambdaSetting>& last_positive_lambda() const { return last_positive_; }

    std::uint64_t sent() const { return sent_; }      // number of commands sent by the user
    std::uint64_t passed() const { return passed_; }  // number of all commands

  private:
    bool shows_shallow() const { return state_.laboratory == LaboratoryKind::MeanField; }
    void record(Change& change);
    void set(const UndoValue& setting);
    void take_stability(const StabilitySetting& setting);
    void stop_shallow_at(const Config& config);
    bool is_present(const ShallowSetting& setting) const;
    std::uint64_t leave_for(std::uint64_t run);
    void take_points(std::shared_ptr<const Dataset> points);
    void take_edited_points(const PointsSetting& to);
    void take_lambda(const LambdaSetting& setting);

    UiState& state_;
    Undo undo_;
    std::uint64_t gesture_ = 0;
    int stroke_ = 0;
    std::shared_ptr<const Dataset> points_;
    std::uint64_t sent_ = 0, passed_ = 0;

    // The settings as asked for.
    Config config_;
    std::shared_ptr<const Dataset> data_;  // null: a generator makes the points
    std::vector<LambdaSetting> lambdas_;   // [member]
    EngineSetting engine_;
    std::string preset_;
    Config shallow_;
    std::string shallow_preset_;
    std::uint64_t kept_shallow_ = 1, shallow_gesture_ = 0;  // of the last shallow run
    std::uint64_t kept_run_ = 1, last_run_ = 1;  // numbers: of the present run, the last given
    std::optional<LambdaSetting> last_positive_;
};

}  // namespace la
