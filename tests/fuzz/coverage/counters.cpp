#include <cstddef>
#include <cstdint>

// libFuzzer takes the bytes of this section for counters of coverage. Two places in the code may
// share a counter.
__attribute__((section("__libfuzzer_extra_counters"))) static std::uint8_t counters[1 << 16];

// GCC calls it at the begin of every block.
extern "C" void __sanitizer_cov_trace_pc() {
    const auto at = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
    std::uint8_t& counter = counters[(at ^ (at >> 16)) % sizeof counters];
    counter = static_cast<std::uint8_t>(counter + (counter < 255 ? 1 : 0));
}

// GCC reports comparisons of floating-point numbers, too; libFuzzer does not know them.
extern "C" void __sanitizer_cov_trace_cmpf(float, float) {}
extern "C" void __sanitizer_cov_trace_cmpd(double, double) {}
