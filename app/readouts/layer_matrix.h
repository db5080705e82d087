#pragma once

namespace la {

// Which of a layer's two matrices a plot of the weights over depth shows.
enum class LayerMatrix { W, V };

// The place of an entry in it, from 0 as in PyTorch.
struct EntryPlace {
    int row = 0, column = 0;
    bool operator==(const EntryPlace&) const = default;
};

inline constexpr int kMaxLines = 12;          // entries drawn as lines at once
inline constexpr int kMaxEntryIndex = 65535;  // of a row or column that a session may name

}  // namespace la
