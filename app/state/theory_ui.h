#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/readouts/path_sketch.h"

namespace la {

// The page of formulas, in the place of the views. Written by app/theory; whoever shows a symbol
// opens it there.
struct TheoryUi {
    bool open = false;
    std::string marked;  // the symbol whose formula is meant; empty: none
    PathSketch sketch;

    // What the page says in this frame, for --state.
    struct Said {
        std::string symbol;
        std::vector<std::string> values;  // a network each
    };
    std::vector<Said> said;

    void show(std::string symbol) {
        open = true;
        marked = std::move(symbol);
    }
};

}  // namespace la
