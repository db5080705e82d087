#pragma once

#include <cstdint>

namespace la::shallow {

// The interface of the kernels of shallow networks, in double precision. As core/kernels/kernel.h,
// and for the same reason, it uses plain structs and no std templates. All instruction sets take
// the same operations in the same order, none of them contracted: they give the same bytes.

inline constexpr int kLanes = 8;    // points come in groups of so many
inline constexpr int kChunk = 256;  // points whose active nodes are found at once

// Columns of points, one point a lane: x[k * pitch + p], k < d, p < count.
struct Points {
    const double* x;  // aligned to 64 bytes
    std::int64_t pitch;
    std::int64_t count;  // a multiple of kLanes; points that do not count are 0
};

struct Nodes {
    const double* a;  // [M]
    const double* w;  // [M][d]
    std::int64_t count;
    int dimension;
};

// The same functions for one instruction set.
struct Kernel {
    const char* name;
    // out[p] = sum_i a_i relu(w_i . x_p).
    void (*outputs)(const Nodes&, const Points&, double* out);
    // out[i][k] += sign sum_p 1[w_i . x_p > 0] x_pk; scratch: scratch_doubles(d), aligned as x.
    void (*active_sums)(const Nodes&, const Points&, double sign, double* scratch, double* out);
};

// Null if the processor or the build lacks the instruction set.
const Kernel* kernel_plain();
const Kernel* kernel_avx2();
const Kernel* kernel_avx512();

// Must agree with active_sums.h, which divides the memory.
inline std::int64_t scratch_doubles(int dimension) {
    return 4 * (kChunk + static_cast<std::int64_t>(dimension) * kLanes);
}

}  // namespace la::shallow
