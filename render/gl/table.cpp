#include "render/gl/table.h"

#include <algorithm>

#include "render/gl/api.h"

namespace la::gl {

namespace {

constexpr int kMaxWidth = 8192;  // OpenGL ES 3.0 only promises 2048
constexpr int kFewRows = 32;     // of storage that is never given back

struct TexelFormat {
    GLint internal;
    GLenum format, type;
    std::size_t bytes;
};

TexelFormat texel_format(Table::Format format) {
    switch (format) {
        case Table::Format::Float2:
            return {GL_RG32F, GL_RG, GL_FLOAT, 2 * sizeof(float)};
        case Table::Format::Float:
            return {GL_R32F, GL_RED, GL_FLOAT, sizeof(float)};
        case Table::Format::Byte:
            break;
    }
    return {GL_R8UI, GL_RED_INTEGER, GL_UNSIGNED_BYTE, 1};
}

std::size_t max_texture_size() {
    GLint size = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &size);
    return static_cast<std::size_t>(std::max(size, 1));
}

}  // namespace

int table_width() {
    int width = kMaxWidth;
    while (static_cast<std::size_t>(width) > max_texture_size()) {
        width /= 2;
    }
    return width;
}

Table::Table(Format format) : format_(format), texture_(Texture::make()) {
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindTexture(GL_TEXTURE_2D, 0);
}

bool Table::write(const void* values, std::size_t count) {
    const auto width = static_cast<std::size_t>(table_width());
    const std::size_t full = count / width;
    const std::size_t rest = count % width;
    const std::size_t rows = full + (rest > 0 ? 1 : 0);
    const std::size_t limit = max_texture_size();
    if (rows > limit) {
        rows_ = 0;
        return false;
    }
    const TexelFormat texel = texel_format(format_);
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    const bool wasteful = rows_ > kFewRows && static_cast<int>(rows) < rows_ / 4;
    if (static_cast<int>(rows) > rows_ || wasteful) {
        rows_ = static_cast<int>(std::min(rows + rows / 2, limit));
        glTexImage2D(GL_TEXTURE_2D, 0, texel.internal, static_cast<GLsizei>(width), rows_, 0,
                     texel.format, texel.type, nullptr);
    }
    const auto* bytes = static_cast<const unsigned char*>(values);
    const auto upload = [&](std::size_t row, std::size_t row_width, std::size_t row_count) {
        if (row_width > 0 && row_count > 0) {
            glTexSubImage2D(GL_TEXTURE_2D, 0, 0, static_cast<GLint>(row),
                            static_cast<GLsizei>(row_width), static_cast<GLsizei>(row_count),
                            texel.format, texel.type, bytes + row * width * texel.bytes);
        }
    };
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    upload(0, width, full);
    upload(full, rest, 1);
    glBindTexture(GL_TEXTURE_2D, 0);
    return true;
}

std::size_t Table::storage() const {
    return static_cast<std::size_t>(rows_) * static_cast<std::size_t>(table_width()) *
           texel_format(format_).bytes;
}

void Table::bind(int unit) const {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_2D, texture_.id());
}

void Table::unbind(int unit) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_2D, 0);
}

}  // namespace la::gl
