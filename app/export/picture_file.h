#pragma once

#include <filesystem>
#include <span>

#include "core/base/file_draft.h"
#include "render/image.h"
#include "render/png.h"

namespace la {

// A PNG file in the making: a FileDraft that takes rows of pixels. Throws std::runtime_error.
class PictureFile {
  public:
    // size in pixels, at least 1 x 1.
    PictureFile(const std::filesystem::path& path, glm::ivec2 size, const PngText& text = {});

    // The next whole rows, from the top; 4 bytes a pixel, straight alpha.
    void add(std::span<const std::uint8_t> rows) { png_.add(rows); }
    void finish();  // after the last row

  private:
    FileDraft draft_;
    PngWriter png_;
};

// A whole picture at once. Any thread.
void write_png(const std::filesystem::path& path, const Image& image, const PngText& text = {});

}  // namespace la
