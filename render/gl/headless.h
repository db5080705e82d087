#pragma once
#include <string>

namespace la {

// An OpenGL 3.3 core (or higher) context without window or display, current on the thread that
// made it until it is destroyed there. Mesa's surfaceless EGL platform, else the first EGL device
// that gives one. Draw into a Canvas: there is no default framebuffer. Throws
// std::runtime_error when the machine has neither.
class HeadlessContext {
  public:
    HeadlessContext();
    ~HeadlessContext();
    HeadlessContext(const HeadlessContext&) = delete;
    HeadlessContext& operator=(const HeadlessContext&) = delete;

    // The driver's name, for messages and benchmarks.
    std::string renderer() const;

  private:
    void* display_ = nullptr;  // EGLDisplay
    void* context_ = nullptr;  // EGLContext
};

}  // namespace la
