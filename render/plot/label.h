#pragma once
#include <imgui.h>

#include <string>
#include <string_view>

#include "render/plot/style.h"
#include "render/plot/ticks.h"

namespace la::plot {

// Text in the style's font and size. ASCII minus signs become real ones if the font has them.
ImVec2 text_size(const PlotStyle& style, std::string_view text);
void draw_text(ImDrawList& draw, const PlotStyle& style, ImVec2 at, ImU32 colour,
               std::string_view text);
// The text, cut and ended with dots so that it is no wider than this.
std::string fit_text(const PlotStyle& style, std::string_view text, float width);

// A tick's label with its raised exponent.
ImVec2 label_size(const PlotStyle& style, const Tick& tick);
void draw_label(ImDrawList& draw, const PlotStyle& style, ImVec2 at, ImU32 colour,
                const Tick& tick);

}  // namespace la::plot
