#pragma once

#include <cstdint>

namespace la {

// Bytes of this machine's memory; 0 if it is not known.
std::int64_t machine_memory();

}  // namespace la
