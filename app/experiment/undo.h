#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/data/edit_points.h"
#include "core/engine/device.h"
#include "core/model/config.h"

namespace la {

// The value of a setting before or after an edit. Kept in sessions.
struct LambdaSetting {
    int member = 0;
    double lambda = 0;  // in force
    Mode mode = Mode::None;
    bool of_a = false;  // for describe()
    bool operator==(const LambdaSetting&) const = default;
};
struct SpeedSetting {
    int speed = 0;  // index into kSpeeds
    bool operator==(const SpeedSetting&) const = default;
};
struct OptimizerSetting {
    OptimizerConfig optimizer;
    bool operator==(const OptimizerSetting&) const = default;
};
struct StopSetting {
    StopConfig stop;
    bool operator==(const StopSetting&) const = default;
};
struct EngineSetting {  // as asked for
    EngineKind engine = EngineKind::Auto;
    Device device;
    bool operator==(const EngineSetting&) const = default;
};
struct StabilitySetting {
    StabilityConfig stability;
    EngineSetting engine;  // a twin needs one in double precision
    bool operator==(const StabilitySetting&) const = default;
};
struct RunSetting {  // starts a new run
    Config config;
    std::string preset;                     // name; empty: none
    std::shared_ptr<const Dataset> data{};  // null: a generator makes the points
    std::uint64_t run = 0;  // the number under which its run is kept (Load); 0: it never is
    bool operator==(const RunSetting& other) const {
        return config == other.config && preset == other.preset && data == other.data;
    }
};
struct ShallowSetting {  // starts a new shallow run
    Config config;
    std::string preset;
    std::uint64_t run = 0;  // as RunSetting's
    bool operator==(const ShallowSetting& other) const {
        return config.shallow == other.config.shallow && config.stop == other.config.stop &&
               config.dataset == other.config.dataset && preset == other.preset;
    }
};
struct PointsSetting {  // points drawn by hand: the edits that lead here from the other side
    std::vector<PointEdit> edits;
    int classes = 0;        // then
    std::uint64_t run = 0;  // as RunSetting's
    bool operator==(const PointsSetting& other) const {
        return edits == other.edits && classes == other.classes;
    }
};
struct RewindSetting {  // a run at an earlier step, and the one that was left there
    std::int64_t step = 0;
    std::uint64_t run = 0;  // as RunSetting's
    bool operator==(const RewindSetting&) const = default;
};
using UndoValue =
    std::variant<LambdaSetting, SpeedSetting, OptimizerSetting, RunSetting, PointsSetting,
                 StopSetting, EngineSetting, ShallowSetting, StabilitySetting, RewindSetting>;

struct Edit {
    UndoValue before, after;
};

// An edit in a few words: "λ 0.03 → 0.1", "layers 9 → 5", "preset circles → moons".
std::string describe(const Edit& edit);

// The last kMax edits, which can be undone and redone. Not thread-safe.
class Undo {
  public:
    static constexpr std::size_t kMax = 100;

    Undo() = default;
    // From a session: the oldest edit first, and the number of last ones that are undone.
    Undo(std::vector<Edit> edits, std::size_t undone);
    std::vector<Edit> edits() const;
    std::size_t undone() const { return edits_.size() - at_; }

    // Edits of one lambda, of the speed or of a shallow run within one gesture (a drag) become one
    // edit; one that ends where it began is dropped. Drops all edits that could be redone.
    void add(Edit edit, std::uint64_t gesture);

    const Edit* undoable() const { return at_ > 0 ? &edits_[at_ - 1].edit : nullptr; }
    const Edit* redoable() const { return at_ < edits_.size() ? &edits_[at_].edit : nullptr; }

    // The setting to return to, or to set again; none: nothing left.
    std::optional<UndoValue> undo();
    std::optional<UndoValue> redo();

    std::size_t size() const { return edits_.size(); }

  private:
    struct Kept {
        Edit edit;
        std::uint64_t gesture;
    };
    std::deque<Kept> edits_;
    std::size_t at_ = 0;  // edits_[0, at_) are in force
};

}  // namespace la
