#include "app/motion/cue_player.h"

#include <algorithm>
#include <utility>

#include "app/motion/lambda_scale.h"

namespace la {

namespace {

// Smooth step from 0 to 1; its speed is 0 at both ends.
double eased(double at, double seconds, double now) {
    const double t = seconds > 0 ? std::clamp((now - at) / seconds, 0.0, 1.0) : 1.0;
    return t * t * (3 - 2 * t);
}

}  // namespace

void CuePlayer::play(std::vector<Cue> cues, double lambda, double depth) {
    *this = {};
    cues_ = std::move(cues);
    lambda_ = lambda;
    depth_ = depth;
    playing_ = !cues_.empty();
}

double CuePlayer::length() const {
    double end = 0;
    for (const Cue& cue : cues_) {
        end = std::max(end, cue.at + cue.seconds);
    }
    return end;
}

void CuePlayer::begin(const Cue& cue, CueMoves& moves) {
    moves.reset = moves.reset || cue.reset;
    moves.sweep = moves.sweep || cue.sweep;
    if (cue.speed) {
        moves.speed = cue.speed;
    }
    if (cue.refine) {
        moves.refine = cue.refine;
    }
    if (cue.laboratory) {
        moves.laboratory = cue.laboratory;
    }
    if (cue.lambda) {
        lambda_move_ = {cue.at, cue.seconds, lambda_, *cue.lambda};
    }
    if (cue.depth) {
        depth_move_ = {cue.at, cue.seconds, depth_, *cue.depth};
    }
    if (!cue.say.empty()) {
        say_ = cue.say;
    }
}

// Advances the current moves to this time.
void CuePlayer::advance_moves(double until, CueMoves& moves) {
    if (lambda_move_) {
        const Move& m = *lambda_move_;
        const double t = eased(m.at, m.seconds, until);
        const double from = unit_of_lambda(m.from);
        lambda_ = t >= 1 ? m.to : lambda_at(from + t * (unit_of_lambda(m.to) - from));
        moves.lambda = lambda_;
        if (t >= 1) {
            lambda_move_.reset();
        }
    }
    if (depth_move_) {
        const Move& m = *depth_move_;
        const double t = eased(m.at, m.seconds, until);
        moves.depth = depth_ = m.from + t * (m.to - m.from);
        if (t >= 1) {
            depth_move_.reset();
        }
    }
}

CueMoves CuePlayer::advance(double seconds) {
    CueMoves moves;
    if (!playing_) {
        return moves;
    }
    time_ += seconds;
    for (; next_ < cues_.size() && cues_[next_].at <= time_; ++next_) {
        advance_moves(cues_[next_].at, moves);
        begin(cues_[next_], moves);
    }
    advance_moves(time_, moves);
    playing_ = time_ < length();
    return moves;
}

}  // namespace la
