#include "core/model_reader/model_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/number_text.h"
#include "core/model_reader/messages.h"

namespace la {

namespace {

constexpr std::uint64_t kLongestGreeting = 1 << 16;
constexpr double kIdleSeconds = 60;  // without any progress

double seconds_of(clockid_t clock) {
    timespec now{};
    return clock_gettime(clock, &now) == 0
               ? static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec)
               : 0;
}

double processor_time_of(pid_t process) {
    clockid_t clock{};
    return clock_getcpuclockid(process, &clock) == 0 ? seconds_of(clock) : 0;
}

// Half of the machine, but not more than 4 GiB; and what the file itself needs.
std::uint64_t memory_for(std::uint64_t file_bytes) {
    constexpr std::uint64_t kMost = std::uint64_t{4} << 30;
    const auto pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
    const auto size = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PAGESIZE)));
    return std::min(kMost, pages * size / 2) + 4 * file_bytes;
}

[[noreturn]] void refuse(int error) {
    throw Error(std::string("cannot start a model reader: ") + std::strerror(error));
}

// A descriptor that is closed at the end, and none of those that the process will use.
class Descriptor {
  public:
    explicit Descriptor(int low) : number_(fcntl(low, F_DUPFD_CLOEXEC, kReaderSocket + 1)) {
        const int error = errno;
        close(low);
        if (number_ < 0) {
            refuse(error);
        }
    }
    ~Descriptor() {
        if (number_ >= 0) {
            close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

// Attributes and files of a process to be, freed whatever happens.
class Spawn {
  public:
    Spawn() {
        posix_spawnattr_init(&attributes_);
        posix_spawn_file_actions_init(&files_);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setpgroup(&attributes_, 0);  // Ctrl+C in the terminal is for the program
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~Spawn() {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&files_);
    }
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;

    void give(int from, int as) { posix_spawn_file_actions_adddup2(&files_, from, as); }
    void open_as(int as, const char* path, int flags) {
        posix_spawn_file_actions_addopen(&files_, as, path, flags, 0600);
    }
    int run(pid_t& process, const char* program, char* const arguments[]) {
        return posix_spawn(&process, program, &files_, &attributes_, arguments, environ);
    }

  private:
    posix_spawnattr_t attributes_{};
    posix_spawn_file_actions_t files_{};
};

// Where the reader may print: a file, or nowhere.
int open_log(const std::filesystem::path& path) {
    const int log =
        path.empty()
            ? -1
            : open(path.c_str(),
                   O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
                   0600);
    return log >= 0 ? log : open("/dev/null", O_WRONLY | O_CLOEXEC);
}

// Starts a process; returns our end of its socket.
int start_reader(const std::filesystem::path& log_path, std::uint64_t memory, pid_t& process) {
    int both[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, both) != 0) {
        refuse(errno);
    }
    Descriptor ours(both[0]);
    const Descriptor theirs(both[1]), log(open_log(log_path));
    std::signal(SIGPIPE, SIG_IGN);
    Spawn spawn;
    spawn.open_as(STDIN_FILENO, "/dev/null", O_RDONLY);
    spawn.give(log.number(), STDOUT_FILENO);
    spawn.give(log.number(), STDERR_FILENO);
    spawn.give(theirs.number(), kReaderSocket);
    std::string name = "leastaction", what = kReaderOption, bytes = std::to_string(memory);
    char* const arguments[] = {name.data(), what.data(), bytes.data(), nullptr};
    if (const int error = spawn.run(process, "/proc/self/exe", arguments)) {
        process = -1;
        refuse(error);
    }
    return ours.release();
}

}  // namespace

ModelProcess::ModelProcess(ModelReaderOptions options, std::uint64_t file_bytes)
    : options_(std::move(options)),
      channel_(start_reader(options_.log, memory_for(file_bytes), process_)) {
    try {
        greet();
    } catch (const std::exception&) {
        end();
        throw;
    }
}

void ModelProcess::greet() {
    std::string message;
    idle_since_ = seconds_of(CLOCK_MONOTONIC);
    if (!channel_.receive(message, kLongestGreeting, [this] { watch_starting(); })) {
        fail("its process " + end());
    }
    const ReaderGreeting greeting = greeting_of(message);
    if (!greeting.failure.empty()) {
        fail(greeting.failure);
    }
    isolated_ = greeting.not_isolated.empty();
    if (!isolated_ && !options_.trust) {
        throw NotIsolated(
            "this system cannot isolate a model (" + greeting.not_isolated +
            "), which is a program and could do all that you can; --trust runs it all the same");
    }
}

ModelProcess::~ModelProcess() {
    end();
}

std::string ModelProcess::ask(std::string_view question, std::uint64_t longest) {
    if (!failure_.empty()) {
        throw Error(failure_);
    }
    used_before_ = used_ = processor_time_of(process_);
    idle_since_ = seconds_of(CLOCK_MONOTONIC);
    std::string answer;
    const auto meanwhile = [this] { watch(); };
    bool there = false;
    try {
        there = channel_.send(question, meanwhile) && channel_.receive(answer, longest, meanwhile);
    } catch (const Error& error) {
        fail(error.what());
    }
    if (!there) {
        fail("its process " + end());
    }
    return answer;
}

// Ends a process that takes too long for one answer.
void ModelProcess::watch() {
    if (processor_time_of(process_) - used_before_ > options_.seconds) {
        fail("it takes more than " + number_text(options_.seconds) +
             " s of processor time for one answer");
    }
    watch_starting();
}

// Ends a process that is given up or does nothing.
void ModelProcess::watch_starting() {
    if (options_.given_up && options_.given_up()) {
        fail("given up");
    }
    const double used = processor_time_of(process_);
    const double now = seconds_of(CLOCK_MONOTONIC);
    if (used - used_ > 0.01) {
        used_ = used;
        idle_since_ = now;
    } else if (now - idle_since_ > kIdleSeconds) {
        fail("it has been silent for " + number_text(kIdleSeconds) + " s");
    }
}

void ModelProcess::fail(const std::string& why) {
    failure_ = why;
    end();
    throw Error(why);
}

// Returns how it ended: "crashed (Segmentation fault)".
std::string ModelProcess::end() {
    if (process_ < 0) {
        return "has ended";
    }
    // One that has crashed has closed its socket a moment before it can be waited for.
    int status = 0;
    pid_t done = 0;
    for (int tries = 0; tries < 20 && done == 0; ++tries) {
        done = waitpid(process_, &status, WNOHANG);
        if (done == 0) {
            kill(process_, SIGKILL);
            usleep(1000);
        }
    }
    if (done == 0) {
        waitpid(process_, &status, 0);
    }
    process_ = -1;
    return WIFSIGNALED(status) ? std::string("crashed (") + strsignal(WTERMSIG(status)) + ")"
                               : "has ended with code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace la
