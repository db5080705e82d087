#pragma once

#include <optional>
#include <string>

#include "core/model/condition.h"

namespace la {

enum class LaboratoryKind { Flow, Weights, MeanField, Stability };

// What the stability laboratory explores beside the run: exponents over the learning rate, what
// early exponents foretell, the map of two weights.
enum class Explorer { Rate, Foretell, TwoWeights };

// One moment of a demonstration: moves of controls, and a caption. It begins at its time, and not
// before its condition holds; the clock stands still meanwhile.
struct Cue {
    double at = 0;                               // seconds from the beginning
    double seconds = 0;                          // duration of the moves; minimum for the caption
    std::optional<double> lambda{};              // B's, moved to along the slider
    std::optional<double> depth{};               // s, moved to by the particles
    std::optional<double> speed{};               // steps per second; 0: no limit
    bool reset = false;                          // to step 0 first
    std::string say{};                           // the caption, shown until the next one
    std::optional<LaboratoryKind> laboratory{};  // to open
    std::optional<int> refine{};                 // factor of the weights laboratory: 1, 2 or 4
    std::optional<Explorer> explorer{};          // tab of the stability laboratory
    bool sweep = false;                          // to start the sweep of the open laboratory
    std::optional<Condition> when{};             // what it waits for
    bool key = false;                            // waits for a key, too, when it plays by itself
    std::string view{};                          // to open, one of kViewNames; empty: none
    std::optional<bool> run{};                   // the training goes on, or is paused
    std::string ring{};                          // control to point at, until the next caption
    std::string show{};                          // kStateValues: shown in large type beside it
    bool operator==(const Cue&) const = default;
};

}  // namespace la
