#include "render/colour_map.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace la {

namespace {

constexpr std::array<std::uint32_t, 9> kStops{0x000004, 0x1d1147, 0x51127c, 0x832681, 0xb73779,
                                              0xe75263, 0xfc8961, 0xfec488, 0xfcfdbf};

glm::vec4 rgb(std::uint32_t code) {
    const auto part = [&](int shift) {
        return static_cast<float>((code >> shift) & 0xffu) / 255.0f;
    };
    return {part(16), part(8), part(0), 1};
}

}  // namespace

glm::vec4 colour_map(double unit) {
    const double place = unit > 0 ? std::min(unit, 1.0) * (kStops.size() - 1) : 0.0;
    const std::size_t stop = std::min(static_cast<std::size_t>(place), kStops.size() - 2);
    const auto t = static_cast<float>(place - static_cast<double>(stop));
    return rgb(kStops[stop]) * (1 - t) + rgb(kStops[stop + 1]) * t;
}

}  // namespace la
