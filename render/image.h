#pragma once
#include <cstdint>
#include <vector>

namespace la {

// Pixels in memory: 4 bytes each, straight alpha, rows from the top.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba{};  // width * height * 4
};

}  // namespace la
