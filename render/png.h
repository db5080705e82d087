#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <glm/vec2.hpp>

namespace la {

// A text inside a PNG (tEXt chunk): keyword of 1 to 79 characters, text in plain ASCII.
struct PngText {
    std::string keyword, text;
};

// The text of this keyword inside the bytes of a PNG; empty if there is none.
std::string png_text(std::string_view png, std::string_view keyword);

// Takes the bytes of a file as they come; throws if it cannot.
using ByteSink = std::function<void(std::span<const std::uint8_t>)>;

// Makes an RGBA PNG from the top row down and compresses as it goes, so memory does not grow with
// the picture. Throws std::runtime_error, or what the sink throws. One thread at a time.
class PngWriter {
  public:
    // size in pixels, at least 1 x 1.
    PngWriter(ByteSink sink, glm::ivec2 size, const PngText& text = {});
    ~PngWriter();
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    // The next whole rows, 4 bytes a pixel, straight alpha.
    void add(std::span<const std::uint8_t> rows);
    // Ends the picture. All rows must be written.
    void finish();

  private:
    struct Stream;

    void chunk(const char* kind, std::span<const std::uint8_t> data);
    void compress(bool last);

    ByteSink sink_;
    glm::ivec2 size_;
    int rows_ = 0;
    std::unique_ptr<Stream> stream_;
};

}  // namespace la
