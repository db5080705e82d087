#pragma once

#include <array>
#include <glm/vec2.hpp>

namespace la {

// Two points on their ways through a few layers, moved by hand: what action, displacement and
// transport say of them. Coordinates lie in [-kReach, kReach].
struct PathSketch {
    static constexpr int kLayers = 4;
    static constexpr float kReach = 1.5f;
    using Path = std::array<glm::vec2, kLayers + 1>;  // x_0 ... x_L

    std::array<Path, 2> paths = straight_paths();

    static std::array<Path, 2> straight_paths();  // side by side
};

// Moves a state. A state in between goes alone. With an end goes what lies between it and the other
// end, in proportion, so that a straight way stays straight.
void move_state(PathSketch& sketch, int path, int layer, glm::vec2 to);

// Lets each path end where the other did.
void swap_ends(PathSketch& sketch);

// The measures of the paper for these two points.
struct SketchMeasures {
    double action = 0;        // A = L sum_k E_k
    double displacement = 0;  // D
    double w2_squared = 0;    // over the two pairings
    double straightness = 1;  // S = D/A; 1 if nothing moves
    double optimality = 1;    // O = W2^2/D; 1 if nothing moves
};
SketchMeasures measures_of(const PathSketch& sketch);

}  // namespace la
