#pragma once
#include <string>

namespace la {

// OpenGL 3.3 core, or the OpenGL ES 3.0 that the renderer keeps to.
enum class GlKind { Desktop, Es };

// An OpenGL context without window or display, current on the thread that made it until it is
// destroyed there. It has no default framebuffer: draw into a Canvas. Throws std::runtime_error if
// the machine offers none.
class HeadlessContext {
  public:
    explicit HeadlessContext(GlKind kind = GlKind::Desktop);
    ~HeadlessContext();
    HeadlessContext(const HeadlessContext&) = delete;
    HeadlessContext& operator=(const HeadlessContext&) = delete;

    // The driver's name, for messages and benchmarks.
    std::string renderer() const;

  private:
    void* display_ = nullptr;  // the platform's own
    void* context_ = nullptr;
};

}  // namespace la
