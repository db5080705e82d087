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

void CuePlayer::play(std::vector<Cue> cues, double lambda, double depth, CuePace pace) {
    *this = {};
    cues_ = std::move(cues);
    lambda_ = lambda;
    depth_ = depth;
    pace_ = pace;
    playing_ = !cues_.empty();
}

double CuePlayer::length() const {
    double end = 0;
    for (const Cue& cue : cues_) {
        end = std::max(end, cue.at + cue.seconds);
    }
    return end;
}

int CuePlayer::captions() const {
    return static_cast<int>(
        std::ranges::count_if(cues_, [](const Cue& cue) { return !cue.say.empty(); }));
}

int CuePlayer::caption() const {
    return static_cast<int>(begun_.size());
}

// What a silent move brings about is told as soon as it is seen.
bool CuePlayer::begins_by_key(const Cue& cue) const {
    return cue.key ||
           (pace_ == CuePace::Keys && next_ > 0 && !(cue.when && cues_[next_ - 1].say.empty()));
}

// Whether and how the next cue begins now; notes what it waits for.
CuePlayer::Entry CuePlayer::entry_of(const Cue& cue, const Holds& holds, double seconds) {
    if (forced_ != Entry::Waits) {
        return forced_;
    }
    if (begins_by_key(cue) && !key_) {
        waits_ = Waits::Key;
        return Entry::Waits;
    }
    if (!cue.when) {
        return Entry::Now;
    }
    waited_ += seconds;
    held_ = holds(*cue.when) ? held_ + seconds : -1;
    if (held_ >= 0 && held_ >= cue.when->seconds) {
        return Entry::Now;
    }
    waits_ = Waits::Condition;
    held_ = std::max(held_, 0.0);
    return waited_ >= kPatience ? Entry::Silent : Entry::Waits;
}

void CuePlayer::begin(const Cue& cue, CueMoves& moves, Entry entry) {
    if (!cue.say.empty() && entry == Entry::Now) {
        begun_.push_back({next_, lambda_, depth_});
        say_ = cue.say;
        show_ = cue.show;
        ring_.clear();
    }
    ring_ = cue.ring.empty() ? ring_ : cue.ring;
    moves.reset = moves.reset || cue.reset;
    moves.sweep = moves.sweep || cue.sweep;
    const auto take = [](auto& to, const auto& from) {
        if (from) {
            to = from;
        }
    };
    take(moves.speed, cue.speed);
    take(moves.refine, cue.refine);
    take(moves.laboratory, cue.laboratory);
    take(moves.explorer, cue.explorer);
    take(moves.run, cue.run);
    if (!cue.view.empty()) {
        moves.view = cue.view;
    }
    if (cue.lambda) {
        lambda_move_ = {cue.at + stood_, cue.seconds, lambda_, *cue.lambda};
    }
    if (cue.depth) {
        depth_move_ = {cue.at + stood_, cue.seconds, depth_, *cue.depth};
    }
}

// Advances the current moves to this time of the clock.
void CuePlayer::advance_moves(double until, CueMoves& moves) {
    until += stood_;
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

// Sets the controls as they were when this cue began, which then begins again.
void CuePlayer::return_to(std::size_t cue, CueMoves& moves) {
    const Begun was = *std::ranges::find(begun_, cue, &Begun::cue);
    begun_.erase(std::ranges::find(begun_, cue, &Begun::cue), begun_.end());
    lambda_move_.reset();
    depth_move_.reset();
    moves.lambda = lambda_ = was.lambda;
    moves.depth = depth_ = was.depth;
    for (std::size_t i = 0; i < cue; ++i) {
        const Cue& before = cues_[i];
        moves.view = before.view.empty() ? moves.view : before.view;
        moves.refine = before.refine ? before.refine : moves.refine;
        moves.laboratory = before.laboratory ? before.laboratory : moves.laboratory;
        moves.explorer = before.explorer ? before.explorer : moves.explorer;
    }
    moves.run = true;
    next_ = cue;
    time_ = cues_[cue].at;
    forced_ = Entry::Now;
}

CueMoves CuePlayer::advance(double seconds, const Holds& holds) {
    CueMoves moves;
    if (!playing_) {
        return moves;
    }
    if (back_to_) {
        return_to(*std::exchange(back_to_, std::nullopt), moves);
    }
    time_ += seconds;
    waits_ = Waits::Nothing;
    while (next_ < cues_.size() && cues_[next_].at <= time_) {
        const Cue& cue = cues_[next_];
        const Entry entry = entry_of(cue, holds, seconds);
        if (entry == Entry::Waits) {
            stood_ += time_ - std::max(cue.at, time_ - seconds);
            time_ = std::max(cue.at, time_ - seconds);
            break;
        }
        advance_moves(cue.at, moves);
        begin(cue, moves, entry);
        ++next_;
        key_ = asked_ = false;
        forced_ = Entry::Waits;
        waited_ = held_ = 0;
    }
    advance_moves(time_, moves);
    const bool over = time_ >= length() && next_ == cues_.size() && pace_ == CuePace::Clock;
    if (over) {
        playing_ = false;
        ended_ = true;
    }
    return moves;
}

void CuePlayer::go_on() {
    if (!playing_) {
        return;
    }
    if (next_ == cues_.size()) {
        playing_ = false;
        ended_ = true;
        waits_ = Waits::Nothing;
        return;
    }
    const Cue& cue = cues_[next_];
    const bool by_key = begins_by_key(cue) && !key_;
    if (cue.when && !by_key && !std::exchange(asked_, true)) {
        return;  // its effect is still to be seen
    }
    time_ = std::max(time_, cue.at);
    key_ = true;
    forced_ = cue.when && !by_key ? Entry::Silent : cue.when ? Entry::Waits : Entry::Now;
}

void CuePlayer::go_back() {
    const bool from_end = std::exchange(ended_, false);
    if ((!playing_ && !from_end) || begun_.empty()) {
        return;
    }
    playing_ = true;
    back_to_ = begun_[begun_.size() > 1 && !from_end ? begun_.size() - 2 : begun_.size() - 1].cue;
}

}  // namespace la
