#pragma once
#include <glm/vec2.hpp>

namespace la {

// The part of the plane a view shows, in world units; y points up.
struct Viewport {
    glm::vec2 centre{0};
    float half_height = 1;
    float aspect = 1;  // width / height

    glm::vec2 half_size() const { return {half_height * aspect, half_height}; }
    glm::vec2 lo() const { return centre - half_size(); }
    glm::vec2 hi() const { return centre + half_size(); }
    bool operator==(const Viewport&) const = default;
    // Normalised device coordinates: [-1, 1] in both directions, y up.
    glm::vec2 to_ndc(glm::vec2 world) const { return (world - centre) / half_size(); }
    glm::vec2 from_ndc(glm::vec2 ndc) const { return centre + ndc * half_size(); }
    // Pixels from the top left corner of a picture of the given size.
    glm::vec2 to_pixel(glm::vec2 world, glm::vec2 size) const;
    glm::vec2 from_pixel(glm::vec2 pixel, glm::vec2 size) const;
};

// A camera that follows a box without jumps: centre and log size approach the box exponentially, at
// the same speed for any frame rate. It rests as long as it holds the box and is not much larger,
// and grows around the boxes it had: the states of a run that is trained never stay, and a picture
// that always moves tires the eye and must always be drawn anew. Boxes that are not finite are
// ignored; empty and huge ones are bounded. No thread, no GL.
class ViewportEase {
  public:
    static constexpr float kTimeConstant = 0.25f;  // seconds
    static constexpr float kMargin = 1.08f;        // size of the picture over the box's
    static constexpr float kLoose = 1.25f;         // size of the picture over one that would do

    // The box to show, world units. The first one is shown at once.
    void aim(glm::vec2 lo, glm::vec2 hi);
    // Aims at the last box alone, not at what holds it: for another box that somebody asks for.
    void fit();
    void update(float seconds);
    // The smallest view of this aspect (width / height) that holds the eased box.
    Viewport current(float aspect) const;
    // Go to the aimed box at once.
    void snap();
    bool resting() const;

  private:
    struct Frame {
        glm::vec2 centre{0};
        glm::vec2 log_half{0};  // natural logarithm of half the width and height
    };

    struct Box {
        glm::vec2 lo{0}, hi{0};
    };
    static Box with_surroundings(glm::vec2 lo, glm::vec2 hi);
    static Frame around(const Box& box);
    static bool loose(const Box& outer, const Box& inner);

    Box asked_;  // by the last aim
    Box box_;    // of the target
    Frame now_;
    bool aimed_ = false;
};

}  // namespace la
