#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <span>
#include <vector>

namespace la {

// The look of a stroke; lengths in pixels.
struct StrokeStyle {
    glm::vec4 colour{1};  // sRGB, straight alpha
    float width = 1;
    float dash = 0;  // length of a dash and of the gap after it; 0: solid
};

// A list of thin anti-aliased lines and arrows, in pixels from the upper left corner, which the
// layers of a flow view fill again for every picture. A line is one triangle and an arrow two,
// because vertices cost most in software. Strokes outside the picture or not finite are left out.
// No thread, no GL.
class Strokes {
  public:
    struct Vertex {
        glm::vec2 at;          // pixels
        glm::vec2 place;       // pixels along and across the stroke
        glm::vec3 shape;       // its length, half its width here, its dash
        std::uint32_t colour;  // R, G, B, A bytes in memory's order
    };

    // Starts an empty list for a picture of this size.
    void begin(glm::vec2 pixels);
    void line(glm::vec2 from, glm::vec2 to, const StrokeStyle& style);
    // A line that ends in a filled head, which is smaller if there is no room.
    void arrow(glm::vec2 from, glm::vec2 to, const StrokeStyle& style, float head);
    // Lines through the points, without those within a third of a pixel of them.
    void polyline(std::span<const glm::vec2> points, const StrokeStyle& style);
    void ring(glm::vec2 centre, float radius, const StrokeStyle& style);

    std::span<const Vertex> vertices() const { return vertices_; }
    int triangles() const { return static_cast<int>(vertices_.size() / 3); }

  private:
    bool clip(glm::vec2& from, glm::vec2& to) const;

    glm::vec2 pixels_{0};
    std::vector<Vertex> vertices_;
};

}  // namespace la
