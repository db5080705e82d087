#pragma once

#include <optional>

#include <glm/vec2.hpp>

#include "app/app.h"
#include "app/screen/frame_cache.h"
#include "app/screen/gui_context.h"
#include "app/screen/lens.h"
#include "render/gl/headless.h"
#include "render/gl/screen.h"
#include "render/image.h"

namespace la {

// Depth of a still picture, as a fraction of the layers: particles on their way, trails behind
// them.
constexpr float kPictureDepth = 0.62f;

// Own: makes an OpenGL context without a display. Current: draws in the window's.
enum class OffscreenContext { Own, Current };

// A canvas of the given size in pixels, with an OpenGL and an ImGui context, on which an App plays
// frames by a clock of the caller's. The constructor makes its ImGui context current; beside a
// window every later call needs a GuiSwitch and then use_gui() before it. Thread: the one that made
// it.
class Offscreen {
  public:
    Offscreen(glm::ivec2 size, float scale,
              OffscreenContext context = OffscreenContext::Own);  // throws without OpenGL

    // One frame of the app, `seconds` after the last; all of it is drawn, or what a window would
    // draw.
    enum class Drawing { Everything, AsInWindow };
    void play(App& app, float seconds, Drawing drawing = Drawing::Everything);

    // Plays frames with the particles held at this depth until the last one shows nothing old: the
    // sizes of the layout, and the observation that was asked for with them.
    void settle(App& app, float depth);

    // The same in two steps, for an app that is prepared and updated: compose() builds the frame,
    // strip() draws some rows of it.
    void compose(App& app, float seconds);
    Image strip(App& app, PixelRows rows);

    void use_gui() { context_gui_.make_current(); }

    // One frame of something else: gui() is called between ImGui's new frame and its render.
    template<class Gui>
    void draw(const Palette& palette, Gui gui) {
        context_gui_.new_frame(static_cast<float>(size_.x), static_cast<float>(size_.y), 1.0f / 60);
        gui();
        ImGui::Render();
        canvas_.resize(size_);
        canvas_.bind();
        clear_target(size_, palette.background);
        context_gui_.draw();
        canvas_.unbind();
    }

    void remake_fonts() { context_gui_.remake_fonts(); }
    Image read() const { return canvas_.read(); }

  private:
    glm::ivec2 size_;
    float scale_;
    std::optional<HeadlessContext> context_;
    GuiContext context_gui_;
    Canvas canvas_;
    FrameCache picture_;
    LensGlass lens_;
};

}  // namespace la
