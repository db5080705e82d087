#include "core/train/checkpoints.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/weights_flow.h"
#include "core/measure/metrics.h"

namespace la {

namespace {

constexpr int kPoints = 256;  // on which checkpoints are compared

std::size_t bytes_of(const KeptCheckpoint& checkpoint) {
    std::size_t numbers = checkpoint.data ? static_cast<std::size_t>(checkpoint.data->train) : 0;
    for (const auto& weights : checkpoint.weights) {
        numbers += weights->values.size();
    }
    std::size_t bytes = sizeof(KeptCheckpoint) + 4 * numbers;
    for (const EngineState& engine : checkpoint.at->engines) {
        bytes += engine.bytes();
    }
    return bytes;
}

}  // namespace

Dataset points_to_compare(const Dataset& data) {
    Dataset out;
    out.classes = data.classes;
    const int every = std::max(1, data.train / kPoints);
    for (int i = 0; i < data.train && out.size() < kPoints; i += every) {
        out.points.push_back(data.points[i]);
        out.labels.push_back(data.labels[i]);
        if (data.has_values()) {
            out.values.push_back(data.values[i]);
        }
    }
    out.train = out.size();
    return out;
}

// Removes the checkpoint that leaves the least gap in proportion to its age. The first and the last
// stay.
void Checkpoints::keep(std::shared_ptr<const KeptCheckpoint> checkpoint) {
    const std::size_t most = std::clamp<std::size_t>(kBytes / bytes_of(*checkpoint), 2, kMax);
    all_.push_back(std::move(checkpoint));
    while (all_.size() > most) {
        std::size_t least = 1;
        double least_gap = std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i + 1 < all_.size(); ++i) {
            const auto gap = static_cast<double>(all_[i + 1]->step() - all_[i - 1]->step());
            const auto age = static_cast<double>(last_step() - all_[i]->step());
            if (gap / age < least_gap) {
                least_gap = gap / age;
                least = i;
            }
        }
        all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(least));
    }
}

std::size_t Checkpoints::bytes() const {
    std::size_t bytes = 0;
    for (const auto& checkpoint : all_) {
        bytes += bytes_of(*checkpoint);
    }
    return bytes;
}

void Checkpoints::cut(std::int64_t last) {
    std::erase_if(all_, [&](const auto& checkpoint) { return checkpoint->step() > last; });
}

void Checkpoints::keep_ends() {
    if (all_.size() > 2) {
        all_.erase(all_.begin() + 1, all_.end() - 1);
    }
}

std::shared_ptr<const KeptCheckpoint> Checkpoints::before(std::int64_t step) const {
    const auto after =
        std::ranges::find_if(all_, [&](const auto& kept) { return kept->step() > step; });
    return after == all_.begin() ? nullptr : *(after - 1);
}

std::shared_ptr<const KeptCheckpoint> last_good(const Checkpoints& checkpoints,
                                                std::span<const MemberConfig> members,
                                                std::span<const double> lambda,
                                                const Dataset& data) {
    const Dataset points = points_to_compare(data);
    std::shared_ptr<const KeptCheckpoint> best;
    double least = std::numeric_limits<double>::infinity();
    for (const auto& checkpoint : checkpoints.all()) {
        double objective = 0;
        for (std::size_t m = 0; m < members.size(); ++m) {
            const Metrics measured = measure(*flow_of(checkpoint->weights[m]), points,
                                             members[m].objective, members[m].optimizer.batch);
            objective += measured.loss + lambda[m] * measured.penalty;
        }
        if (std::isfinite(objective) && objective <= least) {
            least = objective;
            best = checkpoint;
        }
    }
    return best;
}

}  // namespace la
