#pragma once
#include <imgui.h>

#include <span>
#include <string>
#include <string_view>

#include "render/plot/style.h"

namespace la::plot {

struct Reading {
    std::string_view name{};
    std::string value{};
    ImU32 colour = 0;
};

// A tooltip at the mouse: a heading, one line per reading with its colour, and a note below.
void show_readings(const PlotStyle& style, const std::string& heading,
                   std::span<const Reading> readings, std::string_view note = {});

}  // namespace la::plot
