#pragma once

#include <functional>
#include <optional>

#include "app/state/sweep_settings.h"
#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// A demonstration on its way: the moves of the cues become commands, and the speaker's keys moves.

// Starts the demonstration of the configuration, if it has one.
void play_cues(const FrameContext& context, CuePace pace);
// Starts it, or stops it.
void play_or_stop_cues(const FrameContext& context);
// In large type, by the speaker's keys.
void begin_talk(const FrameContext& context);

// Once per frame. `own_sweep`: of the laboratory that is open.
void direct_cues(const FrameContext& context, float seconds,
                 const std::function<std::optional<SweepSettings>()>& own_sweep);

// Page down and page up of a talk, and the full stop for a black screen. True if the key was used.
bool press_on_stage(const FrameContext& context, const KeyPress& key);

}  // namespace la
