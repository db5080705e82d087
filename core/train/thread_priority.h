#pragma once

namespace la {

// The calling thread, and those that it starts from now on, give way to all others: its work is
// done in the time that they leave. Linux; elsewhere nothing changes.
void lower_thread_priority();

}  // namespace la
