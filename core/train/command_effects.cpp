#include "core/train/command_effects.h"

#include <utility>

namespace la {

namespace {

template<class T>
T* change_in(Command& command) {
    Change* change = std::get_if<Change>(&command);
    return change ? std::get_if<T>(change) : nullptr;
}

// True if `next` makes `now` needless; what `now` alone says has gone over to it.
bool replaces(Command& now, Command& next) {
    if (const auto* a = change_in<SetLambda>(now), *b = change_in<SetLambda>(next); a && b) {
        return a->member == b->member && !a->mode;
    }
    EditPoints *edits = change_in<EditPoints>(now), *more = change_in<EditPoints>(next);
    if (edits && more) {
        if (edits->stroke != more->stroke || edits->classes != more->classes) {
            return false;
        }
        more->edits.insert(more->edits.begin(), edits->edits.begin(), edits->edits.end());
        more->leaves = edits->leaves != 0 ? edits->leaves : more->leaves;
        return true;
    }
    const auto* run = std::get_if<LoadShallow>(&now);
    auto* another = std::get_if<LoadShallow>(&next);
    if (run && another && another->leaves == 0) {  // the run between the two is not kept
        another->leaves = run->leaves;
        return true;
    }
    return false;
}

}  // namespace

std::vector<Command> joined(std::vector<Command> commands) {
    std::vector<Command> out;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (i + 1 == commands.size() || !replaces(commands[i], commands[i + 1])) {
            out.push_back(std::move(commands[i]));
        }
    }
    return out;
}

bool restarts(const Change& change) {
    return !std::holds_alternative<SetEngine>(change) &&
           !std::holds_alternative<SetLambda>(change) &&
           !std::holds_alternative<SetOptimizer>(change) &&
           !std::holds_alternative<EditPoints>(change);
}

bool ends_rewind(const Command& command) {
    const auto* change = std::get_if<Change>(&command);
    return std::holds_alternative<StopRewind>(command) || std::holds_alternative<Open>(command) ||
           (change && restarts(*change));
}

std::uint64_t run_to_leave(const Change& change) {
    return std::visit(
        [](const auto& what) -> std::uint64_t {
            if constexpr (requires { what.leaves; }) {
                return what.leaves;
            } else {
                return 0;
            }
        },
        change);
}

std::uint64_t run_to_go_back_to(const Change& change) {
    const auto* load = std::get_if<Load>(&change);
    const auto* points = std::get_if<EditPoints>(&change);
    return load ? load->back_to : points ? points->back_to : 0;
}

}  // namespace la
