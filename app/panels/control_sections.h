#pragma once

#include "app/views/frame_context.h"

namespace la {

// Sections of the controls, into the open panel. A laboratory draws those that it uses.

// Objective, what differs in A, data, network, optimiser, stop: all of a run.
void run_sections(const FrameContext& context);

// What a model is that is not trained here.
void model_section(const FrameContext& context);

// Which view, and what it draws.
void show_section(const FrameContext& context);

}  // namespace la
