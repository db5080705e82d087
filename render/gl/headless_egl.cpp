#include "render/gl/headless.h"

#include <dlfcn.h>
#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <stdexcept>
#include <string_view>
#include <vector>

namespace la {

namespace {

bool has_extension(EGLDisplay display, std::string_view name) {
    const char* all = eglQueryString(display, EGL_EXTENSIONS);
    const std::string_view list = all != nullptr ? all : "";
    for (std::size_t at = list.find(name); at != list.npos; at = list.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) {
            return true;
        }
    }
    return false;
}

// Displays to try, best first.
std::vector<EGLDisplay> displays() {
    std::vector<EGLDisplay> found;
    if (!has_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_base")) {
        return found;
    }
    if (has_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
        found.push_back(
            eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    }
    if (has_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_device") &&
        (has_extension(EGL_NO_DISPLAY, "EGL_EXT_device_enumeration") ||
         has_extension(EGL_NO_DISPLAY, "EGL_EXT_device_base"))) {
        EGLDeviceEXT devices[16];
        EGLint count = 0;
        if (eglQueryDevicesEXT(16, devices, &count) == EGL_TRUE) {
            for (EGLint i = 0; i < count; ++i) {
                found.push_back(
                    eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr));
            }
        }
    }
    return found;
}

EGLContext make_context(EGLDisplay display) {
    const EGLint want[] = {EGL_SURFACE_TYPE, EGL_DONT_CARE,  EGL_RENDERABLE_TYPE,
                           EGL_OPENGL_BIT,   EGL_RED_SIZE,   8,
                           EGL_CONFORMANT,   EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, want, &config, 1, &count) != EGL_TRUE || count == 0) {
        return EGL_NO_CONTEXT;
    }
    const EGLint attributes[] = {EGL_CONTEXT_MAJOR_VERSION_KHR,
                                 3,
                                 EGL_CONTEXT_MINOR_VERSION_KHR,
                                 3,
                                 EGL_CONTEXT_OPENGL_PROFILE_MASK_KHR,
                                 EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT_KHR,
                                 EGL_NONE};
    return eglCreateContext(display, config, EGL_NO_CONTEXT, attributes);
}

}  // namespace

HeadlessContext::HeadlessContext() {
    // epoxy ends the process when the library is missing, so ask first.
    if (dlopen("libEGL.so.1", RTLD_LAZY | RTLD_LOCAL) == nullptr) {
        throw std::runtime_error("cannot draw without a display: no libEGL; install libegl1");
    }
    for (EGLDisplay display : displays()) {
        if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE) {
            continue;
        }
        if (eglBindAPI(EGL_OPENGL_API) == EGL_TRUE) {
            EGLContext context = make_context(display);
            if (context != EGL_NO_CONTEXT &&
                eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE) {
                display_ = display;
                context_ = context;
                return;
            }
            if (context != EGL_NO_CONTEXT) {
                eglDestroyContext(display, context);
            }
        }
        eglTerminate(display);
    }
    throw std::runtime_error(
        "cannot draw without a display: no EGL platform gives OpenGL 3.3; install libegl1 and "
        "libgl1-mesa-dri");
}

HeadlessContext::~HeadlessContext() {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display_, context_);
    eglTerminate(display_);
}

std::string HeadlessContext::renderer() const {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name != nullptr ? name : "unknown";
}

}  // namespace la
