#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/views/frame_context.h"
#include "core/model/condition.h"

namespace la {

// The state of the window by the names of core/model/condition.h, for lessons and demonstrations.

// A number; none: there is none of it now. Words have none.
std::optional<double> state_number(const FrameContext& context, std::string_view name);

// A word; empty where there is none of it now.
std::string state_word(const FrameContext& context, std::string_view name);

// Whether a condition holds now, whatever its seconds are.
bool holds(const FrameContext& context, const Condition& condition);

// A number as the window shows it: "13.2".
std::string state_text(const FrameContext& context, std::string_view name);

// What the number is, in words for the back row: "action B", "γ, α = 0.1".
std::string state_label(const FrameContext& context, std::string_view name);

}  // namespace la
