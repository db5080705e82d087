#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <glm/vec2.hpp>

#include "core/base/random.h"
#include "core/data/edit_points.h"

namespace la {

struct KeyPress;
struct FrameContext;

// Drawing points in the input plane (s = 0), while training runs: the mode, the brush, and the
// stroke under way.
struct Drawing {
    bool on = false;
    int label = 0;    // of new points
    float brush = 0;  // radius, design pixels; 0: one point at a time

    struct Frame {
        glm::vec2 lo{0}, hi{0};
    };
    std::optional<Frame> frame{};  // to show while drawing, world units; taken by the views

    enum class Stroke { None, Paint, Move, Erase, Relabel } stroke = Stroke::None;
    int number = 0;     // of the stroke
    int moving = -1;    // the point that a Move has hold of
    float view = 0;     // left edge of the view that the stroke began in
    glm::vec2 last{0};  // where the stroke was, pixels of the view
    Random random{1};   // of scattered points

    // Points that the observer has not seen yet: drawn by the view itself until then.
    struct Fresh {
        glm::vec2 point;
        std::uint8_t label;
        std::uint64_t commands;  // seen by a snapshot that has taken so many
    };
    std::vector<Fresh> fresh;
    glm::vec2 last_point{0};  // that was drawn or moved
};

inline constexpr float kLargestBrush = 80;

// The point of the data nearest to a place, within this distance; -1: none.
int point_at(const Dataset& data, glm::vec2 place, float distance);

// New training points along a way: one at its end, before that one every `spacing`; with a brush
// (radius, world units) more of them, evenly over its disc.
std::vector<PointEdit> paint(const Dataset& data, Random& random, glm::vec2 from, glm::vec2 to,
                             float spacing, float radius, int label);

// All points within this distance of the way, from the last to the first; one point for training
// always stays.
std::vector<PointEdit> erase(const Dataset& data, glm::vec2 from, glm::vec2 to, float distance);
std::vector<PointEdit> relabel(const Dataset& data, glm::vec2 from, glm::vec2 to, float distance,
                               int label);

// A key that means something else while points are drawn: the digits choose the class, [ and ] the
// brush, Esc ends it. True: it was meant for drawing.
bool press_while_drawing(const FrameContext& context, const KeyPress& key);

}  // namespace la
