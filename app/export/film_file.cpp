#include "app/export/film_file.h"

#include <cstdio>
#include <exception>
#include <system_error>

#include "app/export/picture_file.h"
#include "core/base/error.h"

namespace la {

namespace {

std::filesystem::path frame_file(const std::filesystem::path& folder, int frame) {
    char name[32];
    std::snprintf(name, sizeof name, "frame-%06d.png", frame);
    return folder / name;
}

}  // namespace

FilmFile::FilmFile(const std::filesystem::path& path, glm::ivec2 size, int fps,
                   const PngText& config)
    : path_(path), size_(size), config_(config) {
    if (size.x < 2 || size.y < 2 || fps < 1) {
        throw Error("cannot write " + path.string() +
                    ": a video needs at least 2 x 2 pixels and 1 frame per second");
    }
    if (VideoWriter::has_encoder()) {
        begin_video(fps);
    } else {
        begin_pictures();
    }
}

FilmFile::~FilmFile() {
    if (finished_ || encoded()) {
        return;
    }
    std::error_code ignored;
    for (int i = 0; i <= frames_; ++i) {
        std::filesystem::remove(frame_file(folder_, i), ignored);
    }
    if (made_folder_) {
        std::filesystem::remove(folder_, ignored);  // only if it is empty
    }
}

// The encoder gets the open file, not its name, which it might take for an option or a protocol.
void FilmFile::begin_video(int fps) {
    draft_ = std::make_unique<FileDraft>(path_);
    if (!draft_->is_file()) {
        throw Error("cannot write " + path_.string() + ": a video is no stream; give a file");
    }
    try {
        video_ = std::make_unique<VideoWriter>(draft_->descriptor(), size_, fps, config_.text);
    } catch (const std::exception& error) {
        throw Error("cannot write " + path_.string() + ": " + error.what());
    }
}

void FilmFile::begin_pictures() {
    folder_ = path_.parent_path() / (path_.stem().string() + "-frames");
    std::error_code error;
    made_folder_ = std::filesystem::create_directory(folder_, error);
    if (error || !std::filesystem::is_directory(folder_)) {
        throw Error("cannot make the folder " + folder_.string() + ": " +
                    (error ? error.message() : "there is a file of that name") +
                    "; choose another place, or install " + VideoWriter::kEncoder);
    }
    // Frames of an earlier, longer video must not follow ours.
    for (int i = 0; std::filesystem::remove(frame_file(folder_, i), error); ++i) {}
}

void FilmFile::add(const Image& image) {
    if (finished_ || image.width != size_.x || image.height != size_.y) {
        throw Error("cannot add a frame to " + path_.string() +
                    ": its size is not the video's, or the video is finished");
    }
    if (!video_) {
        write_png(frame_file(folder_, frames_), image, config_);
    } else {
        try {
            video_->add(image);
        } catch (const std::exception& error) {
            throw Error("cannot write " + path_.string() + ": " + error.what());
        }
    }
    ++frames_;
}

void FilmFile::finish() {
    if (finished_) {
        return;
    }
    if (video_) {
        try {
            video_->finish();
        } catch (const std::exception& error) {
            throw Error("cannot write " + path_.string() + ": " + error.what());
        }
        draft_->finish();
    }
    finished_ = true;
}

void FilmFile::give_up() noexcept {
    if (video_) {
        video_->give_up();
    }
}

std::string FilmFile::where() const {
    return (encoded() ? path_ : folder_).string();
}

std::string FilmFile::description() const {
    return encoded() ? where()
                     : where() + " (numbered PNGs: there is no " + VideoWriter::kEncoder + ")";
}

}  // namespace la
