#include "core/model_reader/sandbox.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace la {

namespace {

void limit(int resource, std::uint64_t value) {
    const rlimit both{value, value};
    setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// What computing needs. Memory may become executable: LibTorch compiles kernels.
constexpr int kAllowed[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close),
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    // memory
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(munmap), SCMP_SYS(mremap),
    SCMP_SYS(mprotect), SCMP_SYS(madvise),
    // threads
    SCMP_SYS(futex), SCMP_SYS(futex_time64), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(membarrier),
    // signals of its own faults
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    // time and chance
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64), SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(getrandom),
    SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname)};

// Frees the filter whatever happens.
class Filter {
  public:
    Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {}
    ~Filter() {
        if (context_) {
            seccomp_release(context_);
        }
    }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    // 0, or an error number below zero.
    int load() {
        if (!context_) {
            return -ENOMEM;
        }
        int error = seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1);  // threads of libraries
        for (const int call : kAllowed) {
            error = error ? error : allow(call);
        }
        error = error ? error : allow_own_threads();
        // abort() of this process
        error = error ? error
                      : seccomp_rule_add(context_, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                                         SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())),
                                         SCMP_A2(SCMP_CMP_EQ, SIGABRT));
        return error ? error : seccomp_load(context_);
    }

  private:
    int allow(int call) { return seccomp_rule_add(context_, SCMP_ACT_ALLOW, call, 0); }

    int allow_own_threads() {
        constexpr scmp_datum_t kThread = CLONE_VM | CLONE_THREAD;
        const int error = seccomp_rule_add(context_, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                           SCMP_A0(SCMP_CMP_MASKED_EQ, kThread, kThread));
        // Its flags are out of a filter's sight; libraries then use clone.
        return error ? error
                     : seccomp_rule_add(context_, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    }

    scmp_filter_ctx context_;
};

}  // namespace

void limit_process(std::uint64_t memory, std::uint64_t log_bytes) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_DATA, memory);
    limit(RLIMIT_FSIZE, log_bytes);
    std::signal(SIGXFSZ, SIG_IGN);     // what is printed beyond it is lost
    setpriority(PRIO_PROCESS, 0, 10);  // the window and the training come first
}

std::string enter_sandbox() {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return std::string("no new privileges: ") + std::strerror(errno);
    }
    const int error = Filter().load();
    return error == 0 ? std::string() : std::string("seccomp: ") + std::strerror(-error);
}

}  // namespace la
