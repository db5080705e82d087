#pragma once
#include <cstddef>

#include "render/gl/handle.h"

namespace la::gl {

// A list of values that shaders read by index, in rows of a two-dimensional texture: OpenGL ES 3.0
// has no buffer textures. Value i is texelFetch(table, table_texel(i), 0), see
// shaders/common.glsl. Thread: the one with the context.
class Table {
  public:
    enum class Format { Float2, Float, Byte };  // vec2, float, unsigned byte

    explicit Table(Format format);
    // Replaces the values; storage is kept while they fit and fill a quarter of it. False if the
    // context has no texture of this size; then the table is empty.
    bool write(const void* values, std::size_t count);
    std::size_t storage() const;  // bytes
    void bind(int unit) const;
    static void unbind(int unit);

  private:
    Format format_;
    Texture texture_;
    int rows_ = 0;  // of the storage
};

// Values in a row of every table of the current context: a power of two.
int table_width();

}  // namespace la::gl
