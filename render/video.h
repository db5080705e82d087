#pragma once
#include <filesystem>
#include <glm/vec2.hpp>
#include <memory>
#include <string>

#include "render/image.h"

namespace la {

// Turns images into an H.264 MP4 (yuv420p, fast start; an odd last row or column is cut off) with
// the encoder that the platform offers. Without one it writes numbered PNGs, each whole, into
// "<stem>-frames" beside the file, and first removes those of an earlier run. The MP4 gets its name
// in finish(); a writer destroyed before that removes what it wrote. Throws std::runtime_error.
// One thread at a time, except give_up; needs no GL context.
class VideoWriter {
  public:
    // size in pixels, fps in frames per second. `config` becomes the video's comment, or a text of
    // every PNG.
    VideoWriter(const std::filesystem::path& path, glm::ivec2 size, int fps,
                const PngText& config = {});
    ~VideoWriter();
    VideoWriter(const VideoWriter&) = delete;
    VideoWriter& operator=(const VideoWriter&) = delete;

    // An image of exactly the given size; blocks while the encoder is behind.
    void add(const Image& image);
    // Ends the video and gives it its name. Call once, after the last add.
    void finish();

    // Any thread. Ends at once whatever add or finish waits for; they throw, and nothing is left
    // on disk.
    void give_up() noexcept;

    bool encoded() const { return encoder_ != nullptr; }  // false: a folder of PNGs
    // The file, or the folder of PNGs, now or after finish().
    std::string where() const;
    // The same for messages to the user; says why there are PNGs.
    std::string description() const;

  private:
    class Encoder;
    void begin_pictures();
    void discard() noexcept;

    std::filesystem::path path_;
    std::filesystem::path working_;  // temporary file, or the folder of PNGs
    glm::ivec2 size_;
    PngText config_;
    std::unique_ptr<Encoder> encoder_;
    bool finished_ = false;
    bool made_folder_ = false;
    int frames_ = 0;
};

}  // namespace la
