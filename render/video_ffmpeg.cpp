#include "render/video.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

extern char** environ;

namespace la {

namespace {

std::string find_program(const std::string& name) {
    const char* all = std::getenv("PATH");
    std::string_view rest = all != nullptr ? all : "";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        std::string candidate = std::string(rest.substr(0, end)) + "/" + name;
        if (end > 0 && ::access(candidate.c_str(), X_OK) == 0) {
            return candidate;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

constexpr std::size_t kLongestArgument = 120000;  // bytes

std::filesystem::path frame_file(const std::filesystem::path& folder, int frame) {
    char name[32];
    std::snprintf(name, sizeof name, "frame-%06d.png", frame);
    return folder / name;
}

}  // namespace

VideoWriter::VideoWriter(const std::filesystem::path& path, glm::ivec2 size, int fps,
                         const PngText& config)
    : path_(path), size_(size), config_(config) {
    if (size.x < 2 || size.y < 2 || fps < 1) {
        throw std::runtime_error("cannot write " + path.string() +
                                 ": a video needs at least 2 x 2 pixels and 1 frame per second");
    }
    const std::string program = find_program("ffmpeg");
    encoded_ = !program.empty();
    if (encoded_) {
        working_ = path.string() + ".tmp-" + std::to_string(static_cast<long>(::getpid()));
        start(program, fps);
        return;
    }
    working_ = path.parent_path() / (path.stem().string() + "-frames");
    std::error_code error;
    made_folder_ = std::filesystem::create_directory(working_, error);
    if (error || !std::filesystem::is_directory(working_)) {
        throw std::runtime_error("cannot make the folder " + working_.string() + ": " +
                                 (error ? error.message() : "there is a file of that name") +
                                 "; choose another place or install ffmpeg");
    }
    // Frames of an earlier, longer video must not follow ours.
    for (int i = 0; std::filesystem::remove(frame_file(working_, i), error); ++i) {}
}

VideoWriter::~VideoWriter() {
    if (!finished_) {
        discard();
    }
    if (log_ != nullptr) {
        std::fclose(log_);
    }
}

void VideoWriter::start(const std::string& program, int fps) {
    // A socket, not a pipe: it can be written to without SIGPIPE when ffmpeg dies.
    int ends[2] = {-1, -1};
    log_ = std::tmpfile();
    if (log_ == nullptr || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        const int reason = errno;
        if (log_ != nullptr) {
            std::fclose(std::exchange(log_, nullptr));
        }
        throw std::runtime_error(std::string("cannot talk to ffmpeg: ") + std::strerror(reason) +
                                 "; free some memory or room in /tmp");
    }
    pipe_ = ends[0];
    const std::string extent = std::to_string(size_.x) + "x" + std::to_string(size_.y);
    const std::string rate = std::to_string(fps);
    const std::string crop =
        "crop=" + std::to_string(size_.x / 2 * 2) + ":" + std::to_string(size_.y / 2 * 2) + ":0:0";
    std::vector<std::string> arguments = {
        program,    "-nostdin", "-loglevel", "error",    "-y",      "-f",        "rawvideo",
        "-pix_fmt", "rgba",     "-s",        extent,     "-r",      rate,        "-i",
        "pipe:0",   "-an",      "-vf",       crop,       "-c:v",    "libx264",   "-preset",
        "medium",   "-crf",     "17",        "-pix_fmt", "yuv420p", "-movflags", "+faststart"};
    // The system takes no single argument above 128 KiB.
    if (!config_.text.empty() && config_.text.size() < kLongestArgument) {
        arguments.insert(arguments.end(), {"-metadata", "comment=" + config_.text});
    }
    arguments.insert(arguments.end(), {"-f", "mp4", working_.string()});
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ::fileno(log_), 2);
    // A group of its own: Ctrl-C is for us to handle, ffmpeg just sees the end of its input.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    pid_t child = -1;
    const int error =
        ::posix_spawn(&child, program.c_str(), &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        ::close(std::exchange(pipe_, -1));
        std::fclose(std::exchange(log_, nullptr));
        throw std::runtime_error("cannot start " + program + ": " + std::strerror(error) +
                                 "; repair ffmpeg or take it out of PATH");
    }
    child_ = child;
}

bool VideoWriter::send(const std::uint8_t* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t sent = ::send(pipe_, bytes, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        bytes += sent;
        count -= static_cast<std::size_t>(sent);
    }
    return true;
}

void VideoWriter::add(const Image& image) {
    if (finished_ || image.width != size_.x || image.height != size_.y ||
        image.rgba.size() != 4u * static_cast<std::size_t>(size_.x) * size_.y) {
        throw std::runtime_error("cannot add a frame to " + path_.string() +
                                 ": its size is not the video's, or the video is finished");
    }
    if (!encoded_) {
        write_png(frame_file(working_, frames_), image, config_);
    } else if (!send(image.rgba.data(), image.rgba.size())) {
        stop();
        throw std::runtime_error("cannot write " + path_.string() + ": " + complaint());
    }
    ++frames_;
}

void VideoWriter::finish() {
    if (finished_) {
        return;
    }
    if (encoded_) {
        if (frames_ == 0 || stop() != 0) {
            throw std::runtime_error("cannot write " + path_.string() + ": " +
                                     (frames_ == 0 ? "it has no frames" : complaint()));
        }
        std::error_code error;
        std::filesystem::rename(working_, path_, error);
        if (error) {
            throw std::runtime_error("cannot write " + path_.string() + ": " + error.message() +
                                     "; choose another name");
        }
    }
    finished_ = true;
}

void VideoWriter::give_up() noexcept {
    const std::lock_guard lock(child_mutex_);
    if (child_ >= 0) {
        ::kill(static_cast<pid_t>(child_), SIGKILL);
    }
}

std::string VideoWriter::where() const {
    return (encoded_ ? path_ : working_).string();
}

int VideoWriter::stop() {
    if (pipe_ >= 0) {
        ::close(std::exchange(pipe_, -1));
    }
    if (child_ < 0) {
        return -1;
    }
    // Waits first and reaps then, so that give_up never signals a process that is none of ours.
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(child_), &ended, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR) {}
    const std::lock_guard lock(child_mutex_);
    int status = 0;
    while (::waitpid(static_cast<pid_t>(child_), &status, 0) < 0 && errno == EINTR) {}
    child_ = -1;
    return status;
}

std::string VideoWriter::complaint() const {
    char text[400] = {};
    std::rewind(log_);
    const std::size_t length = std::fread(text, 1, sizeof text - 1, log_);
    std::string line(text, length);
    line = line.substr(0, line.find('\n'));
    return "ffmpeg failed: " + (line.empty() ? "it gave no reason" : line) +
           "; check the disk and that ffmpeg has libx264";
}

void VideoWriter::discard() noexcept {
    if (child_ >= 0) {
        ::kill(static_cast<pid_t>(child_), SIGKILL);
        stop();
    }
    std::error_code ignored;
    if (encoded_) {
        std::filesystem::remove(working_, ignored);
        return;
    }
    for (int i = 0; i <= frames_; ++i) {
        std::filesystem::remove(frame_file(working_, i), ignored);
    }
    if (made_folder_) {
        std::filesystem::remove(working_, ignored);  // only when it is empty
    }
}

}  // namespace la
