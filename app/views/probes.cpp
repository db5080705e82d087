#include "app/views/probes.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

#include "app/views/framing.h"
#include "app/views/member_depth.h"

namespace la {

namespace {

constexpr float kVectorApart = 36;  // logical pixels at least, at most sqrt 2 times as many
constexpr int kMaxVectors = 64;     // per direction

glm::vec2 point_in(const Box& box, float x, float y) {
    return {box.lo.x + x * (box.hi.x - box.lo.x), box.lo.y + y * (box.hi.y - box.lo.y)};
}

// [2][kGridLines][kGridSamples]: first the lines along x, then those along y.
std::vector<glm::vec2> grid_points(const Box& box) {
    std::vector<glm::vec2> out;
    for (int direction = 0; direction < 2; ++direction) {
        for (int line = 0; line < kGridLines; ++line) {
            const float across = static_cast<float>(line) / (kGridLines - 1);
            for (int i = 0; i < kGridSamples; ++i) {
                const float along = static_cast<float>(i) / (kGridSamples - 1);
                out.push_back(direction == 0 ? point_in(box, along, across)
                                             : point_in(box, across, along));
            }
        }
    }
    return out;
}

std::vector<glm::vec2> lattice_points(const Box& box) {
    std::vector<glm::vec2> out;
    for (int i = 0; i < kLatticeSide * kLatticeSide; ++i) {
        out.push_back(point_in(box, static_cast<float>(i % kLatticeSide) / (kLatticeSide - 1),
                               static_cast<float>(i / kLatticeSide) / (kLatticeSide - 1)));
    }
    return out;
}

template<class Points>
auto shared(Points points) {
    return std::make_shared<const Points>(std::move(points));
}

}  // namespace

int fresh_count(ParticleSource particles, int layers) {
    const int wanted = particles == ParticleSource::Fresh10k    ? 10000
                       : particles == ParticleSource::Fresh100k ? 100000
                                                                : 0;
    return std::min(wanted, kMaxStates / (layers + 1));
}

float lattice_spacing(const std::vector<glm::vec2>& points) {
    return points.size() > 1 ? points[1].x - points[0].x : 0;
}

std::vector<Probe> Probes::needed(const Snapshot& snapshot, const UiState& state,
                                  const ViewShape& shape) {
    std::vector<Probe> out(kProbes);
    if (snapshot.data != data_) {
        data_ = snapshot.data;
        grid_ = lattice_ = nullptr;
    }
    if (state.view == ViewKind::Sweep) {
        return out;
    }
    if (state.view == ViewKind::Input) {
        out[kDataProbe].points = Points(data_, &data_->points);
        return out;
    }
    const int layers = snapshot.members.back().config.network.layers;
    const int layers_a = snapshot.members.front().config.network.layers;
    if (state.particles == ParticleSource::Lattice) {
        lattice_ = lattice_ ? lattice_ : shared(lattice_points(data_box(*data_)));
        out[kParticlesProbe].points = lattice_;
    } else {
        out[kParticlesProbe].fresh = fresh_count(state.particles, std::max(layers, layers_a));
    }
    if (state.show_grid && state.offers_grid()) {
        grid_ = grid_ ? grid_ : shared(grid_points(data_box(*data_)));
        out[kGridProbe].points = grid_;
    }
    if (state.show_vectors && state.view == ViewKind::Plane && shape.height > 0) {
        // Spacing is a power of 2^(1/2), points lie at its multiples: so arrows keep their world
        // position while the frame eases.
        const float min_step = 2 * shape.viewport.half_height * kVectorApart / shape.height;
        const float step = std::exp2(std::ceil(2 * std::log2(min_step)) / 2);
        const auto steps = [step](glm::vec2 at, float beyond) {
            return glm::ivec2(static_cast<int>(std::floor(at.x / step + beyond)),
                              static_cast<int>(std::floor(at.y / step + beyond)));
        };
        const glm::ivec2 lo = steps(shape.viewport.lo(), 0);
        const glm::ivec2 hi = glm::min(steps(shape.viewport.hi(), 1), lo + kMaxVectors);
        if (!vectors_ || step != vector_step_ || lo != vector_lo_ || hi != vector_hi_) {
            std::vector<glm::vec2> points;
            for (int y = lo.y; y <= hi.y; ++y) {
                for (int x = lo.x; x <= hi.x; ++x) {
                    points.emplace_back(static_cast<float>(x) * step, static_cast<float>(y) * step);
                }
            }
            vectors_ = shared(std::move(points));
            vector_lo_ = lo;
            vector_hi_ = hi;
            vector_step_ = step;
        }
        out[kVectorProbe].points = vectors_;
        out[kVectorProbe].in_view = true;
        out[kVectorProbe].layer = std::clamp(static_cast<int>(shape.depth), 0, layers - 1);
        if (const auto of_a = layer_of_a(snapshot, shape.depth)) {
            out[kVectorProbe].layer_of_a = std::min(*of_a, layers_a - 1);
        }
    }
    return out;
}

}  // namespace la
