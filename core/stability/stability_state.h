#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/config.h"
#include "core/stability/spectrum.h"
#include "core/stability/stability_rows.h"
#include "core/stability/tangents.h"

namespace la {

// What is carried along with one network, as a value: a StabilityProbe made from it goes on as the
// original would, bit for bit.
struct ProbeState {
    std::vector<double> frame, units;  // [K][B P], [B P]; empty: the vectors have not begun
    Spectrum::State spectrum{};
    std::vector<double> edge;             // [P], where the next search of the edge starts
    std::optional<TrainingPoint> twin{};  // none: no twin
    std::int64_t since = 0, ended = -1, twin_since = -1;  // as in StabilitySnapshot
    TangentPieces pieces{};                               // for covariant vectors, full ones
    std::shared_ptr<const TangentPiece> open{};           // the piece that grows; null: none
};

// A whole StabilityLog at one step, as a value.
struct StabilityState {
    StabilityConfig wanted;
    std::int64_t rows_spacing = 1;
    std::shared_ptr<const StabilityRows> rows;
    std::vector<std::optional<ProbeState>> probes;  // [member]; none: it has not begun
};

// Throws Error naming the first inconsistency with the members of the run.
void check(const StabilityState& state, const std::vector<MemberConfig>& members, int classes);

}  // namespace la
