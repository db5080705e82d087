#include "app/commands/progress.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include <unistd.h>

#include "app/interrupt.h"

namespace la {

bool train_with_progress(InlineLab& lab, std::int64_t steps) {
    using Clock = std::chrono::steady_clock;
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const Clock::time_point begin = Clock::now();
    constexpr std::int64_t kSlice = 50;
    for (std::int64_t done = 0; done < steps && lab.snapshot()->status != Status::Diverged;) {
        if (interrupted()) {
            return false;
        }
        const std::int64_t slice = std::min(kSlice, steps - done);
        lab.advance(slice);
        done += slice;
        if (terminal) {
            const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
            const double rate = static_cast<double>(done) / std::max(elapsed, 1e-9);
            std::fprintf(stderr, "\rtraining: step %lld of %lld, %.0f steps/s, %.0f s left   ",
                         static_cast<long long>(done), static_cast<long long>(steps), rate,
                         static_cast<double>(steps - done) / rate);
        }
    }
    if (terminal) {
        std::fprintf(stderr, "\r%*s\r", 72, "");
    }
    return true;
}

}  // namespace la
