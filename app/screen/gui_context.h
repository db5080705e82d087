#pragma once

#include "render/gl/screen.h"

struct GLFWwindow;
struct ImGuiContext;

namespace la {

// Dear ImGui's context and its backends: OpenGL 3 always, GLFW where there is a window. Without one
// the caller gives sizes and times. Needs a current OpenGL context for its whole life. The one made
// last is ImGui's current one; GuiSwitch goes from one to another.
class GuiContext {
  public:
    explicit GuiContext(GLFWwindow* window = nullptr);
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;

    void make_current();
    void new_frame();  // with a window: size, time and input come from it
    void new_frame(float width, float height, float seconds);
    void remake_fonts();  // the atlas has changed
    void draw();          // what ImGui::Render has prepared, into the bound framebuffer
    void draw(const PixelRect& clip);  // the same, only inside
    // The same of the rows from `top` on, into a framebuffer that holds as many as `rows`.
    void draw(int top, int rows);

  private:
    ImGuiContext* context_;
    bool windowed_;
};

// While it lives, whatever context is made or chosen: afterwards the one from before is current.
class GuiSwitch {
  public:
    GuiSwitch();
    ~GuiSwitch();
    GuiSwitch(const GuiSwitch&) = delete;
    GuiSwitch& operator=(const GuiSwitch&) = delete;

  private:
    ImGuiContext* before_;
};

}  // namespace la
