#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "core/observe/observation.h"

namespace la {

// The live sentence, calm enough to be read: of the medians of the last second, and another one
// once a second at most. A new run, and the end of one, are told at once. Has no clock.
class CalmSentence {
  public:
    // Takes in what was observed, so many seconds after the last call; null: nothing yet.
    void add(const Observation* seen, float seconds);
    const std::string& text() const { return text_; }
    // The actions that it compares, of A and of B, for what stands beside it; alike where there is
    // one network. Empty while it says nothing.
    std::optional<std::array<double, 2>> actions() const { return actions_; }

  private:
    struct Seen {
        double time = 0;
        Metrics a, b;  // alike where there is one network
    };
    std::deque<Seen> seen_;
    double time_ = 0, said_at_ = 0;
    std::uint64_t run_ = 0, version_ = 0;
    std::int64_t step_ = -1;
    Status status_ = Status::Starting;
    std::size_t members_ = 0;
    std::string text_;
    std::optional<std::array<double, 2>> actions_;
};

}  // namespace la
