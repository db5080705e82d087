#include "app/export/file_writer.h"

#include <exception>
#include <utility>

#include "app/export/film_file.h"
#include "app/export/picture_file.h"
#include "core/base/thread_name.h"

namespace la {

namespace {

constexpr std::size_t kMaxWaiting = std::size_t{32} << 20;  // bytes

struct Abandoned {};

}  // namespace

FileWriter::FileWriter(std::variant<PixelFile, TextFile> file)
    : file_(std::move(file)), thread_([this](std::stop_token stop) { loop(stop); }) {}

FileWriter::~FileWriter() {
    thread_.request_stop();
}

bool FileWriter::has_room() const {
    const std::lock_guard lock(mutex_);
    return waiting_ < kMaxWaiting || outcome_;
}

void FileWriter::add(Image strip) {
    {
        const std::lock_guard lock(mutex_);
        waiting_ += strip.rgba.size();
        strips_.push_back(std::move(strip));
    }
    wake_.notify_one();
}

void FileWriter::finish() {
    {
        const std::lock_guard lock(mutex_);
        finished_ = true;
    }
    wake_.notify_one();
}

std::optional<FileWriter::Outcome> FileWriter::outcome() const {
    const std::lock_guard lock(mutex_);
    return outcome_;
}

// The next strip; none after the last. Throws Abandoned.
std::optional<Image> FileWriter::take(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!wake_.wait(lock, stop, [this] { return finished_ || !strips_.empty(); })) {
        throw Abandoned{};
    }
    if (strips_.empty()) {
        return std::nullopt;
    }
    Image strip = std::move(strips_.front());
    strips_.pop_front();
    waiting_ -= strip.rgba.size();
    return strip;
}

std::string FileWriter::write_pixels(const PixelFile& file, std::stop_token stop) {
    if (file.fps == 0) {
        PictureFile png(file.path, file.size, file.config);
        while (const std::optional<Image> strip = take(stop)) {
            png.add(strip->rgba);
        }
        png.finish();
        return file.path.string();
    }
    FilmFile video(file.path, file.size, file.fps, file.config);
    const std::stop_callback cut_off(stop, [&video] { video.give_up(); });
    Image frame{file.size.x, file.size.y, {}};
    const std::size_t whole = 4u * static_cast<std::size_t>(file.size.x) * file.size.y;
    while (const std::optional<Image> strip = take(stop)) {
        frame.rgba.insert(frame.rgba.end(), strip->rgba.begin(), strip->rgba.end());
        if (frame.rgba.size() >= whole) {
            video.add(frame);
            frame.rgba.clear();
        }
    }
    video.finish();
    return video.description();
}

std::string FileWriter::write(std::stop_token stop) {
    const auto* text = std::get_if<TextFile>(&file_);
    return text ? (*text)() : write_pixels(std::get<PixelFile>(file_), stop);
}

void FileWriter::loop(std::stop_token stop) {
    name_thread("file writer");
    Outcome outcome;
    try {
        outcome.where = write(stop);
    } catch (const Abandoned&) {
        return;
    } catch (const std::exception& error) {
        outcome.error = error.what();
    }
    const std::lock_guard lock(mutex_);
    outcome_ = std::move(outcome);
    strips_.clear();
    waiting_ = 0;
}

}  // namespace la
