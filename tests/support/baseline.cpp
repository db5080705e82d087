#include "tests/support/baseline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#pragma GCC diagnostic pop

#include "app/export/picture_file.h"

namespace la {

namespace {

constexpr int kBlock = 4;

std::filesystem::path path_of(const std::string& name) {
    return std::filesystem::path(LA_SOURCE_DIR) / "tests" / "baselines" / (name + ".png");
}

int difference_at(const Image& a, const Image& b, std::size_t byte) {
    return std::abs(a.rgba[byte] - b.rgba[byte]);
}

Image difference_image(const Image& a, const Image& b) {
    Image out = a;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        out.rgba[i] =
            i % 4 == 3 ? 255 : static_cast<std::uint8_t>(std::min(255, 4 * difference_at(a, b, i)));
    }
    return out;
}

}  // namespace

Distance distance(const Image& a, const Image& b) {
    const auto blocks = [](int pixels) { return (pixels + kBlock - 1) / kBlock; };
    const int columns = blocks(a.width);
    std::vector<double> sums(static_cast<std::size_t>(columns) * blocks(a.height));
    double total = 0;
    for (int y = 0; y < a.height; ++y) {
        for (int x = 0; x < a.width; ++x) {
            const std::size_t at = 4 * (static_cast<std::size_t>(y) * a.width + x);
            for (std::size_t c = 0; c < 3; ++c) {
                const int off = difference_at(a, b, at + c);
                sums[static_cast<std::size_t>(y / kBlock) * columns + x / kBlock] += off;
                total += off;
            }
        }
    }
    return {total / (3.0 * a.width * a.height),
            *std::max_element(sums.begin(), sums.end()) / (3.0 * kBlock * kBlock)};
}

Image read_baseline(const std::string& name) {
    int width = 0, height = 0, channels = 0;
    const std::string path = path_of(name).string();
    const std::unique_ptr<unsigned char, void (*)(void*)> pixels(
        stbi_load(path.c_str(), &width, &height, &channels, 4), stbi_image_free);
    if (!pixels) {
        throw std::runtime_error(path +
                                 " is not there: write it with LEASTACTION_WRITE_BASELINES=1");
    }
    Image out{.width = width, .height = height};
    out.rgba.assign(pixels.get(), pixels.get() + 4u * static_cast<std::size_t>(width) * height);
    return out;
}

void expect_baseline(const Image& image, const std::string& name) {
    const char* write = std::getenv("LEASTACTION_WRITE_BASELINES");
    if (write && *write == '1') {
        write_png(path_of(name), image);
        return;
    }
    const Image baseline = read_baseline(name);
    ASSERT_EQ(image.width, baseline.width) << name;
    ASSERT_EQ(image.height, baseline.height) << name;
    const Distance off = distance(image, baseline);
    EXPECT_LE(off.mean, kMaxMean) << name;
    EXPECT_LE(off.worst, kMaxWorst) << name;
    if (off.mean > kMaxMean || off.worst > kMaxWorst) {
        write_png(name + "-candidate.png", image);
        write_png(name + "-difference.png", difference_image(image, baseline));
        ADD_FAILURE() << "see " << name << "-candidate.png and -difference.png in "
                      << std::filesystem::current_path();
    }
}

Image crop(const Image& image, int x0, int y0, int x1, int y1) {
    x0 = std::clamp(x0, 0, image.width - 1);
    y0 = std::clamp(y0, 0, image.height - 1);
    Image out{.width = std::clamp(x1, x0 + 1, image.width) - x0,
              .height = std::clamp(y1, y0 + 1, image.height) - y0};
    for (int y = 0; y < out.height; ++y) {
        const auto row =
            image.rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(y0 + y) * image.width + x0);
        out.rgba.insert(out.rgba.end(), row, row + 4 * static_cast<std::ptrdiff_t>(out.width));
    }
    return out;
}

}  // namespace la
