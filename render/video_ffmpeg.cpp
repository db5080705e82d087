#include "render/video.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
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

constexpr std::size_t kMaxArgument = 120000;  // bytes; the system takes no argument above 128 KiB

std::filesystem::path frame_file(const std::filesystem::path& folder, int frame) {
    char name[32];
    std::snprintf(name, sizeof name, "frame-%06d.png", frame);
    return folder / name;
}

std::vector<std::string> ffmpeg_arguments(const std::string& program,
                                          const std::filesystem::path& file, glm::ivec2 size,
                                          int fps, const std::string& comment) {
    const std::string extent = std::to_string(size.x) + "x" + std::to_string(size.y);
    const std::string rate = std::to_string(fps);
    const std::string crop =
        "crop=" + std::to_string(size.x / 2 * 2) + ":" + std::to_string(size.y / 2 * 2) + ":0:0";
    std::vector<std::string> arguments = {
        program,    "-nostdin", "-loglevel", "error",    "-y",      "-f",        "rawvideo",
        "-pix_fmt", "rgba",     "-s",        extent,     "-r",      rate,        "-i",
        "pipe:0",   "-an",      "-vf",       crop,       "-c:v",    "libx264",   "-preset",
        "medium",   "-crf",     "17",        "-pix_fmt", "yuv420p", "-movflags", "+faststart"};
    if (!comment.empty() && comment.size() < kMaxArgument) {
        arguments.insert(arguments.end(), {"-metadata", "comment=" + comment});
    }
    arguments.insert(arguments.end(), {"-f", "mp4", file.string()});
    return arguments;
}

// Starts a program with these ends as its standard input and error, in a process group of its own:
// Ctrl-C is handled here, and the program only sees the end of its input. Gives errno.
int spawn(std::vector<std::string> arguments, int input, int errors, pid_t& child) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    const int error = ::posix_spawn(&child, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

}  // namespace

// An ffmpeg process that reads frames from a socket.
class VideoWriter::Encoder {
  public:
    explicit Encoder(const std::vector<std::string>& arguments);
    ~Encoder();
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    bool send(const std::uint8_t* bytes, std::size_t count);
    // Closes the socket and waits for the process; gives its exit status, 0 for success.
    int stop();
    void kill() noexcept;  // any thread
    std::string complaint() const;

  private:
    int socket_ = -1;
    std::mutex child_mutex_;    // of child_, for kill
    pid_t child_ = -1;          // -1: not running
    std::FILE* log_ = nullptr;  // its standard error
};

VideoWriter::Encoder::Encoder(const std::vector<std::string>& arguments) {
    // A socket, not a pipe: writing to it raises no SIGPIPE when ffmpeg dies.
    int ends[2] = {-1, -1};
    log_ = std::tmpfile();
    if (log_ == nullptr || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        const int reason = errno;
        if (log_ != nullptr) {
            std::fclose(log_);
        }
        throw std::runtime_error(std::string("cannot talk to ffmpeg: ") + std::strerror(reason) +
                                 "; free some memory or room in /tmp");
    }
    socket_ = ends[0];
    const int error = spawn(arguments, ends[1], ::fileno(log_), child_);
    ::close(ends[1]);
    if (error != 0) {
        ::close(socket_);
        std::fclose(log_);
        throw std::runtime_error("cannot start " + arguments[0] + ": " + std::strerror(error) +
                                 "; repair ffmpeg or take it out of PATH");
    }
}

VideoWriter::Encoder::~Encoder() {
    kill();
    stop();
    std::fclose(log_);
}

bool VideoWriter::Encoder::send(const std::uint8_t* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t sent = ::send(socket_, bytes, count, MSG_NOSIGNAL);
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

int VideoWriter::Encoder::stop() {
    if (socket_ >= 0) {
        ::close(std::exchange(socket_, -1));
    }
    if (child_ < 0) {
        return -1;
    }
    // Waits before it reaps, so that kill never signals a process that is not ours.
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(child_), &ended, WEXITED | WNOWAIT) < 0 &&
           errno == EINTR) {}
    const std::lock_guard lock(child_mutex_);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {}
    child_ = -1;
    return status;
}

void VideoWriter::Encoder::kill() noexcept {
    const std::lock_guard lock(child_mutex_);
    if (child_ >= 0) {
        ::kill(child_, SIGKILL);
    }
}

std::string VideoWriter::Encoder::complaint() const {
    char text[400] = {};
    std::rewind(log_);
    const std::size_t length = std::fread(text, 1, sizeof text - 1, log_);
    std::string line(text, length);
    line = line.substr(0, line.find('\n'));
    return "ffmpeg failed: " + (line.empty() ? "it gave no reason" : line) +
           "; check the disk and that ffmpeg has libx264";
}

VideoWriter::VideoWriter(const std::filesystem::path& path, glm::ivec2 size, int fps,
                         const PngText& config)
    : path_(path), size_(size), config_(config) {
    if (size.x < 2 || size.y < 2 || fps < 1) {
        throw std::runtime_error("cannot write " + path.string() +
                                 ": a video needs at least 2 x 2 pixels and 1 frame per second");
    }
    const std::string program = find_program("ffmpeg");
    if (program.empty()) {
        begin_pictures();
        return;
    }
    working_ = path.string() + ".tmp-" + std::to_string(static_cast<long>(::getpid()));
    encoder_ =
        std::make_unique<Encoder>(ffmpeg_arguments(program, working_, size_, fps, config_.text));
}

VideoWriter::~VideoWriter() {
    if (!finished_) {
        discard();
    }
}

void VideoWriter::begin_pictures() {
    working_ = path_.parent_path() / (path_.stem().string() + "-frames");
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

void VideoWriter::add(const Image& image) {
    if (finished_ || image.width != size_.x || image.height != size_.y ||
        image.rgba.size() != 4u * static_cast<std::size_t>(size_.x) * size_.y) {
        throw std::runtime_error("cannot add a frame to " + path_.string() +
                                 ": its size is not the video's, or the video is finished");
    }
    if (!encoder_) {
        write_png(frame_file(working_, frames_), image, config_);
    } else if (!encoder_->send(image.rgba.data(), image.rgba.size())) {
        encoder_->stop();
        throw std::runtime_error("cannot write " + path_.string() + ": " + encoder_->complaint());
    }
    ++frames_;
}

void VideoWriter::finish() {
    if (finished_) {
        return;
    }
    if (encoder_) {
        if (frames_ == 0 || encoder_->stop() != 0) {
            throw std::runtime_error("cannot write " + path_.string() + ": " +
                                     (frames_ == 0 ? "it has no frames" : encoder_->complaint()));
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
    if (encoder_) {
        encoder_->kill();
    }
}

std::string VideoWriter::where() const {
    return (encoder_ ? path_ : working_).string();
}

std::string VideoWriter::description() const {
    return encoder_ ? where() : where() + " (numbered PNGs: there is no ffmpeg)";
}

void VideoWriter::discard() noexcept {
    std::error_code ignored;
    if (encoder_) {
        encoder_->kill();
        encoder_->stop();
        std::filesystem::remove(working_, ignored);
        return;
    }
    for (int i = 0; i <= frames_; ++i) {
        std::filesystem::remove(frame_file(working_, i), ignored);
    }
    if (made_folder_) {
        std::filesystem::remove(working_, ignored);  // only if it is empty
    }
}

}  // namespace la
