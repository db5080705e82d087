#pragma once

#include <cstdint>
#include <optional>

#include "app/state/ui_temp.h"
#include "app/ui/layout.h"
#include "render/gl/screen.h"

struct ImDrawData;

namespace la {

// A number for what a region of the window shows: ImGui's drawing and the backgrounds beneath it,
// but not the flow views. It stays as long as the region looks the same. Nothing: the region has a
// picture, whose pixels may change.
std::optional<std::uint64_t> look_of(const PixelRect& region, const ImDrawData& gui,
                                     const Layout& layout, const PlotTemp& plots);

}  // namespace la
