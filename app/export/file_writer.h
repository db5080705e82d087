#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include <glm/vec2.hpp>

#include "render/image.h"
#include "render/png.h"

namespace la {

// A picture or a film. It arrives in strips: whole rows from the top, frame after frame.
struct PixelFile {
    std::filesystem::path path;
    glm::ivec2 size{0};  // of the picture, or of a frame
    int fps = 0;         // 0: a picture
    PngText config;
};

// Writes files itself and returns where; throws std::exception.
using TextFile = std::function<std::string()>;

// Writes a file on a thread of its own. Files are complete or absent: nothing is left of one that
// is abandoned by the destructor or because writing failed.
//     has_room, add, finish, outcome    one thread, never wait
class FileWriter {
  public:
    explicit FileWriter(std::variant<PixelFile, TextFile> file);
    ~FileWriter();  // abandons the file; waits for the strip at work

    // False: the disk is too far behind to take another strip.
    bool has_room() const;
    void add(Image strip);
    void finish();  // after the last strip

    struct Outcome {
        std::string where;  // the file, or a folder of numbered PNGs
        std::string error;  // one line; empty: the file is written
    };
    std::optional<Outcome> outcome() const;  // none while it writes

  private:
    void loop(std::stop_token stop);
    std::string write(std::stop_token stop);
    std::string write_pixels(const PixelFile& file, std::stop_token stop);
    std::optional<Image> take(std::stop_token stop);

    std::variant<PixelFile, TextFile> file_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Image> strips_;
    std::size_t waiting_ = 0;  // bytes in strips_
    bool finished_ = false;
    std::optional<Outcome> outcome_;
    std::jthread thread_;
};

}  // namespace la
