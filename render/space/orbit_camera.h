#pragma once
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

namespace la {

// A camera that orbits the box of the space-depth view (space_box.h) at a fixed distance, with all
// of the box in front of it. Zooming and moving act on the picture. Angles in radians. No thread,
// no GL.
class OrbitCamera {
  public:
    static constexpr float kDistance = 7.3f;  // fills the picture with the box as first seen
    static constexpr float kMaxPitch = 1.5f;
    static constexpr float kMinZoom = 0.5f, kMaxZoom = 20;

    // Turns by these angles: yaw to the right, pitch upwards.
    void orbit(glm::vec2 angles);
    // Magnifies about a place in normalised device coordinates, which stays fixed.
    void zoom(float factor, glm::vec2 about);
    // Moves the picture by this much, in normalised device coordinates.
    void move(glm::vec2 by);
    void reset() { *this = OrbitCamera(); }

    glm::vec3 eye() const;
    // From the box's coordinates to clip space, for a picture of this aspect (width / height).
    glm::mat4 matrix(float aspect) const;

    bool operator==(const OrbitCamera&) const = default;

  private:
    float yaw_ = -0.55f;   // 0: depth runs from left to right; negative: seen from the input's side
    float pitch_ = 0.32f;  // 0: level with the box
    float zoom_ = 1;
    glm::vec2 shift_{0};
};

}  // namespace la
