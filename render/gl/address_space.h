#pragma once

namespace la {

// Throws std::runtime_error if the address space of the process is limited (ulimit -v) to less than
// drawing takes: software drivers do not look and end the process. Call it before a context is
// made.
void require_address_space();

}  // namespace la
