#pragma once

#include <functional>
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
    std::optional<Explorer> explorer;
    std::optional<bool> run;
    std::string view;
};

// By the clock; or each caption that waits for nothing else waits for a speaker's key.
enum class CuePace { Clock, Keys };

// Plays the cues of a configuration. Lambda moves along the slider's scale (logarithmic, 0 at its
// left end); all moves are eased at both ends. Where a cue waits, the clock stands still. After the
// last one, the end card stays until it is left. Has no clock: advance() tells it the time. Not
// thread-safe.
class CuePlayer {
  public:
    static constexpr double kPatience = 25;  // seconds; then a cue begins without its caption

    // Starts from these values of B's lambda and of the depth.
    void play(std::vector<Cue> cues, double lambda, double depth, CuePace pace = CuePace::Clock);
    void stop() { playing_ = ended_ = false; }
    bool playing() const { return playing_; }
    bool ended() const { return ended_; }  // the end card is shown
    CuePace pace() const { return pace_; }

    // Advances by so many seconds and returns what changes. `holds` says whether the condition of a
    // cue holds now.
    using Holds = std::function<bool(const Condition& condition)>;
    CueMoves advance(
        double seconds, const Holds& holds = [](const Condition&) { return true; });

    // A speaker's keys: to the next cue that would wait for one, and to the caption before this one
    // with the controls as they were then. A cue whose condition does not hold yet stays; asked for
    // twice, it is left out.
    void go_on();
    void go_back();
    bool waits_for_key() const { return waits_ == Waits::Key; }
    bool waits_to_see() const { return waits_ == Waits::Condition; }

    const std::string& say() const { return say_; }    // current caption; may be empty
    const std::string& ring() const { return ring_; }  // control to point at; may be empty
    const std::string& show() const { return show_; }  // value beside the caption; may be empty
    double time() const { return time_; }
    double length() const;  // seconds
    // Which caption this is, from 1, and of how many.
    int caption() const;
    int captions() const;

  private:
    enum class Waits { Nothing, Key, Condition };
    enum class Entry { Waits, Now, Silent };  // Silent: without its caption
    struct Move {
        double at = 0, seconds = 0, from = 0, to = 0;
    };
    // The controls as a cue found them.
    struct Begun {
        std::size_t cue = 0;
        double lambda = 0, depth = 0;
    };
    bool begins_by_key(const Cue& cue) const;
    Entry entry_of(const Cue& cue, const Holds& holds, double seconds);
    void begin(const Cue& cue, CueMoves& moves, Entry entry);
    void advance_moves(double until, CueMoves& moves);
    void return_to(std::size_t cue, CueMoves& moves);

    std::vector<Cue> cues_;
    std::size_t next_ = 0;
    CuePace pace_ = CuePace::Clock;
    Waits waits_ = Waits::Nothing;
    bool playing_ = false, ended_ = false;
    // Of the cue that is next: whether its key was struck, or it was asked for before it was due;
    // how it begins at once; how long it has waited, and its condition held.
    bool key_ = false, asked_ = false;
    Entry forced_ = Entry::Waits;
    double waited_ = 0, held_ = 0;
    double time_ = 0;
    double stood_ = 0;  // seconds for which the clock has stood still; moves go on meanwhile
    double lambda_ = 0, depth_ = 0;
    std::optional<Move> lambda_move_, depth_move_;
    std::vector<Begun> begun_;  // with a caption, in their order
    std::optional<std::size_t> back_to_;
    std::string say_, ring_, show_;
};

}  // namespace la
