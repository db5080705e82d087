#pragma once

namespace la {

// Names the calling thread for gdb, top -H and perf. `name` has at most 15 characters: Linux
// refuses more. Linux only; does nothing elsewhere or on failure.
void name_thread(const char* name);

}  // namespace la
