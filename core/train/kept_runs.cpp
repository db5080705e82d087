#include "core/train/kept_runs.h"

#include <algorithm>

namespace la {

namespace {

std::size_t bytes_of(const MetricsRows& rows) {
    std::size_t row = sizeof(MetricsRow);
    for (const Metrics& member : rows.back().members) {
        row += sizeof(Metrics) +
               sizeof(double) * (1 + member.energy.size() + member.displacement_class.size());
    }
    return row * rows.size();
}

std::size_t bytes_of(const Dataset& data) {
    return sizeof(glm::vec2) * data.points.size() + sizeof(float) * data.values.size() +
           data.labels.size() + data.shades.size();
}

// The engines, and what grows with a run: its history, its rows, the steps to rewind to, its data.
std::size_t bytes_of(const TrainingState& run) {
    std::size_t bytes = run.checkpoints.bytes();
    for (const EngineState& engine : run.engines) {
        bytes += engine.bytes();
    }
    for (const auto& weights : run.weights) {
        bytes += sizeof(float) * weights->values.size();
    }
    if (run.history && !run.history->empty()) {
        bytes += run.history->size() * History::bytes_of_step(run.history->back().members);
    }
    if (run.rows && !run.rows->empty()) {
        bytes += bytes_of(*run.rows);
    }
    return bytes + (run.data ? bytes_of(*run.data) : 0);
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
