#pragma once
#include <array>
#include <glm/vec4.hpp>

namespace la {

inline constexpr int kClassColours = 10;

// The colours of the application, each with one meaning. All are sRGB in [0, 1] with straight
// alpha.
struct Palette {
    glm::vec4 background;  // behind everything
    glm::vec4 panel;       // a box of controls or a plot's surroundings
    glm::vec4 panel_border;
    glm::vec4 plot;  // inside a plot
    glm::vec4 grid;  // plot grid lines
    glm::vec4 text;
    glm::vec4 text_dim;
    glm::vec4 accent;    // B, lambda, and all that can be dragged
    glm::vec4 series_a;  // A, grey
    glm::vec4 boundary;  // decision boundary
    glm::vec4 isoline;   // other levels of the decision field
    glm::vec4 lattice;   // the warped grid
    glm::vec4 vectors;   // the vector field where it is strongest
    glm::vec4 head_line;
    glm::vec4 outline;  // rim around particles
    glm::vec4 warning;
    glm::vec4 error;
    std::array<glm::vec4, kClassColours> classes;  // safe for colour-blind eyes
    std::array<glm::vec4, kClassColours> fields;   // the same hues, as the field's background
    // From the hue of class 0 over grey to that of class 1: values from the least to the largest.
    std::array<glm::vec4, kClassColours> shades;
    glm::vec4 field_undecided;  // the field where p = 1/2
};

const Palette& dark_palette();
const Palette& light_palette();

}  // namespace la
