#include "render/gl/window.h"

#include <epoxy/gl.h>
// epoxy first: GLFW then leaves the GL headers out.
#include <GLFW/glfw3.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace la {

namespace {

int libraries = 0;  // main thread only

std::string last_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text != nullptr ? text : "unknown reason";
}

bool has_display() {
#ifdef __linux__
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return set("DISPLAY") || set("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

// Sends standard error nowhere for as long as it lives: without a driver or a Wayland session, Mesa
// and libwayland print lines of their own that no setting turns off, and ours says it all.
class Silence {
  public:
    Silence() : saved_(dup(STDERR_FILENO)) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (saved_ >= 0 && nowhere >= 0) {
            dup2(nowhere, STDERR_FILENO);
        }
        if (nowhere >= 0) {
            close(nowhere);
        }
    }
    ~Silence() {
        if (saved_ >= 0) {
            dup2(saved_, STDERR_FILENO);
            close(saved_);
        }
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    int saved_;
};

// The monitor that shows most of the window.
GLFWmonitor* monitor_of(const glm::ivec4& rect) {
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    GLFWmonitor* best = glfwGetPrimaryMonitor();
    int best_area = 0;
    for (int i = 0; i < count; ++i) {
        int x = 0;
        int y = 0;
        glfwGetMonitorPos(monitors[i], &x, &y);
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        const int width = std::min(rect.x + rect.z, x + mode->width) - std::max(rect.x, x);
        const int height = std::min(rect.y + rect.w, y + mode->height) - std::max(rect.y, y);
        if (width > 0 && height > 0 && width * height > best_area) {
            best_area = width * height;
            best = monitors[i];
        }
    }
    return best;
}

}  // namespace

Window::Library::Library() {
    if (libraries == 0) {
        if (!has_display()) {
            throw std::runtime_error(
                "cannot open a window: no display (DISPLAY and WAYLAND_DISPLAY are unset); use "
                "--screenshot F.png to draw without one");
        }
        const auto initialise = [] {
            const Silence silence;
            return glfwInit() == GLFW_TRUE;
        };
        if (!initialise()) {
            throw std::runtime_error("cannot open a window: " + last_error() +
                                     "; use --screenshot F.png to draw without one");
        }
    }
    ++libraries;
}

Window::Library::~Library() {
    if (--libraries == 0) {
        glfwTerminate();
    }
}

Window::Window(const WindowOptions& options) : scale_(options.scale), vsync_(options.vsync) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    // A given scale is applied here, the monitor's by GLFW, which knows where it must not be.
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, scale_ > 0 ? GLFW_FALSE : GLFW_TRUE);
    const float factor = scale_ > 0 ? scale_ : 1.0f;
    const int width = std::max(1, static_cast<int>(std::lround(options.size.x * factor)));
    const int height = std::max(1, static_cast<int>(std::lround(options.size.y * factor)));
    {
        const Silence silence;
        window_ = glfwCreateWindow(width, height, options.title.c_str(), nullptr, nullptr);
    }
    if (window_ == nullptr) {
        throw std::runtime_error("no OpenGL 3.3 core profile: " + last_error() +
                                 "; install libgl1-mesa-dri or update the driver");
    }
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(vsync_ ? 1 : 0);
    if (epoxy_gl_version() < 33) {
        glfwDestroyWindow(window_);
        throw std::runtime_error(
            "no OpenGL 3.3 core profile: the driver offers an older one; install libgl1-mesa-dri "
            "or update the driver");
    }
}

Window::~Window() {
    glfwDestroyWindow(window_);
}

glm::ivec2 Window::size() const {
    glm::ivec2 pixels(0);
    glfwGetFramebufferSize(window_, &pixels.x, &pixels.y);
    return pixels;
}

glm::ivec4 Window::rect() const {
    glm::ivec4 rect(0);
    glfwGetWindowPos(window_, &rect.x, &rect.y);
    glfwGetWindowSize(window_, &rect.z, &rect.w);
    return rect;
}

float Window::content_scale() const {
    if (scale_ > 0) {
        return scale_;
    }
    float scale = 1;
    glfwGetWindowContentScale(window_, &scale, nullptr);
    scale /= pixel_ratio();
    return std::isfinite(scale) && scale > 0 ? scale : 1.0f;
}

float Window::pixel_ratio() const {
    int width = 0;
    int height = 0;
    glfwGetWindowSize(window_, &width, &height);
    const int pixels = size().x;
    return width > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1.0f;
}

bool Window::close_requested() const {
    return glfwWindowShouldClose(window_) == GLFW_TRUE;
}

void Window::poll() {
    glfwPollEvents();
}

void Window::wait(double seconds) {
    glfwWaitEventsTimeout(std::max(seconds, 1e-3));
}

void Window::swap() {
    glfwSwapBuffers(window_);
}

void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(window_, title.c_str());
}

void Window::toggle_fullscreen() {
    if (glfwGetWindowMonitor(window_) != nullptr) {
        glfwSetWindowMonitor(window_, nullptr, windowed_.x, windowed_.y, windowed_.z, windowed_.w,
                             GLFW_DONT_CARE);
    } else if (GLFWmonitor* monitor = monitor_of(rect()); monitor != nullptr) {
        windowed_ = rect();
        const GLFWvidmode* mode = glfwGetVideoMode(monitor);
        glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    }
    // Some drivers forget the interval with the mode.
    glfwSwapInterval(vsync_ ? 1 : 0);
}

}  // namespace la
