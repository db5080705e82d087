#pragma once

#include <string_view>

#include "app/views/frame_context.h"

namespace la {

// A row of the panel below the views: a label, a track with numbers below, a value, a button.
class ScrubberRow {
  public:
    // `y`: its top in the open ImGui window.
    ScrubberRow(const FrameContext& context, float y);

    float width() const { return width_; }  // of the track

    void label(const char* text) const;
    // As Widgets::track; `unit` is the position, 0 to 1.
    bool track(const char* name, float& unit, std::string_view tip, TypedValue& value) const;
    void tick(float unit, const char* text) const;  // a number under the track
    void value(const char* text, glm::vec4 colour) const;
    void words(const char* text, glm::vec4 colour) const;  // in the place of the track
    bool button(const char* name, const char* label, const char* tip) const;
    bool button_below(const char* name, const char* label, const char* tip) const;  // in small type
    bool second_button(const char* name, const char* label, const char* tip) const;  // before it

  private:
    float px(float design) const { return context_.theme().px(design); }
    void place(float x) const;

    const FrameContext& context_;
    float y_, right_, width_;
};

}  // namespace la
