#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/config.h"

namespace la {

// What the cues change in one frame; absent fields do not change.
struct CueMoves {
    bool reset = false, sweep = false;
    std::optional<double> speed, lambda, depth;
    std::optional<int> refine;
    std::optional<LaboratoryKind> laboratory;
};

// Plays the cues of a configuration. Lambda moves along the slider's scale (logarithmic, 0 at its
// left end); all moves are eased at both ends. Has no clock: advance() tells it the time. Not
// thread-safe.
class CuePlayer {
  public:
    // Starts from these values of B's lambda and of the depth.
    void play(std::vector<Cue> cues, double lambda, double depth);
    void stop() { playing_ = false; }
    bool playing() const { return playing_; }

    // Advances by so many seconds and returns what changes. Stops by itself after the last cue.
    CueMoves advance(double seconds);

    const std::string& say() const { return say_; }  // current caption; may be empty
    double time() const { return time_; }
    double length() const;  // seconds

  private:
    struct Move {
        double at = 0, seconds = 0, from = 0, to = 0;
    };
    void begin(const Cue& cue, CueMoves& moves);
    void advance_moves(double until, CueMoves& moves);

    std::vector<Cue> cues_;
    std::size_t next_ = 0;
    bool playing_ = false;
    double time_ = 0;
    double lambda_ = 0, depth_ = 0;
    std::optional<Move> lambda_move_, depth_move_;
    std::string say_;
};

}  // namespace la
