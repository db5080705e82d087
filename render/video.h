#pragma once
#include <memory>
#include <string>

#include <glm/vec2.hpp>

#include "render/image.h"

namespace la {

// Turns images into an H.264 MP4 (yuv420p, fast start; an odd last row or column is cut off) with
// the encoder that the platform offers: a process of its own, which ends with this one. Throws
// std::runtime_error. One thread, on which it is also made, except for give_up; needs no GL
// context.
class VideoWriter {
  public:
    static const char* const kEncoder;  // its name, to be installed
    static bool has_encoder();

    // Writes into `file`, open for reading and writing and empty. size in pixels, fps in frames per
    // second. `comment` becomes the video's.
    VideoWriter(int file, glm::ivec2 size, int fps, const std::string& comment = {});
    ~VideoWriter();
    VideoWriter(const VideoWriter&) = delete;
    VideoWriter& operator=(const VideoWriter&) = delete;

    // An image of exactly the given size; blocks while the encoder is behind.
    void add(const Image& image);
    // Ends the video. Call once, after the last add.
    void finish();

    // Any thread. Ends at once whatever add or finish waits for; they throw.
    void give_up() noexcept;

  private:
    class Encoder;

    glm::ivec2 size_;
    std::unique_ptr<Encoder> encoder_;
    int frames_ = 0;
};

// Ends all encoders of this process at once. A signal handler may call it, if the process ends
// then.
void end_encoders() noexcept;

}  // namespace la
