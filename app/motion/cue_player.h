#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/config.h"

namespace la {

// What the cues ask for at one moment; what does not change is absent.
struct CueMoves {
    bool reset = false;
    std::optional<double> speed, lambda, depth;
};

// Plays the cues of a configuration: lambda moves along the slider's scale (logarithmic, 0 at its
// left end), everything eased at both ends. Pure: its clock is what it is told. Any one thread.
class CuePlayer {
  public:
    // From these values of B's lambda and of the depth on.
    void play(std::vector<Cue> cues, double lambda, double depth);
    void stop() { playing_ = false; }
    bool playing() const { return playing_; }

    // What to do now that so many seconds have passed. Stops by itself when all has been done.
    CueMoves advance(double seconds);

    const std::string& say() const { return say_; }  // empty: nothing is said
    double time() const { return time_; }
    double length() const;  // seconds

  private:
    struct Move {
        double at = 0, seconds = 0, from = 0, to = 0;
    };
    void begin(const Cue& cue, CueMoves& moves);
    void go_on(double until, CueMoves& moves);

    std::vector<Cue> cues_;
    std::size_t next_ = 0;
    bool playing_ = false;
    double time_ = 0;
    double lambda_ = 0, depth_ = 0;
    std::optional<Move> lambda_move_, depth_move_;
    std::string say_;
};

}  // namespace la
