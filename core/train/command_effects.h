#pragma once

#include <cstdint>
#include <vector>

#include "core/train/commands.h"

namespace la {

// The same effect in fewer commands, for moves that come faster than they can be carried out: of
// several lambdas in a row for one member the last stays, of several shallow runs the last, and
// edits of one stroke become one.
std::vector<Command> joined(std::vector<Command> commands);

// True if the run begins anew.
bool restarts(const Change& change);

// True if a rewind under way is to end for it: it is asked to, or the run is left.
bool ends_rewind(const Command& command);

// The number under which a change keeps the run that it leaves, and of the kept run that it leads
// back to; 0: none.
std::uint64_t run_to_leave(const Change& change);
std::uint64_t run_to_go_back_to(const Change& change);

}  // namespace la
