#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <glm/vec2.hpp>

#include "core/base/random.h"

namespace la {

// State of drawing points in the input plane (s = 0) while training runs: the mode, the brush, and
// the stroke under way. Written by the panel (panels/point_drawing.cpp); the views read `frame`.
struct Drawing {
    bool on = false;
    int label = 0;    // class of new points
    float brush = 0;  // radius, design pixels; 0: one point at a time

    struct Frame {
        glm::vec2 lo{0}, hi{0};
    };
    std::optional<Frame> frame{};  // shown while drawing, world units

    enum class Stroke { None, Paint, Move, Erase, Relabel } stroke = Stroke::None;
    int number = 0;     // number of the stroke
    int moving = -1;    // the point that a Move drags; -1: none
    float view = 0;     // left edge of the view that the stroke began in
    glm::vec2 last{0};  // previous point of the stroke, pixels of the view
    Random random{1};   // places of scattered points

    // New points that no observation contains yet; until then the view draws them itself.
    struct Fresh {
        glm::vec2 point;
        std::uint8_t label;
        std::uint64_t commands;  // the first Snapshot::commands that includes the point
    };
    std::vector<Fresh> fresh;
    glm::vec2 last_point{0};  // last point that was drawn or moved
};

inline constexpr float kMaxBrush = 80;  // design pixels

}  // namespace la
