#pragma once

#include <malloc.h>

namespace la {

// Keeps freed memory in the process from now on: frames allocate the same amounts again and again,
// and returning them to the system costs a software renderer a tenth of its time.
inline void keep_frame_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 28);
    mallopt(M_TRIM_THRESHOLD, 1 << 28);
}

}  // namespace la
