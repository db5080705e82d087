#include "render/video.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#    include <sys/prctl.h>
#endif

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string_view>
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

constexpr int kOutput = 3;                    // the file's number in the encoder's process
constexpr std::size_t kMaxArgument = 120000;  // bytes; the system takes no argument above 128 KiB

std::vector<std::string> ffmpeg_arguments(const std::string& program, glm::ivec2 size, int fps,
                                          const std::string& comment) {
    const std::string extent = std::to_string(size.x) + "x" + std::to_string(size.y);
    const std::string rate = std::to_string(fps);
    const std::string crop =
        "crop=" + std::to_string(size.x / 2 * 2) + ":" + std::to_string(size.y / 2 * 2) + ":0:0";
    std::vector<std::string> arguments = {program,    "-nostdin", "-xerror",   "-loglevel", "error",
                                          "-y",       "-f",       "rawvideo",  "-pix_fmt",  "rgba",
                                          "-s",       extent,     "-r",        rate,        "-i",
                                          "pipe:0",   "-an",      "-vf",       crop,        "-c:v",
                                          "libx264",  "-preset",  "medium",    "-crf",      "17",
                                          "-pix_fmt", "yuv420p",  "-movflags", "+faststart"};
    if (!comment.empty() && comment.size() < kMaxArgument) {
        arguments.insert(arguments.end(), {"-metadata", "comment=" + comment});
    }
    arguments.insert(arguments.end(), {"-f", "mp4", "file:/dev/fd/" + std::to_string(kOutput)});
    return arguments;
}

// What the encoder's process has as its standard input, standard error and output file.
struct Ends {
    int input, errors, output;
};

// In the child process: only what may be called between fork and exec.
[[noreturn]] void become(char* const* argv, const Ends& ends, pid_t parent, int failure) {
    ::setpgid(0, 0);  // Ctrl-C is for us; ffmpeg sees the end of its input
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    const bool ready = ::getppid() == parent && ::dup2(ends.input, 0) >= 0 &&
                       ::dup2(nowhere, 1) >= 0 && ::dup2(ends.errors, 2) >= 0 &&
                       ::dup2(ends.output, kOutput) >= 0;
    if (ready) {
        ::execve(argv[0], argv, environ);
    }
    const int error = errno;
    if (::write(failure, &error, sizeof error) < 0) {
        ::_exit(126);
    }
    ::_exit(127);
}

// A copy whose number is none of those that the child gives away.
int out_of_the_way(int file) {
    return ::fcntl(file, F_DUPFD_CLOEXEC, kOutput + 1);
}

// Starts a program in a process group of its own. Gives errno.
int spawn(std::vector<std::string> arguments, const Ends& ends, pid_t& child) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    const Ends moved{out_of_the_way(ends.input), out_of_the_way(ends.errors),
                     out_of_the_way(ends.output)};
    int report[2] = {-1, -1};
    int error = 0;
    if (moved.output < 0 || ::pipe2(report, O_CLOEXEC) != 0) {
        error = errno;
    } else {
        const pid_t parent = ::getpid();
        child = ::fork();
        if (child == 0) {
            become(argv.data(), moved, parent, out_of_the_way(report[1]));
        }
        error = child < 0 ? errno : 0;
        ::close(std::exchange(report[1], -1));
        if (child > 0 && ::read(report[0], &error, sizeof error) > 0) {
            ::waitpid(child, nullptr, 0);
            child = -1;
        }
    }
    for (const int file : {moved.input, moved.errors, moved.output, report[0], report[1]}) {
        if (file >= 0) {
            ::close(file);
        }
    }
    return error;
}

// The process groups of the encoders at work, for a signal handler.
std::array<std::atomic<pid_t>, 16> groups{};

void note_group(pid_t from, pid_t to) {
    for (std::atomic<pid_t>& group : groups) {
        pid_t expected = from;
        if (group.compare_exchange_strong(expected, to)) {
            return;
        }
    }
}

}  // namespace

// An ffmpeg process that reads frames from a socket.
class VideoWriter::Encoder {
  public:
    Encoder(const std::vector<std::string>& arguments, int output);
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

VideoWriter::Encoder::Encoder(const std::vector<std::string>& arguments, int output) {
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
    const int error = spawn(arguments, {ends[1], ::fileno(log_), output}, child_);
    ::close(ends[1]);
    if (error != 0) {
        ::close(socket_);
        std::fclose(log_);
        throw std::runtime_error("cannot start " + arguments[0] + ": " + std::strerror(error) +
                                 "; repair ffmpeg or take it out of PATH");
    }
    note_group(0, child_);
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
    ::kill(-child_, SIGKILL);  // what it has started, and left behind
    note_group(child_, 0);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {}
    child_ = -1;
    return status;
}

void VideoWriter::Encoder::kill() noexcept {
    const std::lock_guard lock(child_mutex_);
    if (child_ >= 0) {
        ::kill(-child_, SIGKILL);
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

const char* const VideoWriter::kEncoder = "ffmpeg";

bool VideoWriter::has_encoder() {
    return !find_program(kEncoder).empty();
}

VideoWriter::VideoWriter(int file, glm::ivec2 size, int fps, const std::string& comment)
    : size_(size) {
    if (size.x < 2 || size.y < 2 || fps < 1) {
        throw std::runtime_error("a video needs at least 2 x 2 pixels and 1 frame per second");
    }
    const std::string program = find_program(kEncoder);
    if (program.empty()) {
        throw std::runtime_error("there is no ffmpeg; install it");
    }
    encoder_ = std::make_unique<Encoder>(ffmpeg_arguments(program, size_, fps, comment), file);
}

VideoWriter::~VideoWriter() = default;

void VideoWriter::add(const Image& image) {
    if (image.width != size_.x || image.height != size_.y ||
        image.rgba.size() != 4u * static_cast<std::size_t>(size_.x) * size_.y) {
        throw std::runtime_error("a frame has not the size of the video");
    }
    if (!encoder_->send(image.rgba.data(), image.rgba.size())) {
        encoder_->stop();
        throw std::runtime_error(encoder_->complaint());
    }
    ++frames_;
}

void VideoWriter::finish() {
    if (frames_ == 0 || encoder_->stop() != 0) {
        throw std::runtime_error(frames_ == 0 ? "it has no frames" : encoder_->complaint());
    }
}

void VideoWriter::give_up() noexcept {
    encoder_->kill();
}

void end_encoders() noexcept {
    for (const std::atomic<pid_t>& group : groups) {
        if (const pid_t leader = group.load(); leader > 0) {
            ::kill(-leader, SIGKILL);
        }
    }
}

}  // namespace la
