#pragma once

#include <optional>

#include "core/train/snapshot.h"

namespace la {

// The scrubber moves B's depth s in [0, L]. Where A has another number of layers, it stands at the
// same part s / L of its own way: both set out and arrive together.

inline bool same_depth(const Snapshot& snapshot) {
    return snapshot.members.front().config.network.layers ==
           snapshot.members.back().config.network.layers;
}

// The depth of a member where B's is `depth`.
inline float member_depth(const Snapshot& snapshot, int member, float depth) {
    const int own = snapshot.members[static_cast<std::size_t>(member)].config.network.layers;
    const int of_b = snapshot.members.back().config.network.layers;
    return own == of_b ? depth : depth * static_cast<float>(own) / static_cast<float>(of_b);
}

// The depth of B where a member's own is `depth`.
inline float depth_where(const Snapshot& snapshot, int member, float depth) {
    const int own = snapshot.members[static_cast<std::size_t>(member)].config.network.layers;
    const int of_b = snapshot.members.back().config.network.layers;
    return own == of_b ? depth : depth * static_cast<float>(of_b) / static_cast<float>(own);
}

// The layer at which A stands, if that is another than B's: for fields and probes.
inline std::optional<int> layer_of_a(const Snapshot& snapshot, float depth) {
    return same_depth(snapshot) ? std::optional<int>()
                                : static_cast<int>(member_depth(snapshot, 0, depth));
}

}  // namespace la
