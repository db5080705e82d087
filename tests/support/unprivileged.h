#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>

namespace la {

// Runs a piece of a test in a process of its own, as a user who may not do everything; as the
// present user if that is none such. Returns what `piece` returns, 0 to 100; 101: it threw.
inline int as_ordinary_user(const std::function<int()>& piece) {
    constexpr int kNobody = 65534;
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(kNobody) != 0 || setuid(kNobody) != 0)) {
            _exit(102);
        }
        try {
            _exit(piece());
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            _exit(101);
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 103;
}

}  // namespace la
