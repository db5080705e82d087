#pragma once

#include "app/views/frame_context.h"

namespace la {

// Sections of the controls, drawn into the open panel. A laboratory draws those that it uses.

// All sections of a run: objective, differences of A, data, network, optimiser, stop.
void run_sections(const FrameContext& context);

// Begins a new run with an edited configuration; of points in a file once these are read.
void start_edited(const FrameContext& context, const Config& config);

// Describes a model that is not trained here.
void model_section(const FrameContext& context);

// Chooses the view and what it draws.
void show_section(const FrameContext& context);

}  // namespace la
