#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "app/experiment/experiment.h"
#include "app/experiment/undo.h"
#include "app/state/ui_state.h"

namespace la {

// The lab as the panels see it: what they send goes on to the real one, and what it changed can be
// undone. Knows the settings as they have been asked for, which a snapshot shows a little later.
// Panels that change the speed or the preset set UiState::speed and UiTemp::preset themselves,
// before they send. Thread: the window's.
class UndoableExperiment : public Experiment {
  public:
    UndoableExperiment(Experiment& experiment, UiState& state, UiTemp& temp)
        : experiment_(experiment), state_(state), temp_(temp) {}

    void begin_frame(const Snapshot& snapshot);

    // A press of a mouse button or of a key: what follows is another edit than what was before.
    void begin_gesture() { ++gesture_; }

    void send(Command command) override;
    std::shared_ptr<const Snapshot> snapshot() const override { return experiment_.snapshot(); }
    void request(ObserverRequest request) override { experiment_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return experiment_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return experiment_.taken(); }

    // As send, but it is no edit: what plays by itself.
    void pass(Command command);

    void undo();
    void redo();
    const Undo& edits() const { return undo_; }
    void take_edits(Undo undo) { undo_ = std::move(undo); }  // of a session that was opened

    // The points, with all edits that have been sent.
    const std::shared_ptr<const Dataset>& points() const { return points_; }
    // The number of the next stroke of edits.
    int next_stroke() { return ++stroke_; }

    const LambdaSetting& lambda_of_b() const { return lambdas_.back(); }
    // What B's was when it was last above 0.
    const std::optional<LambdaSetting>& last_positive_lambda() const { return last_positive_; }

    // Grows with every command that somebody has sent by hand.
    std::uint64_t sent() const { return sent_; }
    std::uint64_t passed() const { return passed_; }  // and all that there were

  private:
    void record(const Change& change);
    void set(const UndoValue& setting);
    void take_points(std::shared_ptr<const Dataset> points);
    void take_lambda(const LambdaSetting& setting);

    Experiment& experiment_;
    UiState& state_;
    UiTemp& temp_;
    Undo undo_;
    std::uint64_t gesture_ = 0;
    int stroke_ = 0;
    std::shared_ptr<const Dataset> points_;
    std::uint64_t sent_ = 0, passed_ = 0;  // by hand; all

    // As asked for.
    Config config_;
    std::shared_ptr<const Dataset> data_;  // where no generator makes it again
    std::vector<LambdaSetting> lambdas_;   // [member]
    EngineSetting engine_;
    int speed_ = 0;
    std::string preset_;
    std::optional<LambdaSetting> last_positive_;
};

}  // namespace la
