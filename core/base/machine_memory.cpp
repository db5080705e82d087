#include "core/base/machine_memory.h"

#include <unistd.h>

#include <algorithm>

namespace la {

std::int64_t machine_memory() {
    const std::int64_t pages = sysconf(_SC_PHYS_PAGES), bytes = sysconf(_SC_PAGESIZE);
    return pages > 0 ? pages * std::max<std::int64_t>(bytes, 0) : 0;
}

}  // namespace la
