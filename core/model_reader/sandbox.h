#pragma once

#include <cstdint>
#include <string>

namespace la {

// Limits of this process: no core dump, files of at most `log_bytes`, about `memory` bytes, and a
// low priority. Called before threads are started.
void limit_process(std::uint64_t memory, std::uint64_t log_bytes);

// From now on all threads of this process can compute, and talk through the files and sockets that
// are open, and nothing else: every call of the system that opens, sends, starts or signals fails
// with "Operation not permitted". Cannot be undone. Returns why the system offers no isolation;
// empty: isolated.
std::string enter_sandbox();

}  // namespace la
