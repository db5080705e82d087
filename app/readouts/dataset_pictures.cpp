#include "app/readouts/dataset_pictures.h"

#include <algorithm>
#include <glm/common.hpp>

#include "core/data/dataset.h"

namespace la {

namespace {

constexpr int kPoints = 240;

}  // namespace

DatasetPicture make_picture(const Dataset& data, std::size_t max_points) {
    DatasetPicture out;
    out.shades = data.has_values();
    std::vector<glm::vec2> points = data.points;
    for (std::size_t i = 0; data.one_input && i < points.size(); ++i) {
        points[i].y = data.values[i];  // the values over the one input
    }
    if (points.empty()) {
        return out;
    }
    glm::vec2 lo = points[0], hi = points[0];
    for (const glm::vec2 point : points) {
        lo = glm::min(lo, point);
        hi = glm::max(hi, point);
    }
    const float side = std::max({hi.x - lo.x, hi.y - lo.y, 1e-6f});
    const glm::vec2 corner = 0.5f * (lo + hi) - 0.5f * side;
    const std::size_t stride = (points.size() + max_points - 1) / max_points;
    for (std::size_t i = 0; i < points.size(); i += stride) {
        out.points.push_back((points[i] - corner) / side);
        out.labels.push_back(data.marks()[i]);
    }
    return out;
}

const DatasetPicture& DatasetPictures::of(DatasetKind kind) {
    DatasetPicture& picture = made_[static_cast<std::size_t>(kind)];
    if (picture.points.empty() && has_generator({.kind = kind})) {
        DatasetConfig config = with_kind({}, kind);
        config.points = kPoints;
        const Dataset data = make_dataset(config);
        picture = make_picture(data, kPoints);
    }
    return picture;
}

}  // namespace la
