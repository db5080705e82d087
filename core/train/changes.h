#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config.h"

namespace la {

// A setting of one member, or of all, with its value as text.
struct Setting {
    std::string name;  // "lambda", "learning_rate", ...
    int member = -1;   // -1: all
    std::string value;
};

// The settings that can change during a run: the lambda in force of every member, and the
// optimiser.
std::vector<Setting> settings_of(const std::vector<double>& lambda,
                                 const OptimizerConfig& optimizer);

// A change of a setting during a run. The update after `step` is the first with the new value.
struct SettingChange {
    std::int64_t step = 0;
    std::string name;
    int member = -1;
    std::string from, to;
};

// The changes of a run in order, at most one per step and setting; a change taken back before the
// next step leaves none. At most kMax: beyond, the two changes of one setting that are nearest to
// each other become one.
class ChangeLog {
  public:
    static constexpr std::size_t kMax = 256;

    ChangeLog() = default;
    explicit ChangeLog(std::vector<SettingChange> changes)
        : changes_(std::make_shared<std::vector<SettingChange>>(std::move(changes))) {}

    // Adds a change for every setting that differs between two lists of the same settings.
    void note(std::int64_t step, const std::vector<Setting>& before,
              const std::vector<Setting>& after);

    // Removes the changes at this step and later.
    void cut(std::int64_t step);

    // An immutable value; later calls of note do not change it.
    std::shared_ptr<const std::vector<SettingChange>> changes() const { return changes_; }

  private:
    std::shared_ptr<const std::vector<SettingChange>> changes_ =
        std::make_shared<std::vector<SettingChange>>();
};

}  // namespace la
