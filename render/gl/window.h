#pragma once
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "render/gl/keys.h"

namespace la {

// The rectangle of a window that is neither maximised nor full screen, and whether it is maximised
// now.
struct WindowPlace {
    glm::ivec4 rect{0};  // x, y, width, height in window units
    bool maximised = false;
    bool operator==(const WindowPlace&) const = default;
};

struct WindowOptions {
    std::string title{};
    glm::ivec2 size{1600, 900};  // logical units, multiplied by the content scale
    float scale = 0;             // content scale; 0: the monitor's
    bool visible = true;
    bool vsync = true;
    std::optional<WindowPlace> place{};  // replaces size if a monitor shows enough of it
};

// A window with an OpenGL 3.3 core profile, current on the thread that made it. Throws
// std::runtime_error without a display or driver. Thread: the main thread, for everything.
class Window {
  public:
    explicit Window(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    glm::ivec2 size() const;      // framebuffer pixels; {0, 0} while minimised
    glm::ivec4 rect() const;      // x, y, width, height on the screen in window units
    float content_scale() const;  // factor for sizes in window units
    float pixel_ratio() const;    // framebuffer pixels per window unit; 1 on X11
    // For WindowOptions::place of a later run. Asks the display. Call it a few times a second, so
    // that the rectangle from before maximising is known.
    WindowPlace place();
    bool close_requested() const;
    void poll();
    void wait(double seconds);  // as poll, but sleeps until an event comes or the time is over
    void swap();
    void set_title(const std::string& title);
    // Fills the monitor that shows most of the window, or returns to the rectangle from before.
    void toggle_fullscreen();

    // Every key that went down since the last call, in order, however short the tap.
    std::vector<KeyPress> take_keys();
    // Paths of the files dropped onto the window since the last call.
    std::vector<std::string> take_dropped();

    // Gives this window's size, time and input to the current Dear ImGui context, and takes them
    // away again. Connect once per window. Keys reach it in the order of the keyboard, however
    // short the tap; in text fields, too, a letter is that of the layout.
    void connect_gui();
    void disconnect_gui();
    void begin_gui_frame();  // before ImGui::NewFrame

  private:
    struct Native;  // of the window library
    std::unique_ptr<Native> native_;
};

}  // namespace la
