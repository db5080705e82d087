#pragma once
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <string>
#include <vector>

#include "render/gl/keys.h"

struct GLFWwindow;

namespace la {

// Where a window stands, and how large it is, when it neither fills its screen nor a monitor.
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
    std::optional<WindowPlace> place{};  // instead of size, where a monitor shows enough of it
};

// A GLFW window with an OpenGL 3.3 core profile, current on the thread that made it. Throws
// std::runtime_error without a display or driver. Thread: the main thread, for everything.
class Window {
  public:
    explicit Window(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    GLFWwindow* handle() const { return window_; }
    glm::ivec2 size() const;      // framebuffer pixels; {0, 0} while minimised
    glm::ivec4 rect() const;      // x, y, width, height on the screen in window units
    float content_scale() const;  // what sizes in window units are to be multiplied with
    float pixel_ratio() const;    // framebuffer pixels per window unit; 1 on X11
    // To stand there again another time. Asks the display; a few times a second is enough, so that
    // it is known where it stood before it filled the screen.
    WindowPlace place();
    bool close_requested() const;
    void poll();
    void wait(double seconds);  // as poll, but sleeps until an event or the time is over
    void swap();
    void set_title(const std::string& title);
    // Fills the monitor that the window is on, or goes back to the rectangle it had before.
    void toggle_fullscreen();

    // Every key that went down since the last call, in order: none is lost, however short the tap.
    std::vector<KeyPress> take_keys();

    // Files that were dropped onto the window since the last call.
    std::vector<std::string> take_dropped();

  private:
    void stand_at(const WindowPlace& place);

    static void on_key(GLFWwindow* handle, int key, int scancode, int action, int modifiers);
    static void on_character(GLFWwindow* handle, unsigned int character);
    static void on_drop(GLFWwindow* handle, int count, const char** paths);

    struct Library {  // GLFW lives as long as any window
        Library();
        ~Library();
    };

    Library library_;
    GLFWwindow* window_ = nullptr;
    float scale_ = 0;
    bool vsync_ = true;
    glm::ivec4 windowed_{0};  // rectangle to return to from full screen
    WindowPlace place_;
    std::vector<KeyPress> keys_;
    std::vector<std::string> dropped_;
    bool repeating_ = false;  // the newest key event repeats
};

}  // namespace la
