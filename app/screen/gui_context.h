#pragma once

#include <imgui.h>

#include <string_view>

#include "render/gl/screen.h"
#include "render/gl/window.h"

struct ImGuiContext;

namespace la {

// An OpenGL texture as Dear ImGui names it.
ImTextureID texture_id(unsigned texture);

// Dear ImGui's context and its OpenGL 3 backend. A window gives size, time and input; without one
// the caller passes size and time. Needs a current OpenGL context for its whole life. The
// constructor makes it ImGui's current context; a GuiSwitch restores the one before.
class GuiContext {
  public:
    explicit GuiContext(Window* window = nullptr);  // which outlives it
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;

    void make_current();
    void new_frame();  // with a window, which gives size, time and input
    void new_frame(float width, float height, float seconds);
    void remake_fonts();  // after a change of the font atlas
    void draw();          // draws what ImGui::Render prepared into the bound framebuffer
    void draw(const PixelRect& clip);  // the same, inside `clip` only
    // The ImGui window of this name is left out by both; this draws it alone, on top.
    static constexpr std::string_view kHeldBack = "lens";
    void draw_held_back();
    // Draws the rows [top, top + rows) into a framebuffer of that many rows.
    void draw(int top, int rows);

  private:
    ImGuiContext* context_;
    Window* window_;      // null: offscreen
    bool begun_ = false;  // the first frame
};

// Makes the ImGui context that was current at its construction current again at its end.
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
