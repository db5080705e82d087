#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config.h"

namespace la {

// A setting with its value, as config.json writes it; of one member, or of all.
struct Setting {
    std::string name;  // "lambda", "learning_rate", ...
    int member = -1;   // -1: all
    std::string value;
};

// What can be changed while a run goes on: the weight in force of every member, and the optimiser.
std::vector<Setting> settings_of(const std::vector<double>& lambda,
                                 const OptimizerConfig& optimizer);

// A setting that was changed while a run went on. The next update after `step` is the first with
// the new value.
struct SettingChange {
    std::int64_t step = 0;
    std::string name;
    int member = -1;
    std::string from, to;
};

// The changes of a run in order, each step and setting once: what is changed back between two steps
// leaves nothing. At most kMax; then the two nearest to each other of one setting become one.
class ChangeLog {
  public:
    static constexpr std::size_t kMax = 256;

    ChangeLog() = default;
    explicit ChangeLog(std::vector<SettingChange> changes)
        : changes_(std::make_shared<std::vector<SettingChange>>(std::move(changes))) {}

    // Notes where two lists of the same settings differ.
    void note(std::int64_t step, const std::vector<Setting>& before,
              const std::vector<Setting>& after);

    // Forgets what was changed at this step and later.
    void cut(std::int64_t step);

    // A value that later notes do not change.
    std::shared_ptr<const std::vector<SettingChange>> changes() const { return changes_; }

  private:
    std::shared_ptr<const std::vector<SettingChange>> changes_ =
        std::make_shared<std::vector<SettingChange>>();
};

}  // namespace la
