#pragma once

#include <optional>

#include "core/train/snapshot.h"

namespace la {

// The scrubber moves B's depth s in [0, L]. If A has another number of layers, it is shown at the
// same fraction s / L of its own path: both start and arrive together.

inline bool same_depth(const Snapshot& snapshot) {
    return snapshot.members.front().config.network.layers ==
           snapshot.members.back().config.network.layers;
}

// A member's depth when B's is `depth`.
inline float member_depth(const Snapshot& snapshot, int member, float depth) {
    const int own = snapshot.members[static_cast<std::size_t>(member)].config.network.layers;
    const int of_b = snapshot.members.back().config.network.layers;
    return own == of_b ? depth : depth * static_cast<float>(own) / static_cast<float>(of_b);
}

// B's depth when the member's is `depth`.
inline float depth_where(const Snapshot& snapshot, int member, float depth) {
    const int own = snapshot.members[static_cast<std::size_t>(member)].config.network.layers;
    const int of_b = snapshot.members.back().config.network.layers;
    return own == of_b ? depth : depth * static_cast<float>(of_b) / static_cast<float>(own);
}

// The layer of A for fields and probes; empty if it is B's layer.
inline std::optional<int> layer_of_a(const Snapshot& snapshot, float depth) {
    return same_depth(snapshot) ? std::optional<int>()
                                : static_cast<int>(member_depth(snapshot, 0, depth));
}

}  // namespace la
