#pragma once

#include <optional>

#include <glm/vec2.hpp>

#include "app/app.h"
#include "app/screen/frame_cache.h"
#include "app/screen/gui_context.h"
#include "render/gl/headless.h"
#include "render/gl/screen.h"
#include "render/image.h"

namespace la {

// Depth of a still picture, as a fraction of the layers: particles on their way, trails behind them.
constexpr float kPictureDepth = 0.62f;

// Where a stage draws: in an offscreen context of its own, or in the one that is current, beside a
// window.
enum class OffscreenContext { Own, Current };

// A stage without a display: an OpenGL context, ImGui's, and a canvas of the given size in pixels
// on which an App plays its frames with a clock of its own. Making it makes its ImGui context the
// current one; beside a window every call is for between a GuiSwitch and use_gui().
class Offscreen {
  public:
    Offscreen(glm::ivec2 size, float scale,
              OffscreenContext context = OffscreenContext::Own);  // throws without OpenGL

    // One frame of the app, `seconds` after the last; drawn as a picture, or as in a window.
    enum class Drawing { Everything, AsInWindow };
    void play(App& app, float seconds, Drawing drawing = Drawing::Everything);

    // Plays frames with the particles held at this depth until the last one shows nothing old: the
    // sizes of the layout, and the observation that was asked for with them.
    void settle(App& app, float depth);

    // The same in two parts, of an app that is prepared and updated: what is to be seen; and the
    // drawing of some rows of it.
    void compose(App& app, float seconds);
    Image strip(App& app, PixelRows rows);

    void use_gui() { context_gui_.make_current(); }

    // One frame of something else, drawn by `gui` between ImGui's new frame and render.
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
};

}  // namespace la
