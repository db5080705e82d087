#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <limits>
#include <span>
#include <vector>

#include "render/palette.h"

namespace la {

// Samples of the decision field on a regular grid of world points: sample [0][0] is at lo,
// [height-1][width-1] at hi. Smaller than 2 x 2 means no field.
struct FieldTexture {
    int width = 0;
    int height = 0;
    glm::vec2 lo{0};
    glm::vec2 hi{0};
    // [height][width], row 0 at lo.y: logit of class 1 minus logit of class 0 under the layers
    // from k on (near) and from k + 1 on (far). An empty far_margin is near_margin.
    // More than two classes: the lead of the best class over the next (>= 0), and the best class.
    std::span<const float> near_margin{};
    std::span<const float> far_margin{};
    std::uint64_t version = 0;                                // uploaded only when it changes
    std::span<const std::uint8_t> near_class{}, far_class{};  // empty: two classes, signed margins
};

// Whether the field holds best classes and leads instead of signed margins.
inline bool has_classes(const FieldTexture& field) {
    return !field.near_class.empty() &&
           field.near_class.size() >=
               static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height);
}

// A regular lattice of lines at x_0 that moves with the flow, as sampled points of each line: first
// the lines along x, then those along y.
struct WarpedGrid {
    int lines = 0;                        // in each direction
    int samples = 0;                      // of a line
    std::span<const glm::vec2> states{};  // [layers + 1][2][lines][samples], world units
};

// Displacements r_k on a lattice of world points.
struct VectorLattice {
    float spacing = 0;                  // world units
    std::span<const glm::vec2> from{};  // [n]
    std::span<const glm::vec2> to{};    // [n]: from + r_k(from)
};

// Where a point would go in an ideal flow.
struct GhostArrow {
    glm::vec2 from{0}, to{0};  // world units
    std::uint8_t label = 0;
};

// A line a x + b y + c = 0, or a piece of it: from and to are world units along (-b, a)/|(a, b)|,
// from the line's point nearest to the origin.
struct HeadLine {
    glm::vec3 line{0};
    float from = -std::numeric_limits<float>::infinity();
    float to = std::numeric_limits<float>::infinity();
};

// Hollow is for what the main flow is compared with.
enum class Look { Full, Hollow };

// All that one flow view shows, filled by app in every frame. The caller owns the spans, which must
// live during the draw call.
struct FlowScene {
    int layers = 0;
    int points = 0;
    std::span<const glm::vec2> states{};  // [layers + 1][points], world units
    // [layers + 1][points], the third coordinate, if three are shown.
    std::span<const float> third{};
    std::span<const std::uint8_t>
        labels{};               // [points], class, or with `shades` the place of a value
    std::uint64_t version = 0;  // of the three; uploaded only when it changes
    float depth = 0;            // s in [0, layers]: x_k + (s - k) r_k, k = floor(s)
    FieldTexture field{};
    float blend = 0;                // p = mix(sigmoid(near), sigmoid(far), blend)
    glm::vec3 head{0};              // head line a x + b y + c = 0; {0, 0, 0}: none
    std::vector<HeadLine> heads{};  // more than two classes: one line between neighbours
    glm::vec4 head_plane{0};        // three coordinates: a x + b y + c z + d = 0; 0: none
    WarpedGrid grid{};
    VectorLattice vectors{};
    std::span<const GhostArrow> ideal{};
    std::span<const glm::vec2> folds{};  // marked places: where the map folds,
    std::span<const glm::vec2> wrong{};  // and where it classifies wrongly; world units
    int highlight = -1;                  // the particle whose whole path is drawn; -1: none
    Look look = Look::Full;
    bool shades = false;  // particles have the palette's shades, all with one marker
    bool show_field = true;
    bool show_boundary = true;
    bool show_isolines = false;
    bool show_head = true;
    bool show_arrows = false;
    bool show_trails = true;
    bool show_particles = true;
    float pixel_scale = 1;  // content scale: pixels per logical pixel
    // Largest numbers of trail segments and of particles, 0 for all. Points are thinned evenly, and
    // a larger budget only adds some, so it may change from frame to frame.
    int trail_budget = 0;
    int particle_budget = 0;
};

// The colours of the scene's labels.
inline const glm::vec4* label_colours(const FlowScene& scene, const Palette& palette) {
    return (scene.shades ? palette.shades : palette.classes).data();
}

}  // namespace la
