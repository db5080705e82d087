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
    const Frame wanted = around(low, high);
    const auto loose = [&](const Frame& frame) {
        return std::max(frame.log_half.x - wanted.log_half.x,
                        frame.log_half.y - wanted.log_half.y) > std::log(kLoose);
    };
    if (!aimed_) {
        target_ = now_ = wanted;
        lo_ = low;
        hi_ = high;
        aimed_ = true;
    } else if (loose(target_) || !holds(low, high)) {
        const glm::vec2 least = glm::min(lo_, low), most = glm::max(hi_, high);
        const bool grows = !loose(around(least, most));
        lo_ = grows ? least : low;
        hi_ = grows ? most : high;
        target_ = around(lo_, hi_);
    }
}

// The box with a margin; a point gets surroundings, a flat box some thickness.
ViewportEase::Frame ViewportEase::around(glm::vec2 lo, glm::vec2 hi) {
    glm::vec2 half = (hi - lo) * 0.5f * kMargin;
    const float longest = std::max(half.x, half.y);
    const float least = longest < kSmallest ? 1.0f : longest * 1e-3f;
    half = {std::max(half.x, least), std::max(half.y, least)};
    return {(lo + hi) * 0.5f, {std::log(half.x), std::log(half.y)}};
}

bool ViewportEase::holds(glm::vec2 lo, glm::vec2 hi) const {
    const glm::vec2 half(std::exp(target_.log_half.x), std::exp(target_.log_half.y));
    const glm::vec2 slack = 1e-4f * half;  // of rounding
    const glm::vec2 from = target_.centre - half - slack, to = target_.centre + half + slack;
    return lo.x >= from.x && lo.y >= from.y && hi.x <= to.x && hi.y <= to.y;
}

void ViewportEase::update(float seconds) {
    if (!(seconds > 0)) {
        return;
    }
    const float step = 1 - std::exp(-std::min(seconds, 10.0f) / kTimeConstant);
    now_.centre += (target_.centre - now_.centre) * step;
    now_.log_half += (target_.log_half - now_.log_half) * step;
    if (resting()) {
        now_ = target_;
    }
}

Viewport ViewportEase::current(float aspect) const {
    const float ratio = std::isfinite(aspect) && aspect > 0 ? aspect : 1.0f;
    const glm::vec2 half(std::exp(now_.log_half.x), std::exp(now_.log_half.y));
    return {now_.centre, std::max(half.y, half.x / ratio), ratio};
}

void ViewportEase::snap() {
    now_ = target_;
}

bool ViewportEase::resting() const {
    // Less than a thousandth of the picture is less than a pixel.
    const float size = std::exp(std::max(target_.log_half.x, target_.log_half.y));
    return distance(now_.centre, target_.centre) < 3e-4f * size &&
           distance(now_.log_half, target_.log_half) < 3e-4f;
}

}  // namespace la
