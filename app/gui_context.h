#pragma once

#include "render/gl/screen.h"

struct GLFWwindow;

namespace la {

// Dear ImGui's context and its backends: OpenGL 3 always, GLFW where there is a window. Without one
// the caller gives sizes and times. Needs a current OpenGL context for its whole life.
class GuiContext {
  public:
    explicit GuiContext(GLFWwindow* window = nullptr);
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;

    void new_frame();  // with a window: size, time and input come from it
    void new_frame(float width, float height, float seconds);
    void remake_fonts();  // the atlas has changed
    void draw();          // what ImGui::Render has prepared, into the bound framebuffer
    void draw(const PixelRect& clip);  // the same, only inside

  private:
    bool windowed_;
};

}  // namespace la
