#pragma once

namespace la {

// From now on SIGINT, SIGTERM and SIGHUP only set a flag; SIGPIPE is ignored.
void catch_interrupts();

bool interrupted();  // one of them has come

}  // namespace la
