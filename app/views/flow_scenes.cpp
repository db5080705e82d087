#include "app/views/flow_scenes.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <optional>

#include "app/views/member_depth.h"
#include "app/views/probes.h"

namespace la {

namespace {

constexpr std::uint64_t kMaxFields = 64;  // per observation

// The head's plane a u + b v + c w + d = 0 in the three coordinates of a view: logits 0 and 1 are
// equal there. In the first two coordinates it is the line a u + b v + d = 0.
glm::vec4 head_plane(const Weights& weights, const Projection* by) {
    if (weights.classes == 1 || weights.network.kind == NetworkKind::ThreeLayer) {
        return glm::vec4{0};
    }
    const WeightLayout layout(weights.network, weights.classes);
    const std::size_t q = layout.dimension;
    std::vector<double> normal(q, 0);
    double offset = weights.network.head.intercept;
    if (layout.head_weight == layout.size) {
        normal[0] = normal[1] = 1;
    } else if (weights.classes == 2) {
        const float* w = weights.values.data() + layout.head_weight;
        const float* b = weights.values.data() + layout.head_bias;
        for (std::size_t k = 0; k < q; ++k) {
            normal[k] = w[k] - w[q + k];
        }
        offset = b[0] - b[1];
    } else {
        return glm::vec4{0};
    }
    if (!by) {
        return {normal[0], normal[1], q > 2 ? normal[2] : 0, offset};
    }
    glm::dvec4 out(0, 0, 0, offset);
    for (std::size_t k = 0; k < q; ++k) {
        out +=
            normal[k] * glm::dvec4(by->axes[k], by->axes[q + k], by->axes[2 * q + k], by->mean[k]);
    }
    return glm::vec4(out);
}

// For three or more classes, one segment per pair: the points where the pair's logits are equal and
// no other logit is greater.
std::vector<HeadLine> head_lines(const Weights& weights) {
    const WeightLayout layout(weights.network, weights.classes);
    std::vector<HeadLine> out;
    if (weights.classes < 3 || weights.network.kind == NetworkKind::ThreeLayer) {
        return out;
    }
    // The line a x + b y + c = 0 of logit i minus logit j.
    const auto difference = [&](int i, int j) {
        const float* w = weights.values.data() + layout.head_weight;
        const float* beta = weights.values.data() + layout.head_bias;
        const std::size_t q = layout.dimension;
        return glm::vec3{w[i * q] - w[j * q], w[i * q + 1] - w[j * q + 1], beta[i] - beta[j]};
    };
    for (int i = 0; i < weights.classes; ++i) {
        for (int j = i + 1; j < weights.classes; ++j) {
            HeadLine head{difference(i, j)};
            const glm::vec2 normal(head.line);
            const float length = glm::length(normal);
            const glm::vec2 foot = -normal * (head.line.z / (length * length));
            const glm::vec2 along = glm::vec2(-normal.y, normal.x) / length;
            for (int k = 0; k < weights.classes; ++k) {
                if (k == i || k == j) {
                    continue;
                }
                // At parameter t of the line, logit i exceeds logit k by g + t h.
                const glm::vec3 lead = difference(i, k);
                const float g = glm::dot(glm::vec2(lead), foot) + lead.z;
                const float h = glm::dot(glm::vec2(lead), along);
                if (h > 0) {
                    head.from = std::max(head.from, -g / h);
                } else if (h < 0) {
                    head.to = std::min(head.to, -g / h);
                } else if (!(g >= 0)) {
                    head.to = head.from;
                }
            }
            if (head.from < head.to) {
                out.push_back(head);
            }
        }
    }
    return out;
}

const ProbeStates* probe_at(const MemberObservation& m, ProbePlace place) {
    return place < static_cast<int>(m.probes.size()) ? m.probes[place].get() : nullptr;
}

// Adds the particles: the probe's points if there are any, else the data's points.
void add_particles(FlowScene& scene, const Observation& seen, const MemberObservation& m) {
    if (const ProbeStates* shown = probe_at(m, kParticlesProbe)) {
        scene.points = shown->points;
        scene.states = shown->states;
        scene.labels = shown->labels;
    } else {
        scene.points = seen.snapshot->data->size();
        scene.states = *m.states;
        scene.labels = seen.snapshot->data->marks();
    }
    scene.shades = seen.snapshot->data->has_values();
}

// Adds the lattices of the warped grid and of the vector field.
void add_lattices(FlowScene& scene, const Observation& seen, const MemberObservation& m) {
    if (const ProbeStates* grid = probe_at(m, kGridProbe)) {
        scene.grid = {.lines = kGridLines, .samples = kGridSamples, .states = grid->states};
    }
    const ProbeStates* vectors = probe_at(m, kVectorProbe);
    if (vectors && vectors->layer < scene.layers) {
        const std::span<const glm::vec2> states = vectors->states;
        const auto n = static_cast<std::size_t>(vectors->points);
        scene.vectors = {.spacing = lattice_spacing(*seen.asked.probes[kVectorProbe].points),
                         .from = states.first(n),
                         .to = states.subspan(n, n)};
    }
}

// Adds the field that was requested with this `far` and layer, or as number `which`, if there is
// one.
void add_field(FlowScene& scene, const Observation& seen, int member, bool far,
               std::optional<int> layer, std::size_t which = 0) {
    const bool of_a = seen.members.size() == 2 && member == 0;
    const MemberObservation& m = seen.members[member];
    const Flow* flow = seen.snapshot->members[member].imported.get();
    for (std::size_t i = which; i < seen.asked.fields.size() && i < m.fields.size(); ++i) {
        const FieldRequest& asked = seen.asked.fields[i];
        if (asked.far == far && (!layer || asked.layer == *layer)) {
            // An imported model may decide only at layer 0: no field between the layers then.
            const bool between = flow && scene.depth > static_cast<float>(asked.layer) &&
                                 !flow->decides_at(asked.layer + 1);
            if (!m.fields[i] || (far && between)) {
                return;
            }
            scene.field = field_texture(seen, member, i);
            // For one frame the field may belong to an earlier layer: show the end of that layer.
            const int begin = of_a ? asked.layer_of_a.value_or(asked.layer) : asked.layer;
            scene.blend =
                far ? std::clamp(scene.depth - static_cast<float>(begin), 0.0f, 1.0f) : 0.0f;
            return;
        }
    }
}

// `depth` is the member's own, not B's.
FlowScene scene_without_field(const Observation& seen, int member, float depth,
                              const UiState& state) {
    const MemberObservation& m = seen.members[member];
    const MemberSnapshot& s = seen.snapshot->members[member];
    FlowScene scene;
    scene.layers = s.config.network.layers;
    add_particles(scene, seen, m);
    add_lattices(scene, seen, m);
    scene.version = seen.version;
    scene.depth = std::min(depth, static_cast<float>(scene.layers));
    if (s.weights) {
        const glm::vec4 head = head_plane(*s.weights, seen.projection.get());
        scene.head = {head.x, head.y, head.w};
        if (state.show_head && !seen.projection) {
            scene.heads = head_lines(*s.weights);
        }
    }
    scene.show_particles = state.show_particles;
    scene.show_trails = state.show_trails;
    scene.show_head = state.show_head;
    scene.show_field = scene.show_boundary = state.show_field;
    scene.show_isolines = state.show_isolines;
    scene.show_arrows = state.show_arrows;
    return scene;
}

}  // namespace

FieldTexture field_texture(const Observation& seen, int member, std::size_t index) {
    const FieldRequest& asked = seen.asked.fields[index];
    const Field& field = *seen.members[member].fields[index];
    return {.width = asked.width,
            .height = asked.height,
            .lo = asked.lo,
            .hi = asked.hi,
            .near_margin = field.near,
            .far_margin = field.far,
            .version = seen.version * kMaxFields + index,
            .near_class = field.near_class,
            .far_class = field.far_class};
}

std::size_t field_at(const Observation& seen, int member, float depth) {
    const std::vector<FieldRequest>& asked = seen.asked.fields;
    const std::size_t known =
        std::min(asked.size(), seen.members[static_cast<std::size_t>(member)].fields.size());
    const float layer = std::floor(depth);
    std::size_t best = 0;
    for (std::size_t i = 1; i < known; ++i) {
        const auto far = [&](std::size_t at) {
            return std::abs(static_cast<float>(asked[at].layer) - layer);
        };
        best = far(i) < far(best) ? i : best;
    }
    return best;
}

FlowScene make_flow_scene(const Observation& seen, int member, float depth, const UiState& state) {
    FlowScene scene =
        scene_without_field(seen, member, member_depth(*seen.snapshot, member, depth), state);
    add_field(scene, seen, member, true, {}, field_at(seen, member, depth));
    return scene;
}

void add_third(FlowScene& scene, const Observation& seen, int member) {
    if (!seen.asked.third) {
        return;
    }
    const MemberObservation& m = seen.members[member];
    const ProbeStates* shown = probe_at(m, kParticlesProbe);
    scene.third = shown ? std::span<const float>(shown->third) : *m.third;
    if (const auto& weights = seen.snapshot->members[member].weights) {
        scene.head_plane = head_plane(*weights, seen.projection.get());
    }
}

FlowScene make_cell_scene(const Observation& seen, int member, int layer, const UiState& state) {
    FlowScene scene = scene_without_field(seen, member, static_cast<float>(layer), state);
    scene.vectors = {};
    add_field(scene, seen, member, false, layer);
    return scene;
}

FoldMarks fold_marks(const Observation& seen, int member, float depth) {
    FoldMarks out;
    const MemberObservation& m = seen.members[member];
    const int layers = seen.snapshot->members[member].config.network.layers;
    const auto n = static_cast<std::size_t>(seen.snapshot->data->size());
    const float s = std::clamp(depth, 0.0f, static_cast<float>(layers));
    out.layer = std::min(static_cast<int>(s), layers - 1);
    out.points = static_cast<int>(n);
    const std::size_t first = static_cast<std::size_t>(out.layer) * n;
    if (!m.folds || m.folds->determinant.size() < first + n || m.states->size() < first + 2 * n) {
        return out;
    }
    const float fraction = s - static_cast<float>(out.layer);
    for (std::size_t i = 0; i < n; ++i) {
        if (m.folds->determinant[first + i] <= 0) {
            const glm::vec2 from = (*m.states)[first + i];
            out.places.push_back(from + fraction * ((*m.states)[first + n + i] - from));
        }
    }
    return out;
}

}  // namespace la
