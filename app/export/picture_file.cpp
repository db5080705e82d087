#include "app/export/picture_file.h"

#include <string_view>

#include "core/base/error.h"

namespace la {

namespace {

ByteSink into(FileDraft& draft) {
    return [&draft](std::span<const std::uint8_t> bytes) {
        draft.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    };
}

}  // namespace

PictureFile::PictureFile(const std::filesystem::path& path, glm::ivec2 size, const PngText& text)
    : draft_(path), png_(into(draft_), size, text) {}

void PictureFile::finish() {
    png_.finish();
    draft_.finish();
}

void write_png(const std::filesystem::path& path, const Image& image, const PngText& text) {
    if (image.rgba.size() != 4u * static_cast<std::size_t>(image.width) * image.height) {
        throw Error("cannot write " + path.string() + ": the image is not whole");
    }
    PictureFile out(path, {image.width, image.height}, text);
    out.add(image.rgba);
    out.finish();
}

}  // namespace la
