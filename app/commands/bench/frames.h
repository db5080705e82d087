#pragma once

#include "app/commands/bench/report.h"
#include "app/screen/offscreen.h"
#include "core/engine/engine.h"
#include "core/model/config.h"

namespace la {

// Fills in the times of a case whose size and training (paused, running) are given: frames of the
// whole application with `config`, beside a real trainer and a real observer, for about `seconds`.
// Before that it trains some steps, so that there is something to see. Thread: the stage's.
FrameTime measure_frames(FrameTime what, const Config& config, const EngineFactory& factory,
                         double seconds);

// The same of lambda's changes, about as many as fit into `seconds`.
LambdaTime measure_lambda(const Config& config, const EngineFactory& factory, double seconds);

// The driver's name; throws where there is no OpenGL.
std::string gl_renderer();

}  // namespace la
