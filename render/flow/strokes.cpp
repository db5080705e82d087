#include "render/flow/strokes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <glm/geometric.hpp>
#include <numbers>

namespace la {

namespace {

constexpr float kBeyond = 24;            // pixels around the picture in which strokes are kept
constexpr float kShortest = 0.02f;       // pixels
constexpr float kTolerance = 1.0f / 3;   // pixels between a simplified line and a sample
constexpr std::size_t kLongestRun = 16;  // samples in one piece of it

std::uint32_t packed(glm::vec4 colour) {
    std::uint8_t bytes[4];
    for (int i = 0; i < 4; ++i) {
        bytes[i] = static_cast<std::uint8_t>(std::lround(std::clamp(colour[i], 0.0f, 1.0f) * 255));
    }
    std::uint32_t out;
    std::memcpy(&out, bytes, sizeof out);
    return out;
}

bool finite(glm::vec2 v) {
    return std::isfinite(v.x) && std::isfinite(v.y);
}

float square_distance(glm::vec2 p, glm::vec2 a, glm::vec2 b) {
    const glm::vec2 travel = b - a;
    const float length = glm::dot(travel, travel);
    const float t = length > 0 ? std::clamp(glm::dot(p - a, travel) / length, 0.0f, 1.0f) : 0.0f;
    const glm::vec2 off = p - (a + t * travel);
    return glm::dot(off, off);
}

}  // namespace

void Strokes::begin(glm::vec2 pixels) {
    pixels_ = pixels;
    vertices_.clear();
}

// Cuts to a little more than the picture (Liang and Barsky), so that far ends keep their precision.
bool Strokes::clip(glm::vec2& from, glm::vec2& to) const {
    if (!finite(from) || !finite(to)) {
        return false;
    }
    const glm::vec2 travel = to - from;
    float enter = 0;
    float leave = 1;
    for (int i = 0; i < 2; ++i) {
        if (travel[i] == 0) {
            if (from[i] < -kBeyond || from[i] > pixels_[i] + kBeyond) {
                return false;
            }
            continue;
        }
        const float t1 = (-kBeyond - from[i]) / travel[i];
        const float t2 = (pixels_[i] + kBeyond - from[i]) / travel[i];
        enter = std::max(enter, std::min(t1, t2));
        leave = std::min(leave, std::max(t1, t2));
    }
    if (enter >= leave) {
        return false;
    }
    to = from + leave * travel;
    from += enter * travel;
    return true;
}

void Strokes::line(glm::vec2 from, glm::vec2 to, const StrokeStyle& style) {
    if (!clip(from, to)) {
        return;
    }
    const float reach = glm::distance(from, to);
    if (reach < kShortest) {
        return;
    }
    const glm::vec2 along = (to - from) / reach;
    const glm::vec2 across(-along.y, along.x);
    const float half = style.width / 2;
    // The base is twice as wide as the line and the tip twice as far as its end: the smallest
    // triangle around it.
    const float side = 2 * half + 1;
    const float tip = 2 * reach + 1;
    const glm::vec3 shape(reach, half, style.dash);
    const std::uint32_t colour = packed(style.colour);
    vertices_.push_back({from + side * across, {0, side}, shape, colour});
    vertices_.push_back({from - side * across, {0, -side}, shape, colour});
    vertices_.push_back({from + tip * along, {tip, 0}, shape, colour});
}

void Strokes::arrow(glm::vec2 from, glm::vec2 to, const StrokeStyle& style, float head) {
    if (!finite(from) || !finite(to)) {
        return;
    }
    const float length = glm::distance(from, to);
    if (!(length > kShortest) || !std::isfinite(length)) {
        return;
    }
    const glm::vec2 along = (to - from) / length;
    const glm::vec2 across(-along.y, along.x);
    const float reach = std::min(head, length);
    const glm::vec2 base = to - reach * along;
    line(from, base, style);
    const auto near = [this](glm::vec2 p) {
        return p.x > -kBeyond && p.y > -kBeyond && p.x < pixels_.x + kBeyond &&
               p.y < pixels_.y + kBeyond;
    };
    if (!near(to)) {
        return;
    }
    // The head narrows from half its width at the base to nothing; one pixel more holds its soft
    // edge.
    const float half = 0.4f * reach;
    const float ahead = 1.2f * reach / half;
    const float side = half * (reach + ahead) / reach;
    const std::uint32_t colour = packed(style.colour);
    const glm::vec3 wide(2 * (reach + ahead), half, 0);
    const glm::vec3 narrow(2 * (reach + ahead), -half * ahead / reach, 0);
    vertices_.push_back({base + side * across, {0, side}, wide, colour});
    vertices_.push_back({base - side * across, {0, -side}, wide, colour});
    vertices_.push_back({base + (reach + ahead) * along, {reach + ahead, 0}, narrow, colour});
}

void Strokes::polyline(std::span<const glm::vec2> points, const StrokeStyle& style) {
    const auto straight = [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first + 1; i < last; ++i) {
            const float square = square_distance(points[i], points[first], points[last]);
            if (!(square <= kTolerance * kTolerance)) {  // false for NaN, too
                return false;
            }
        }
        return true;
    };
    std::size_t first = 0;
    while (first + 1 < points.size()) {
        std::size_t last = first + 1;
        if (!finite(points[first])) {
            first = last;
            continue;
        }
        while (last + 1 < points.size() && last + 1 - first <= kLongestRun &&
               finite(points[last + 1]) && straight(first, last + 1)) {
            ++last;
        }
        line(points[first], points[last], style);
        first = last;
    }
}

void Strokes::ring(glm::vec2 centre, float radius, const StrokeStyle& style) {
    constexpr int kSides = 24;
    glm::vec2 last = centre + glm::vec2(radius, 0);
    for (int i = 1; i <= kSides; ++i) {
        const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / kSides;
        const glm::vec2 next = centre + radius * glm::vec2(std::cos(angle), std::sin(angle));
        line(last, next, style);
        last = next;
    }
}

}  // namespace la
