#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "render/png.h"

namespace la {

// Pixels in memory: 4 bytes each, straight alpha, rows from the top.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba{};  // width * height * 4
};

// Writes to a temporary name beside `path` and renames the whole file, so that readers never see
// half of it. Throws std::runtime_error (not writable, disk full) and leaves nothing behind. Any
// thread.
void write_png(const std::filesystem::path& path, const Image& image, const PngText& text = {});

}  // namespace la
