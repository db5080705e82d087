#include "core/train/history.h"

#include <algorithm>

#include "core/train/snapshot.h"

namespace la {

std::size_t History::capacity_for(const std::vector<MemberSnapshot>& members) {
    return std::clamp(kBytes / bytes_of_step(members), kMinSteps, kSteps);
}

std::size_t History::bytes_of_step(const std::vector<MemberSnapshot>& members) {
    std::size_t bytes = sizeof(KeptStep);
    for (const MemberSnapshot& member : members) {
        bytes += sizeof(MemberSnapshot) + sizeof(Weights) +
                 (member.weights ? member.weights->values.size() : 0) * sizeof(float);
    }
    return bytes;
}

std::size_t first_kept_from(const KeptSteps& kept, std::int64_t step) {
    std::size_t low = 0;
    std::size_t high = kept.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (kept[middle].step < step) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::size_t nearest_kept(const KeptSteps& kept, std::int64_t step) {
    const std::size_t after = first_kept_from(kept, step);
    if (after == 0) {
        return 0;
    }
    const bool nearer =
        after < kept.size() && kept[after].step - step < step - kept[after - 1].step;
    return nearer ? after : after - 1;
}

std::shared_ptr<const Snapshot> snapshot_at(const Snapshot& now, const KeptStep& kept) {
    auto out = std::make_shared<Snapshot>(now);
    out->step = kept.step;
    out->epoch = kept.epoch;
    out->members = kept.members;
    out->history = nullptr;  // would keep weights alive that the run has dropped
    return out;
}

}  // namespace la
