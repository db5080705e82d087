#include "core/base/link_opener.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace la {

namespace {

// In a group of its own, as Ctrl+C in the terminal is for the program; with the signals as they are
// at first, and without a voice in the terminal.
int spawn(const char* const* arguments, pid_t& process) {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&files);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    const int failed = posix_spawnp(&process, arguments[0], &files, &attributes,
                                    const_cast<char* const*>(arguments), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

}  // namespace

std::string LinkOpener::open(const std::string& url) {
    std::erase_if(running_, [](int process) {
        return ::waitpid(process, nullptr, WNOHANG) != 0;  // ended, or not ours any more
    });
    const char* arguments[] = {"xdg-open", url.c_str(), nullptr};
    pid_t process = 0;
    if (const int failed = spawn(arguments, process); failed != 0) {
        return "cannot open " + url + ": " +
               (failed == ENOENT ? "xdg-open is not installed" : std::strerror(failed));
    }
    running_.push_back(process);
    return "";
}

}  // namespace la
