#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/file_draft.h"
#include "render/image.h"
#include "render/png.h"
#include "render/video.h"

namespace la {

// An MP4 file in the making. Without an encoder it writes numbered PNGs, each whole, into
// "<stem>-frames" beside the file, and first removes those of an earlier run. One destroyed before
// finish() leaves nothing. Throws std::runtime_error naming the file. One thread, except for
// give_up.
class FilmFile {
  public:
    // size in pixels, fps in frames per second. `config` becomes the video's comment, or a text of
    // every PNG.
    FilmFile(const std::filesystem::path& path, glm::ivec2 size, int fps,
             const PngText& config = {});
    ~FilmFile();
    FilmFile(const FilmFile&) = delete;
    FilmFile& operator=(const FilmFile&) = delete;

    // An image of exactly the given size; blocks while the encoder is behind.
    void add(const Image& image);
    // Ends the video and gives it its name. Call once, after the last add.
    void finish();

    // Any thread. Ends at once whatever add or finish waits for; they throw.
    void give_up() noexcept;

    bool encoded() const { return video_ != nullptr; }  // false: a folder of PNGs
    // The file, or the folder of PNGs, now or after finish().
    std::string where() const;
    // The same for messages to the user; says why there are PNGs.
    std::string description() const;

  private:
    void begin_video(int fps);
    void begin_pictures();

    std::filesystem::path path_;
    std::filesystem::path folder_;  // of the PNGs
    glm::ivec2 size_;
    PngText config_;
    std::unique_ptr<FileDraft> draft_;
    std::unique_ptr<VideoWriter> video_;
    bool finished_ = false;
    bool made_folder_ = false;
    int frames_ = 0;
};

}  // namespace la
