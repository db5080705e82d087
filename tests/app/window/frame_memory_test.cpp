// What large work leaves in pieces goes back to the system, in time.

#include "app/window/frame_memory.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

namespace la {
namespace {

long resident_mib() {
    long all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * 4 / 1024;
}

TEST(SpareMemory, GoesBackOnceThereIsMuchAndRarely) {
    keep_frame_memory();
    std::vector<std::unique_ptr<char[]>> large, small;
    for (int i = 0; i < 200; ++i) {  // MiB, each held apart by a few bytes
        large.push_back(std::make_unique<char[]>(1 << 20));
        std::memset(large.back().get(), 1, 1 << 20);
        small.push_back(std::make_unique<char[]>(64));
    }
    large.clear();
    const long kept = resident_mib();
    if (mallinfo2().fordblks < std::size_t{190} << 20) {
        GTEST_SKIP() << "another allocator";
    }
    SpareMemory spare;
    const auto now = SpareMemory::Clock::now();
    spare.look(now);
    EXPECT_LT(resident_mib(), kept - 150);
    for (int i = 0; i < 200; ++i) {
        large.push_back(std::make_unique<char[]>(1 << 20));
        std::memset(large.back().get(), 1, 1 << 20);
    }
    large.clear();
    spare.look(now + SpareMemory::kEvery / 2);
    EXPECT_GT(resident_mib(), kept - 50);
    spare.look(now + SpareMemory::kEvery);
    EXPECT_LT(resident_mib(), kept - 150);
}

}  // namespace
}  // namespace la
