#include "render/image.h"

#include <stdexcept>

namespace la {

void write_png(const std::filesystem::path& path, const Image& image, const PngText& text) {
    if (image.rgba.size() != 4u * static_cast<std::size_t>(image.width) * image.height) {
        throw std::runtime_error("cannot write " + path.string() + ": the image is not whole");
    }
    PngWriter out(path, {image.width, image.height}, text);
    out.add(image.rgba);
    out.finish();
}

}  // namespace la
