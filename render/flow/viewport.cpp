#include "render/flow/viewport.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

namespace la {

namespace {

constexpr float kSmallest = 1e-4f;  // half sizes, world units
constexpr float kLargest = 1e7f;

bool finite(glm::vec2 v) {
    return std::isfinite(v.x) && std::isfinite(v.y);
}

bool not_beyond(glm::vec2 a, glm::vec2 b) {
    return a.x <= b.x && a.y <= b.y;
}

float distance(glm::vec2 a, glm::vec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace

glm::vec2 Viewport::to_pixel(glm::vec2 world, glm::vec2 size) const {
    const glm::vec2 ndc = to_ndc(world);
    return {(ndc.x + 1) * 0.5f * size.x, (1 - ndc.y) * 0.5f * size.y};
}

glm::vec2 Viewport::from_pixel(glm::vec2 pixel, glm::vec2 size) const {
    return from_ndc({2 * pixel.x / size.x - 1, 1 - 2 * pixel.y / size.y});
}

void ViewportEase::aim(glm::vec2 lo, glm::vec2 hi) {
    if (!finite(lo) || !finite(hi)) {
        return;
    }
    const glm::vec2 low(std::clamp(std::min(lo.x, hi.x), -kLargest, kLargest),
                        std::clamp(std::min(lo.y, hi.y), -kLargest, kLargest));
    const glm::vec2 high(std::clamp(std::max(lo.x, hi.x), -kLargest, kLargest),
                         std::clamp(std::max(lo.y, hi.y), -kLargest, kLargest));
    asked_ = with_surroundings(low, high);
    if (!aimed_) {
        box_ = asked_;
        now_ = around(box_);
        aimed_ = true;
        return;
    }
    const glm::vec2 margin = (box_.hi - box_.lo) * (0.5f * (kMargin - 1) + 1e-4f);  // and rounding
    const bool holds =
        not_beyond(box_.lo - margin, asked_.lo) && not_beyond(asked_.hi, box_.hi + margin);
    if (!holds || loose(box_, asked_)) {
        const Box both{glm::min(box_.lo, asked_.lo), glm::max(box_.hi, asked_.hi)};
        box_ = loose(both, asked_) ? asked_ : both;
    }
}

void ViewportEase::fit() {
    box_ = asked_;
}

// A point gets surroundings, a flat box some thickness.
ViewportEase::Box ViewportEase::with_surroundings(glm::vec2 lo, glm::vec2 hi) {
    const glm::vec2 centre = (lo + hi) * 0.5f, half = (hi - lo) * 0.5f;
    const float longest = std::max(half.x, half.y);
    const float least = longest < kSmallest ? 1 / kMargin : longest * 1e-3f;
    const glm::vec2 out(std::max(half.x, least), std::max(half.y, least));
    return {centre - out, centre + out};
}

ViewportEase::Frame ViewportEase::around(const Box& box) {
    const glm::vec2 half = (box.hi - box.lo) * 0.5f * kMargin;
    return {(box.lo + box.hi) * 0.5f, {std::log(half.x), std::log(half.y)}};
}

// In a view as wide as high, or twice as wide: the side that does not set a picture's size may
// change as it likes.
bool ViewportEase::loose(const Box& outer, const Box& inner) {
    const glm::vec2 a = outer.hi - outer.lo, b = inner.hi - inner.lo;
    return std::max(a.y, a.x) > kLoose * std::max(b.y, b.x) ||
           std::max(a.y, a.x / 2) > kLoose * std::max(b.y, b.x / 2);
}

void ViewportEase::update(float seconds) {
    if (!(seconds > 0) || !aimed_) {
        return;
    }
    const float step = 1 - std::exp(-std::min(seconds, 10.0f) / kTimeConstant);
    const Frame target = around(box_);
    now_.centre += (target.centre - now_.centre) * step;
    now_.log_half += (target.log_half - now_.log_half) * step;
    if (resting()) {
        now_ = target;
    }
}

Viewport ViewportEase::current(float aspect) const {
    const float ratio = std::isfinite(aspect) && aspect > 0 ? aspect : 1.0f;
    const glm::vec2 half(std::exp(now_.log_half.x), std::exp(now_.log_half.y));
    return {now_.centre, std::max(half.y, half.x / ratio), ratio};
}

void ViewportEase::snap() {
    if (aimed_) {
        now_ = around(box_);
    }
}

bool ViewportEase::resting() const {
    if (!aimed_) {
        return true;
    }
    // Less than a thousandth of the picture is less than a pixel.
    const Frame target = around(box_);
    const float size = std::exp(std::max(target.log_half.x, target.log_half.y));
    return distance(now_.centre, target.centre) < 3e-4f * size &&
           distance(now_.log_half, target.log_half) < 3e-4f;
}

}  // namespace la
