#include "core/base/thread_priority.h"

#ifdef __linux__
#    include <sys/resource.h>
#    include <unistd.h>
#endif

namespace la {

void lower_thread_priority(GiveWay how) {
#ifdef __linux__
    // Linux has a priority per thread, addressed by the thread id. Failure does not matter.
    const auto self = static_cast<id_t>(gettid());
    setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + static_cast<int>(how));
#else
    (void)how;
#endif
}

}  // namespace la
