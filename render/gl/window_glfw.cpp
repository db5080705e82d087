#include "render/gl/window.h"

#include <imgui.h>
#define GLFW_INCLUDE_NONE  // render/gl/api.h declares OpenGL
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "render/gl/address_space.h"
#include "render/gl/api.h"
#include "render/gl/gui_keys.h"
#include "render/gl/silence.h"

namespace la {

namespace {

constexpr glm::ivec2 kMinWindow{480, 320};  // a smaller window shows nothing of use

int open_windows = 0;  // main thread only

std::string last_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text != nullptr ? text : "unknown reason";
}

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

bool has_display() {
#ifdef __linux__
    return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

// The usual GLFW speaks to X servers only.
const char* wayland_hint() {
    return is_set("WAYLAND_DISPLAY") && !is_set("DISPLAY")
               ? "; this is a Wayland session without XWayland: install xwayland, or "
                 "libglfw3-wayland in the place of libglfw3"
               : "";
}

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

// Whether a monitor shows enough of the title bar for the mouse to grab.
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
              kKeyHome == GLFW_KEY_HOME && kKeyEnd == GLFW_KEY_END &&
              function_key(1) == GLFW_KEY_F1 && function_key(12) == GLFW_KEY_F12);
static_assert(kShift == GLFW_MOD_SHIFT && kCtrl == GLFW_MOD_CONTROL && kAlt == GLFW_MOD_ALT &&
              kSuper == GLFW_MOD_SUPER);

// GLFW numbers keys by their place on an American keyboard. This gives the letter or digit that the
// layout prints there without modifiers; 0 for a sign, which comes as a character. A place counts
// only for a letter of another alphabet, as of a Cyrillic layout.
int printed_key(int key, int scancode) {
    if (key <= GLFW_KEY_SPACE || key >= GLFW_KEY_ESCAPE) {
        return key;
    }
    const bool letter = key >= GLFW_KEY_A && key <= GLFW_KEY_Z;
    const char* name = glfwGetKeyName(key, scancode);
    if (name == nullptr || name[0] == '\0') {
        return std::isalnum(key) != 0 ? key : 0;
    }
    const auto first = static_cast<unsigned char>(name[0]);
    if (name[1] == '\0' && std::isalnum(first) != 0) {
        return std::toupper(first);
    }
    return letter && first >= 0x80 ? key : 0;
}

// The digit of a key by its place, where it prints another sign; 0 for other keys. With Ctrl it is
// the digit that is meant, as in other programs, unless the sign is + or -, which have a meaning.
int digit_with_ctrl(int key, int scancode, int modifiers) {
    const bool digit = key >= GLFW_KEY_0 && key <= GLFW_KEY_9;
    const char* name = digit ? glfwGetKeyName(key, scancode) : nullptr;
    const bool sign =
        name != nullptr && (*name == '+' || *name == '-') && (modifiers & kShift) == 0;
    return digit && !sign && (modifiers & kCtrl) != 0 ? key : 0;
}

// Whether take_keys reports it as a character: a sign, or a digit that the key does not print
// without modifiers.
bool is_sign(unsigned int character, bool key_told) {
    return character < 0x7f && (std::ispunct(static_cast<int>(character)) != 0 ||
                                (!key_told && std::isdigit(static_cast<int>(character)) != 0));
}

// Keys that act in a text field, as Dear ImGui knows them.
bool edits(int key, int modifiers) {
    const bool modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
    return (key >= GLFW_KEY_ESCAPE && !modifier) || (modifiers & (kCtrl | kAlt | kSuper)) != 0;
}

// The library lives as long as any window.
struct Library {
    Library();
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

Library::Library() {
    if (open_windows == 0) {
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
            throw std::runtime_error("cannot open a window: " + last_error() + wayland_hint() +
                                     "; use --screenshot F.png to draw without one");
        }
    }
    ++open_windows;
}

Library::~Library() {
    if (--open_windows == 0) {
        glfwTerminate();
    }
}

void set_hints(bool visible, bool scale_to_monitor) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_MAXIMIZED, GLFW_FALSE);
    // By which a desktop finds the program's own entry and icon.
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "leastaction");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "leastaction");
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, scale_to_monitor ? GLFW_TRUE : GLFW_FALSE);
}

}  // namespace

struct Window::Native {
    explicit Native(const WindowOptions& options);
    ~Native() { glfwDestroyWindow(window); }
    Native(const Native&) = delete;
    Native& operator=(const Native&) = delete;

    void move_to(const WindowPlace& to);

    static Native& of(GLFWwindow* handle) {
        return *static_cast<Native*>(glfwGetWindowUserPointer(handle));
    }
    static void on_key(GLFWwindow* handle, int key, int scancode, int action, int modifiers);
    static void on_character(GLFWwindow* handle, unsigned int character, int modifiers);
    static void on_drop(GLFWwindow* handle, int count, const char** paths);

    Library library;
    GLFWwindow* window = nullptr;
    float scale = 0;
    bool vsync = true;
    glm::ivec4 windowed{0};  // rectangle to return to from full screen
    WindowPlace place;
    std::vector<KeyPress> keys;
    std::vector<std::string> dropped;
    bool repeating = false;  // the newest key event repeats
    bool told = false;       // it was told as a letter or digit
    bool has_gui = false;
    GuiKeys gui_keys;
};

Window::Native::Native(const WindowOptions& options) : scale(options.scale), vsync(options.vsync) {
    require_address_space();
    // A window with a place stays hidden until it is there.
    const bool placed = options.place && enough_on_screen(options.place->rect);
    // A given scale is applied here. The monitor's is applied by GLFW, which knows the platforms
    // that scale by themselves.
    set_hints(options.visible && !placed, !(scale > 0));
    const float factor = scale > 0 ? scale : 1.0f;
    const int width = std::max(1, static_cast<int>(std::lround(options.size.x * factor)));
    const int height = std::max(1, static_cast<int>(std::lround(options.size.y * factor)));
    {
        const Silence silence;
        window = glfwCreateWindow(width, height, options.title.c_str(), nullptr, nullptr);
    }
    if (window == nullptr) {
        throw std::runtime_error("no OpenGL 3.3 core profile: " + last_error() +
                                 "; install libgl1-mesa-dri or update the driver");
    }
    glfwSetWindowSizeLimits(window, kMinWindow.x, kMinWindow.y, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window);
    glfwSwapInterval(vsync ? 1 : 0);
    if (gl::version() < 33) {
        glfwDestroyWindow(window);
        throw std::runtime_error(
            "no OpenGL 3.3 core profile: the driver offers an older one; install libgl1-mesa-dri "
            "or update the driver");
    }
    glfwSetWindowUserPointer(window, this);
    glfwSetKeyCallback(window, on_key);
    glfwSetCharModsCallback(window, on_character);
    glfwSetDropCallback(window, on_drop);
    if (placed) {
        move_to(*options.place);
        if (options.visible) {
            glfwShowWindow(window);
        }
    }
}

void Window::Native::move_to(const WindowPlace& to) {
    glfwSetWindowPos(window, to.rect.x, to.rect.y);
    glfwSetWindowSize(window, to.rect.z, to.rect.w);
    place = to;
    if (to.maximised) {
        glfwMaximizeWindow(window);
    }
}

void Window::Native::on_key(GLFWwindow* handle, int key, int scancode, int action, int modifiers) {
    Native& native = of(handle);
    native.repeating = action == GLFW_REPEAT;
    const int printed = printed_key(key, scancode);
    const bool modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
    if (action != GLFW_RELEASE) {
        native.told = printed > 0 && printed < GLFW_KEY_ESCAPE;
        if (printed > 0 && !modifier) {
            native.keys.push_back(
                {printed, modifiers & (kShift | kCtrl | kAlt | kSuper), native.repeating});
        } else if (const int digit = digit_with_ctrl(key, scancode, modifiers);
                   printed == 0 && digit != 0) {
            native.keys.push_back({digit, modifiers & (kCtrl | kAlt | kSuper), native.repeating});
            native.told = true;
        }
    }
    // Dear ImGui repeats keys itself. Tab is the application's: it goes over all controls, not over
    // texts alone.
    if (native.has_gui && action != GLFW_REPEAT && key != GLFW_KEY_TAB) {
#if IMGUI_VERSION_NUM < 18700
        key = printed > 0 ? printed : key;  // later it asks the layout itself
#endif
        native.gui_keys.add(
            GuiKeys::Key{key, scancode, action == GLFW_PRESS, edits(key, modifiers), modifiers});
    }
}

void Window::Native::on_character(GLFWwindow* handle, unsigned int character, int modifiers) {
    Native& native = of(handle);
    const int held = modifiers & (kCtrl | kAlt);  // with these it types nothing
    if (is_sign(character, native.told)) {
        native.keys.push_back({static_cast<int>(character), held, native.repeating});
    }
    if (native.has_gui && held == 0) {
        native.gui_keys.add(character);
    }
}

void Window::Native::on_drop(GLFWwindow* handle, int count, const char** paths) {
    Native& native = of(handle);
    native.dropped.insert(native.dropped.end(), paths, paths + count);
}

Window::Window(const WindowOptions& options) : native_(std::make_unique<Native>(options)) {}

Window::~Window() = default;

// While the window fills the screen or is minimised, its place is the one from before.
WindowPlace Window::place() {
    GLFWwindow* window = native_->window;
    WindowPlace& place = native_->place;
    if (glfwGetWindowMonitor(window) != nullptr ||
        glfwGetWindowAttrib(window, GLFW_ICONIFIED) == GLFW_TRUE) {
        return place;
    }
    place.maximised = glfwGetWindowAttrib(window, GLFW_MAXIMIZED) == GLFW_TRUE;
    if (!place.maximised) {
        place.rect = rect();
    }
    return place;
}

std::vector<KeyPress> Window::take_keys() {
    return std::exchange(native_->keys, {});
}

std::vector<std::string> Window::take_dropped() {
    return std::exchange(native_->dropped, {});
}

glm::ivec2 Window::size() const {
    glm::ivec2 pixels(0);
    glfwGetFramebufferSize(native_->window, &pixels.x, &pixels.y);
    return pixels;
}

glm::ivec4 Window::rect() const {
    glm::ivec4 rect(0);
    glfwGetWindowPos(native_->window, &rect.x, &rect.y);
    glfwGetWindowSize(native_->window, &rect.z, &rect.w);
    return rect;
}

float Window::content_scale() const {
    if (native_->scale > 0) {
        return native_->scale;
    }
    float scale = 1;
    glfwGetWindowContentScale(native_->window, &scale, nullptr);
    scale /= pixel_ratio();
    return std::isfinite(scale) && scale > 0 ? scale : 1.0f;
}

float Window::pixel_ratio() const {
    int width = 0;
    int height = 0;
    glfwGetWindowSize(native_->window, &width, &height);
    const int pixels = size().x;
    return width > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1.0f;
}

bool Window::close_requested() const {
    return glfwWindowShouldClose(native_->window) == GLFW_TRUE;
}

void Window::poll() {
    glfwPollEvents();
}

void Window::wait(double seconds) {
    glfwWaitEventsTimeout(std::max(seconds, 1e-3));
}

void Window::swap() {
    glfwSwapBuffers(native_->window);
}

void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(native_->window, title.c_str());
}

void Window::toggle_fullscreen() {
    GLFWwindow* window = native_->window;
    glm::ivec4& windowed = native_->windowed;
    if (glfwGetWindowMonitor(window) != nullptr) {
        glfwSetWindowMonitor(window, nullptr, windowed.x, windowed.y, windowed.z, windowed.w,
                             GLFW_DONT_CARE);
    } else if (GLFWmonitor* monitor = monitor_of(rect()); monitor != nullptr) {
        windowed = rect();
        const GLFWvidmode* mode = glfwGetVideoMode(monitor);
        glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    }
    // Some drivers forget the interval with the mode.
    glfwSwapInterval(native_->vsync ? 1 : 0);
}

void Window::connect_gui() {
    GLFWwindow* window = native_->window;
    ImGui_ImplGlfw_InitForOpenGL(window, false);
#if IMGUI_VERSION_NUM < 18700
    // Enter chooses in a list, as it does later; without this Space alone does.
    ImGui::GetIO().KeyMap[ImGuiKey_Space] = ImGui::GetIO().KeyMap[ImGuiKey_Enter];
#endif
    glfwSetWindowFocusCallback(window, ImGui_ImplGlfw_WindowFocusCallback);
    glfwSetCursorEnterCallback(window, ImGui_ImplGlfw_CursorEnterCallback);
    glfwSetMouseButtonCallback(window, ImGui_ImplGlfw_MouseButtonCallback);
    glfwSetScrollCallback(window, ImGui_ImplGlfw_ScrollCallback);
#if IMGUI_VERSION_NUM >= 18700
    glfwSetCursorPosCallback(window, ImGui_ImplGlfw_CursorPosCallback);
#endif
    native_->has_gui = true;
}

void Window::disconnect_gui() {
    GLFWwindow* window = native_->window;
    native_->has_gui = false;
    glfwSetWindowFocusCallback(window, nullptr);
    glfwSetCursorEnterCallback(window, nullptr);
    glfwSetMouseButtonCallback(window, nullptr);
    glfwSetScrollCallback(window, nullptr);
    glfwSetCursorPosCallback(window, nullptr);
    ImGui_ImplGlfw_Shutdown();
}

void Window::begin_gui_frame() {
    GLFWwindow* window = native_->window;
    for (const GuiKeys::Event& event : native_->gui_keys.next_frame()) {
        if (const auto* key = std::get_if<GuiKeys::Key>(&event)) {
            ImGui_ImplGlfw_KeyCallback(window, key->key, key->scancode,
                                       key->down ? GLFW_PRESS : GLFW_RELEASE, key->modifiers);
        } else {
            ImGui_ImplGlfw_CharCallback(window, std::get<unsigned int>(event));
        }
    }
    ImGui_ImplGlfw_NewFrame();
}

}  // namespace la
