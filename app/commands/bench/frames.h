#pragma once

#include "app/commands/bench/report.h"
#include "app/screen/offscreen.h"
#include "core/engine/engine.h"
#include "core/model/config.h"

namespace la {

// Measures frames of the whole application for about `seconds`, beside a real trainer and a real
// observer of `config`. `what` gives size and training (paused, running); returns it with the times
// filled in. Trains some steps first, so that there is something to see. Thread: the one on which
// OpenGL contexts are made.
FrameTime measure_frames(FrameTime what, const Config& config, const EngineFactory& factory,
                         double seconds);

// Measures changes of lambda, about as many as fit into `seconds`. Thread: as measure_frames.
LambdaTime measure_lambda(const Config& config, const EngineFactory& factory, double seconds);

// The name of the OpenGL driver. Throws if there is none.
std::string gl_renderer();

}  // namespace la
