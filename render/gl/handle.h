#pragma once
#include <utility>

namespace la::gl {

// Owns one OpenGL name; id 0 is empty. Move-only. The destructor deletes the name, so a handle must
// be destroyed before its context and on the context's thread: declare handles after the context.
// Kind has `static unsigned create()` and `static void destroy(unsigned)` (below, defined in
// handle.cpp).
template<typename Kind>
class Handle {
  public:
    Handle() = default;
    explicit Handle(unsigned id) : id_(id) {}
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(other.release()) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            id_ = other.release();
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    // A new name of this kind. Needs a current context.
    static Handle make() { return Handle(Kind::create()); }

    unsigned id() const { return id_; }
    explicit operator bool() const { return id_ != 0; }
    // Returns the name, which the caller deletes.
    [[nodiscard]] unsigned release() { return std::exchange(id_, 0u); }
    // Deletes the name and becomes empty.
    void reset() {
        if (id_ != 0) {
            Kind::destroy(std::exchange(id_, 0u));
        }
    }

  private:
    unsigned id_ = 0;
};

struct BufferKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct VertexArrayKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct TextureKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct FramebufferKind {
    static unsigned create();
    static void destroy(unsigned id);
};
struct ProgramKind {
    static unsigned create();
    static void destroy(unsigned id);
};
// glCreateShader needs a stage, so there is no create().
struct ShaderKind {
    static void destroy(unsigned id);
};

using Buffer = Handle<BufferKind>;
using VertexArray = Handle<VertexArrayKind>;
using Texture = Handle<TextureKind>;
using Framebuffer = Handle<FramebufferKind>;
using ProgramHandle = Handle<ProgramKind>;
using Shader = Handle<ShaderKind>;

}  // namespace la::gl
