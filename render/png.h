#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include <glm/vec2.hpp>

namespace la {

// A text inside a PNG (tEXt chunk): keyword of 1 to 79 characters, text in plain ASCII.
struct PngText {
    std::string keyword, text;
};

// Writes an RGBA PNG from the top row down and compresses as it goes, so memory does not grow with
// the picture. The file has a temporary name until finish(); a writer destroyed before that leaves
// nothing behind. Throws std::runtime_error (not writable, disk full). One thread at a time.
class PngWriter {
  public:
    // size in pixels, at least 1 x 1.
    PngWriter(std::filesystem::path path, glm::ivec2 size, const PngText& text = {});
    ~PngWriter();
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    // The next whole rows, 4 bytes a pixel, straight alpha.
    void add(std::span<const std::uint8_t> rows);
    // Ends the file and gives it its name. All rows must be written.
    void finish();

  private:
    struct Stream;

    void chunk(const char* kind, std::span<const std::uint8_t> data);
    void compress(bool last);
    [[noreturn]] void fail(const std::string& why) const;

    std::filesystem::path path_, working_;
    glm::ivec2 size_;
    int rows_ = 0;
    std::unique_ptr<Stream> stream_;
};

}  // namespace la
