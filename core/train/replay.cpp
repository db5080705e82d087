#include "core/train/replay.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace la {

namespace {

Training begin(const TrainingState& run, int threads, EngineFactory factory) {
    if (!run.recording.complete()) {
        throw Error("this run cannot be replayed: more than " + std::to_string(Recording::kMax) +
                    " changes were made to it, and they were no longer recorded; it can be "
                    "trained on with train --session");
    }
    Origin origin = *run.recording.origin();
    origin.engine.threads = threads;
    return {origin, run.groups, run.rows_every, std::move(factory)};
}

}  // namespace

Replay::Replay(const TrainingState& run, int threads, EngineFactory factory)
    : recording_(run.recording),
      until_(run.now.step),
      training_(begin(run, threads, std::move(factory))) {}

bool Replay::step() {
    const StepRows<Recorded>& changes = recording_.changes();
    while (next_ < changes.size() && changes[next_].step <= training_.steps()) {
        training_.apply(changes[next_].change);
        ++next_;
    }
    if (training_.steps() >= until_ || training_.diverged()) {
        return false;
    }
    training_.step();
    return true;
}

bool same_weights(const MemberWeights& a, const MemberWeights& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return std::ranges::equal(x->values, y->values, [](float v, float w) {
            return std::bit_cast<std::uint32_t>(v) == std::bit_cast<std::uint32_t>(w);
        });
    });
}

}  // namespace la
