#include "core/model_reader/recorded_grid.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace la {

namespace {

// Of the spacing: a place so near to a node is the node, though its coordinates were rounded.
constexpr float kAtNode = 1e-3f;

// The node below a coordinate in units of the spacing, and the part of the way to the next.
std::pair<std::size_t, float> split(float at, std::size_t side) {
    const float node = std::round(at);
    const float exact = std::abs(at - node) < kAtNode ? node : at;
    const auto below = std::min(static_cast<std::size_t>(exact), side - 2);
    return {below, exact - static_cast<float>(below)};
}

}  // namespace

RecordedGrid::RecordedGrid(std::vector<float> values, std::size_t stages, std::size_t width,
                           std::span<const float> box)
    : values_(std::move(values)), width_(width) {
    const std::size_t nodes = values_.size() / (stages * width);
    side_ = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(nodes))));
    if (box.size() != 4 || side_ < 2 || side_ * side_ * stages * width != values_.size() ||
        !(box[2] > box[0]) || !(box[3] > box[1]) ||
        !std::ranges::all_of(box, [](float value) { return std::abs(value) < 1e30f; })) {
        throw Error(
            "it is no whole recording: a grid is not square, or has no box; record it again by "
            "leastaction.py");
    }
    lo_ = {box[0], box[1]};
    spacing_ = (glm::vec2(box[2], box[3]) - lo_) / static_cast<float>(side_ - 1);
}

void RecordedGrid::value(std::size_t stage, glm::vec2 place, std::span<float> out) const {
    const glm::vec2 at = (place - lo_) / spacing_;
    const auto last = static_cast<float>(side_ - 1);
    // Not finite is outside, too.
    if (!(at.x >= -kAtNode && at.y >= -kAtNode && at.x <= last + kAtNode &&
          at.y <= last + kAtNode)) {
        return;
    }
    const auto [column, right] = split(std::clamp(at.x, 0.0f, last), side_);
    const auto [row, up] = split(std::clamp(at.y, 0.0f, last), side_);
    const std::size_t first = (stage * side_ + row) * side_ + column;
    for (std::size_t i = 0; i < width_; ++i) {
        const auto node = [&](std::size_t offset) {
            return values_[(first + offset) * width_ + i];
        };
        const float below = right == 0   ? node(0)
                            : right == 1 ? node(1)
                                         : node(0) + right * (node(1) - node(0));
        if (up == 0) {
            out[i] = below;
            continue;
        }
        const float above = right == 0   ? node(side_)
                            : right == 1 ? node(side_ + 1)
                                         : node(side_) + right * (node(side_ + 1) - node(side_));
        out[i] = up == 1 ? above : below + up * (above - below);
    }
}

}  // namespace la
