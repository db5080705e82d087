#include "render/flow/flow_data.h"

#include <algorithm>

namespace la {

namespace {

// Texture units.
constexpr int kStates = 0, kLabels = 1, kThird = 2;

}  // namespace

bool FlowData::update(const FlowScene& scene) {
    const auto points = static_cast<std::size_t>(scene.points > 0 ? scene.points : 0);
    if (points == 0 || scene.layers < 0 || scene.labels.size() < points ||
        scene.states.size() < points * (static_cast<std::size_t>(scene.layers) + 1) ||
        (!scene.third.empty() && scene.third.size() < scene.states.size())) {
        return false;
    }
    const bool has_third = !scene.third.empty();
    if (uploads_ > 0 && scene.version == version_ && scene.layers == layers_ &&
        scene.points == points_ && has_third_ == has_third) {
        return true;
    }
    const std::size_t count = points * (static_cast<std::size_t>(scene.layers) + 1);
    if (!states_.write(scene.states.data(), count) ||
        (has_third && !third_.write(scene.third.data(), count)) ||
        !labels_.write(scene.labels.data(), points)) {
        points_ = -1;  // the old data are overwritten
        return false;
    }
    classes_ = 1 + *std::max_element(scene.labels.begin(), scene.labels.begin() + scene.points);
    has_third_ = has_third;
    version_ = scene.version;
    layers_ = scene.layers;
    points_ = scene.points;
    ++uploads_;
    return true;
}

void FlowData::bind(const gl::Program& program, bool with_third) const {
    program.set("u_points", points_);
    program.set("u_states", kStates);
    program.set("u_labels", kLabels);
    program.set("u_third_states", kThird);
    if (with_third) {
        third_.bind(kThird);
    }
    labels_.bind(kLabels);
    states_.bind(kStates);
}

void FlowData::unbind() {
    for (const int unit : {kThird, kLabels, kStates}) {
        gl::Table::unbind(unit);
    }
}

}  // namespace la
