#include "app/experiment/point_brush.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>

namespace la {

namespace {

float distance_to_path(glm::vec2 point, glm::vec2 from, glm::vec2 to) {
    const glm::vec2 path = to - from;
    const float square = glm::dot(path, path);
    const float t = square > 0 ? std::clamp(glm::dot(point - from, path) / square, 0.0f, 1.0f) : 0;
    return glm::length(point - from - t * path);
}

}  // namespace

int point_at(const Dataset& data, glm::vec2 place, float distance) {
    int nearest = -1;
    for (int i = 0; i < data.size(); ++i) {
        const float d = glm::length(data.points[static_cast<std::size_t>(i)] - place);
        if (d < distance) {
            distance = d;
            nearest = i;
        }
    }
    return nearest;
}

std::vector<PointEdit> paint(const Dataset& data, Random& random, glm::vec2 from, glm::vec2 to,
                             float spacing, float radius, int label) {
    std::vector<PointEdit> out;
    const auto add = [&](glm::vec2 point) {
        out.push_back({.kind = PointEdit::Kind::Add,
                       .index = data.train + static_cast<int>(out.size()),
                       .point = point,
                       .label = static_cast<std::uint8_t>(label)});
    };
    const float length = glm::length(to - from);
    const int stamps = std::max(1, static_cast<int>(length / spacing));
    const int scattered = static_cast<int>(radius / spacing * 2);
    for (int i = stamps - 1; i >= 0; --i) {
        const glm::vec2 at =
            to - (to - from) * (static_cast<float>(i) / static_cast<float>(stamps));
        add(at);
        for (int k = 0; k < scattered; ++k) {
            const auto r = radius * static_cast<float>(std::sqrt(random.uniform()));
            const auto a = static_cast<float>(2 * std::numbers::pi * random.uniform());
            add(at + r * glm::vec2(std::cos(a), std::sin(a)));
        }
    }
    return out;
}

std::vector<PointEdit> erase(const Dataset& data, glm::vec2 from, glm::vec2 to, float distance) {
    std::vector<PointEdit> out;
    int training = data.train;
    for (int i = data.size() - 1; i >= 0; --i) {
        if (distance_to_path(data.points[static_cast<std::size_t>(i)], from, to) > distance) {
            continue;
        }
        if (i < data.train && training == 1) {
            break;
        }
        training -= i < data.train ? 1 : 0;
        out.push_back({.kind = PointEdit::Kind::Remove, .index = i});
    }
    return out;
}

std::vector<PointEdit> relabel(const Dataset& data, glm::vec2 from, glm::vec2 to, float distance,
                               int label) {
    std::vector<PointEdit> out;
    for (int i = 0; i < data.size(); ++i) {
        const glm::vec2 point = data.points[static_cast<std::size_t>(i)];
        if (data.labels[static_cast<std::size_t>(i)] != label &&
            distance_to_path(point, from, to) <= distance) {
            out.push_back({.kind = PointEdit::Kind::Set,
                           .index = i,
                           .point = point,
                           .label = static_cast<std::uint8_t>(label)});
        }
    }
    return out;
}

}  // namespace la
