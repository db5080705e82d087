#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace la {

// From now on SIGINT, SIGTERM and SIGHUP set a flag; one that was ignored (nohup, a script's &)
// stays ignored. A second SIGINT or SIGTERM ends the process at once, with exit code 130, and the
// encoders that it has started. SIGPIPE and SIGXFSZ are ignored: writing fails instead.
void catch_interrupts();

bool interrupted();  // one of them has come

// A second signal does nothing before this long after the first: a window keeps its work then.
void take_time_to_end(std::chrono::nanoseconds time);

// Calls `act` once, on a thread of its own, soon after an interrupt, for something that would not
// end by itself. Declare it after what `act` uses.
class OnInterrupt {
  public:
    explicit OnInterrupt(std::function<void()> act);

  private:
    std::jthread thread_;
};

}  // namespace la
