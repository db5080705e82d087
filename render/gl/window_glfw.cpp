#include "render/gl/window.h"

#include <epoxy/gl.h>
// epoxy first: GLFW then leaves the GL headers out.
#include <GLFW/glfw3.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace la {

namespace {

constexpr glm::ivec2 kMinWindow{480, 320};  // a smaller window shows nothing of use

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

// So much of a window is to be seen at least, or it could not be taken hold of.
bool enough_on_screen(const glm::ivec4& rect) {
    constexpr int kMin = 100, kTitle = 40;
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    for (int i = 0; i < count; ++i) {
        int x = 0, y = 0, width = 0, height = 0;
        glfwGetMonitorWorkarea(monitors[i], &x, &y, &width, &height);
        const int seen = std::min(rect.x + rect.z, x + width) - std::max(rect.x, x);
        if (seen >= kMin && rect.y >= y && rect.y + kTitle <= y + height) {
            return true;
        }
    }
    return false;
}

static_assert(kKeyEscape == GLFW_KEY_ESCAPE && kKeyEnter == GLFW_KEY_ENTER &&
              kKeyTab == GLFW_KEY_TAB && kKeyBackspace == GLFW_KEY_BACKSPACE &&
              kKeyRight == GLFW_KEY_RIGHT && kKeyLeft == GLFW_KEY_LEFT &&
              kKeyDown == GLFW_KEY_DOWN && kKeyUp == GLFW_KEY_UP &&
              kKeyPageUp == GLFW_KEY_PAGE_UP && kKeyPageDown == GLFW_KEY_PAGE_DOWN &&
              kKeyHome == GLFW_KEY_HOME && kKeyEnd == GLFW_KEY_END && kKeyF(1) == GLFW_KEY_F1 &&
              kKeyF(12) == GLFW_KEY_F12);
static_assert(kShift == GLFW_MOD_SHIFT && kCtrl == GLFW_MOD_CONTROL && kAlt == GLFW_MOD_ALT &&
              kSuper == GLFW_MOD_SUPER);

// GLFW numbers keys by their place on an American keyboard; a letter is what is printed on the key.
int printed_key(int key, int scancode) {
    const char* name = key < GLFW_KEY_ESCAPE ? glfwGetKeyName(key, scancode) : nullptr;
    if (name != nullptr && name[0] != '\0' && name[1] == '\0' &&
        std::isalpha(static_cast<unsigned char>(name[0]))) {
        return std::toupper(static_cast<unsigned char>(name[0]));
    }
    return key;
}

// Signs come as characters.
bool is_sign(unsigned int character) {
    return character < 0x7f && std::ispunct(static_cast<int>(character)) != 0;
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
    // One that is to stand somewhere is shown when it stands there.
    const bool placed = options.place && enough_on_screen(options.place->rect);
    glfwWindowHint(GLFW_VISIBLE, options.visible && !placed ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_MAXIMIZED, GLFW_FALSE);
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
    glfwSetWindowSizeLimits(window_, kMinWindow.x, kMinWindow.y, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(vsync_ ? 1 : 0);
    if (epoxy_gl_version() < 33) {
        glfwDestroyWindow(window_);
        throw std::runtime_error(
            "no OpenGL 3.3 core profile: the driver offers an older one; install libgl1-mesa-dri "
            "or update the driver");
    }
    // Dear ImGui calls these from its own callbacks, which are set later.
    glfwSetWindowUserPointer(window_, this);
    glfwSetKeyCallback(window_, on_key);
    glfwSetCharCallback(window_, on_character);
    glfwSetDropCallback(window_, on_drop);
    if (placed) {
        stand_at(*options.place);
        if (options.visible) {
            glfwShowWindow(window_);
        }
    }
}

void Window::stand_at(const WindowPlace& place) {
    glfwSetWindowPos(window_, place.rect.x, place.rect.y);
    glfwSetWindowSize(window_, place.rect.z, place.rect.w);
    place_ = place;
    if (place.maximised) {
        glfwMaximizeWindow(window_);
    }
}

// While it fills the screen or is hidden, the rectangle to go back to is the one from before.
WindowPlace Window::place() {
    if (glfwGetWindowMonitor(window_) != nullptr ||
        glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE) {
        return place_;
    }
    place_.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
    if (!place_.maximised) {
        place_.rect = rect();
    }
    return place_;
}

void Window::on_drop(GLFWwindow* handle, int count, const char** paths) {
    Window& window = *static_cast<Window*>(glfwGetWindowUserPointer(handle));
    window.dropped_.insert(window.dropped_.end(), paths, paths + count);
}

std::vector<std::string> Window::take_dropped() {
    return std::exchange(dropped_, {});
}

void Window::on_key(GLFWwindow* handle, int key, int scancode, int action, int modifiers) {
    Window& window = *static_cast<Window*>(glfwGetWindowUserPointer(handle));
    window.repeating_ = action == GLFW_REPEAT;
    key = printed_key(key, scancode);
    const bool sign = key > GLFW_KEY_SPACE && key < GLFW_KEY_ESCAPE && !std::isalnum(key);
    const bool modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
    if (action != GLFW_RELEASE && key > 0 && !sign && !modifier) {
        window.keys_.push_back(
            {key, modifiers & (kShift | kCtrl | kAlt | kSuper), window.repeating_});
    }
}

void Window::on_character(GLFWwindow* handle, unsigned int character) {
    Window& window = *static_cast<Window*>(glfwGetWindowUserPointer(handle));
    if (is_sign(character)) {
        window.keys_.push_back({static_cast<int>(character), 0, window.repeating_});
    }
}

std::vector<KeyPress> Window::take_keys() {
    return std::exchange(keys_, {});
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
