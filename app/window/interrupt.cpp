#include "app/window/interrupt.h"

#include <csignal>
#include <ctime>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "core/base/thread_name.h"
#include "render/video.h"

namespace la {

using namespace std::chrono_literals;

namespace {

// `timeout`, and a terminal with a script, send the same signal twice at once: that is one.
std::atomic<std::int64_t> ignored_for{50'000'000};  // ns

std::atomic<std::int64_t> first_at{0};  // ns of a steady clock; 0: none has come
static_assert(std::atomic<std::int64_t>::is_always_lock_free);  // as a signal handler needs it

std::int64_t now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

void remember(int signal) {
    std::int64_t first = 0;
    if (first_at.compare_exchange_strong(first, now())) {
        return;
    }
    // A session that ends sends SIGHUP after SIGTERM, without hurry.
    if (signal != SIGHUP && now() - first > ignored_for.load()) {
        end_encoders();
        _exit(130);
    }
}

}  // namespace

void catch_interrupts() {
    struct sigaction action {
    }, before{};
    action.sa_handler = remember;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(signal, &action, nullptr);
        }
    }
    action.sa_handler = SIG_IGN;
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
        sigaction(signal, &action, nullptr);
    }
}

bool interrupted() {
    return first_at.load() != 0;
}

void take_time_to_end(std::chrono::nanoseconds time) {
    ignored_for = time.count();
}

OnInterrupt::OnInterrupt(std::function<void()> act)
    : thread_([act = std::move(act)](const std::stop_token& stop) {
          name_thread("interrupt");
          while (!stop.stop_requested()) {
              if (interrupted()) {
                  act();
                  return;
              }
              std::this_thread::sleep_for(20ms);
          }
      }) {}

}  // namespace la
