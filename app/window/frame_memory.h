#pragma once

#include <malloc.h>

#include <chrono>
#include <cstddef>

namespace la {

// Keeps freed memory in the process from now on: frames allocate the same amounts again and again,
// and returning them to the system costs a software renderer a tenth of its time. What is larger
// than any part of a frame, such as a picture of 8192 x 8192, goes back at once.
inline void keep_frame_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 26);
    mallopt(M_TRIM_THRESHOLD, 1 << 28);
}

// Gives memory back that large work, such as a film or many presets, has left in pieces. It takes a
// frame's time where there is much of it, and so looks rarely. Thread: any one.
class SpareMemory {
  public:
    using Clock = std::chrono::steady_clock;

    static constexpr std::size_t kFrames = std::size_t{96} << 20;  // as much may frames keep
    static constexpr std::chrono::seconds kEvery{30};

    void look(Clock::time_point now) {
        if (now - looked_ < kEvery) {
            return;
        }
        looked_ = now;
        if (mallinfo2().fordblks > kFrames) {
            malloc_trim(0);
        }
    }

  private:
    Clock::time_point looked_{};
};

}  // namespace la
