#include "app/window/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace la {

namespace {

volatile std::sig_atomic_t caught = 0;  // a type that a signal handler may write

void remember(int) {
    caught = 1;
}

}  // namespace

void catch_interrupts() {
    struct sigaction action {};
    action.sa_handler = remember;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        sigaction(signal, &action, nullptr);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

bool interrupted() {
    return caught != 0;
}

}  // namespace la
