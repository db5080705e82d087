#pragma once
#include <cstdio>
#include <filesystem>
#include <glm/vec2.hpp>
#include <mutex>
#include <string>

#include "render/image.h"

namespace la {

// Turns images into an H.264 MP4 (yuv420p, fast start; an odd last row or column is cut off) by
// piping them to ffmpeg. Without ffmpeg in PATH it writes numbered PNGs into "<stem>-frames"
// beside the file instead, each whole, after removing those of an earlier run. The MP4 appears
// under its name in finish(); a writer that dies without it removes what it wrote. Throws
// std::runtime_error. One thread at a time; needs no GL context.
class VideoWriter {
  public:
    // size in pixels, fps in frames per second. `config` goes into the file's comment, and into
    // every PNG where there is no ffmpeg.
    VideoWriter(const std::filesystem::path& path, glm::ivec2 size, int fps,
                const PngText& config = {});
    ~VideoWriter();
    VideoWriter(const VideoWriter&) = delete;
    VideoWriter& operator=(const VideoWriter&) = delete;

    // An image of exactly the given size; blocks while ffmpeg is behind.
    void add(const Image& image);
    // Ends the video and gives it its name. Call once, after the last add.
    void finish();

    // From any thread: whatever add or finish is waiting for ends at once, and throws. Nothing is
    // left behind.
    void give_up() noexcept;

    bool encoded() const { return encoded_; }  // false: a folder of PNGs
    // Where the result is or will be: the file, or the folder of PNGs.
    std::string where() const;

  private:
    void start(const std::string& program, int fps);
    bool send(const std::uint8_t* bytes, std::size_t count);
    // Closes the pipe and waits for ffmpeg; its exit status, 0 for good.
    int stop();
    std::string complaint() const;
    void discard() noexcept;

    std::filesystem::path path_;
    std::filesystem::path working_;  // temporary file, or the folder of PNGs
    glm::ivec2 size_;
    PngText config_;
    bool encoded_ = false;
    bool finished_ = false;
    bool made_folder_ = false;
    int frames_ = 0;
    int pipe_ = -1;
    std::mutex child_mutex_;
    long child_ = -1;           // process id; the mutex is for give_up
    std::FILE* log_ = nullptr;  // what ffmpeg says on stderr
};

}  // namespace la
