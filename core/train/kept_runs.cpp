#include "core/train/kept_runs.h"

#include <algorithm>

namespace la {

namespace {

std::size_t bytes_of(const TrainingState& run) {
    std::size_t bytes = 0;
    for (const EngineState& engine : run.engines) {
        bytes += engine.bytes();
    }
    for (const auto& weights : run.weights) {
        bytes += 4 * weights->values.size();
    }
    return bytes;
}

}  // namespace

void KeptRuns::keep(std::uint64_t number, std::shared_ptr<const TrainingState> run) {
    std::erase_if(all_, [&](const auto& kept) { return kept.first == number; });
    all_.emplace_front(number, std::move(run));
    std::size_t bytes = 0, most = 0;
    while (most < std::min(all_.size(), kMost) && (most == 0 || bytes <= kBytes)) {
        bytes += bytes_of(*all_[most].second);
        most += most == 0 || bytes <= kBytes ? 1 : 0;
    }
    all_.resize(most);
}

std::shared_ptr<const TrainingState> KeptRuns::find(std::uint64_t number) const {
    const auto at = std::ranges::find(all_, number, [](const auto& kept) { return kept.first; });
    return at == all_.end() ? nullptr : at->second;
}

}  // namespace la
