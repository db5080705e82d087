#pragma once

#include <optional>

#include "core/model/config.h"

namespace la {

// What goes with regression (dataset.task values) and with networks of three layers.

// Throws UsageError, with the path, where fields of a network, or of all, do not go together.
void check_task(const Config& config);
void check_network(const Config& config, const MemberConfig& member);

// Brings what else a newly named task or network needs: mse with values; of a network of three
// layers one layer and as many inputs as the points have. `before`: the configuration without them.
void bring_usual(Config& config, const Config& before);

}  // namespace la
