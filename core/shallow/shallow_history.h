#pragma once

#include <memory>

#include "core/shallow/shallow_snapshot.h"

namespace la {

// The run `now` at a kept step: nodes, measures and points satisfied as of then; the rest as now.
std::shared_ptr<const ShallowSnapshot> shallow_at(const ShallowSnapshot& now,
                                                  const ShallowKept& kept);

}  // namespace la
