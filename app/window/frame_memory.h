#pragma once

#include <malloc.h>

namespace la {

// Memory that frames take and give back stays with the process from now on: giving it to the system
// and faulting it in again costs a software renderer a tenth of its time.
inline void keep_frame_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 28);
    mallopt(M_TRIM_THRESHOLD, 1 << 28);
}

}  // namespace la
