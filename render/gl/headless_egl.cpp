#include "render/gl/headless.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <dlfcn.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "render/gl/address_space.h"
#include "render/gl/screen.h"

namespace la {

namespace {

// The functions of libEGL that are used here. It is loaded, not linked: the program also runs where
// it is missing, and then says so.
class Egl {
    void* library_ = dlopen("libEGL.so.1", RTLD_LAZY | RTLD_LOCAL);

    template<typename Function>
    void load(Function*& function, const char* name) const {
        function = reinterpret_cast<Function*>(dlsym(library_, name));
        if (function == nullptr) {
            throw std::runtime_error("cannot draw without a display: libEGL has no " +
                                     std::string(name) + "; install libegl1");
        }
    }

  public:
    Egl() {
        if (library_ == nullptr) {
            throw std::runtime_error("cannot draw without a display: no libEGL; install libegl1");
        }
        load(bind_api, "eglBindAPI");
        load(choose_config, "eglChooseConfig");
        load(create_context, "eglCreateContext");
        load(destroy_context, "eglDestroyContext");
        load(get_proc_address, "eglGetProcAddress");
        load(initialize, "eglInitialize");
        load(make_current, "eglMakeCurrent");
        load(query_string, "eglQueryString");
        load(terminate, "eglTerminate");
    }

    decltype(eglBindAPI)* bind_api;
    decltype(eglChooseConfig)* choose_config;
    decltype(eglCreateContext)* create_context;
    decltype(eglDestroyContext)* destroy_context;
    decltype(eglGetProcAddress)* get_proc_address;
    decltype(eglInitialize)* initialize;
    decltype(eglMakeCurrent)* make_current;
    decltype(eglQueryString)* query_string;
    decltype(eglTerminate)* terminate;
};

const Egl& egl() {
    static const Egl kLoaded;
    return kLoaded;
}

// Whether the display, or the library without one, has this extension.
bool has_extension(EGLDisplay display, std::string_view name) {
    const char* all = egl().query_string(display, EGL_EXTENSIONS);
    const std::string_view list = all != nullptr ? all : "";
    for (std::size_t at = list.find(name); at != list.npos; at = list.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) {
            return true;
        }
    }
    return false;
}

template<typename Pointer>
Pointer extension_function(const char* name) {
    return reinterpret_cast<Pointer>(egl().get_proc_address(name));
}

// Displays to try, best first: Mesa's surfaceless one, then the devices.
std::vector<EGLDisplay> displays() {
    std::vector<EGLDisplay> found;
    const auto platform_display =
        extension_function<PFNEGLGETPLATFORMDISPLAYEXTPROC>("eglGetPlatformDisplayEXT");
    if (!has_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_base") || platform_display == nullptr) {
        return found;
    }
    if (has_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
        found.push_back(
            platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    }
    const auto query_devices = extension_function<PFNEGLQUERYDEVICESEXTPROC>("eglQueryDevicesEXT");
    if (has_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_device") && query_devices != nullptr &&
        (has_extension(EGL_NO_DISPLAY, "EGL_EXT_device_enumeration") ||
         has_extension(EGL_NO_DISPLAY, "EGL_EXT_device_base"))) {
        std::array<EGLDeviceEXT, 16> devices{};
        EGLint count = 0;
        if (query_devices(static_cast<EGLint>(devices.size()), devices.data(), &count) ==
            EGL_TRUE) {
            for (EGLint i = 0; i < count; ++i) {
                found.push_back(platform_display(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr));
            }
        }
    }
    return found;
}

EGLContext make_context(EGLDisplay display, GlKind kind) {
    const bool es = kind == GlKind::Es;
    if (egl().bind_api(es ? EGL_OPENGL_ES_API : EGL_OPENGL_API) != EGL_TRUE) {
        return EGL_NO_CONTEXT;
    }
    const EGLint bit = es ? EGL_OPENGL_ES3_BIT : EGL_OPENGL_BIT;
    const std::array<EGLint, 9> wanted{EGL_SURFACE_TYPE,
                                       EGL_DONT_CARE,
                                       EGL_RENDERABLE_TYPE,
                                       bit,
                                       EGL_RED_SIZE,
                                       8,
                                       EGL_CONFORMANT,
                                       bit,
                                       EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (egl().choose_config(display, wanted.data(), &config, 1, &count) != EGL_TRUE || count == 0) {
        return EGL_NO_CONTEXT;
    }
    std::vector<EGLint> attributes{EGL_CONTEXT_MAJOR_VERSION_KHR, 3, EGL_CONTEXT_MINOR_VERSION_KHR,
                                   es ? 0 : 3};
    if (!es) {
        attributes.insert(attributes.end(), {EGL_CONTEXT_OPENGL_PROFILE_MASK_KHR,
                                             EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT_KHR});
    }
    attributes.push_back(EGL_NONE);
    return egl().create_context(display, config, EGL_NO_CONTEXT, attributes.data());
}

}  // namespace

HeadlessContext::HeadlessContext(GlKind kind) {
    require_address_space();
    for (EGLDisplay display : displays()) {
        if (display == EGL_NO_DISPLAY || egl().initialize(display, nullptr, nullptr) != EGL_TRUE) {
            continue;
        }
        EGLContext context = make_context(display, kind);
        if (context != EGL_NO_CONTEXT &&
            egl().make_current(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE) {
            display_ = display;
            context_ = context;
            return;
        }
        if (context != EGL_NO_CONTEXT) {
            egl().destroy_context(display, context);
        }
        egl().terminate(display);
    }
    const std::string wanted = kind == GlKind::Es ? "OpenGL ES 3.0" : "OpenGL 3.3";
    throw std::runtime_error("cannot draw without a display: no EGL platform gives " + wanted +
                             "; install libegl1 and libgl1-mesa-dri");
}

HeadlessContext::~HeadlessContext() {
    egl().make_current(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    egl().destroy_context(display_, context_);
    egl().terminate(display_);
}

std::string HeadlessContext::renderer() const {
    return driver_name();
}

}  // namespace la
