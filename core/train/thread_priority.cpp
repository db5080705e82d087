#include "core/train/thread_priority.h"

#ifdef __linux__
#    include <sys/resource.h>
#    include <unistd.h>
#endif

namespace la {

void lower_thread_priority() {
#ifdef __linux__
    // A thread of Linux has a priority of its own, under its own number. That it cannot be lowered
    // is no reason to do without the work.
    constexpr int kNice = 15;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
#endif
}

}  // namespace la
