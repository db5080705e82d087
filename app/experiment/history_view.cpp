#include "app/experiment/history_view.h"

#include <utility>

#include "core/shallow/shallow_history.h"
#include "render/plot/number.h"

namespace la {

std::int64_t step_of_run(const Snapshot& run) {
    return run.kind == RunKind::Shallow ? run.shallow->step : run.step;
}

std::string frozen_line(const Snapshot& shown) {
    const bool several = shown.rows && shown.rows->size() > 1;
    return shown.message + (several ? ", step " + plot::grouped(shown.step) : "");
}

bool can_look_back(const Snapshot& now) {
    return now.status != Status::Frozen || (now.history && now.history->size() > 1);
}

void look_at(HistoryView& history, const Snapshot& now, std::int64_t step) {
    const KeptSteps& kept = *now.history;
    const KeptStep& nearest = kept[nearest_kept(kept, step)];
    const bool is_now = nearest.step >= now.step || now.step - step < step - nearest.step;
    if (is_now) {
        history.shown = nullptr;
    } else if (!history.shown || history.shown->run != now.run ||
               history.shown->step != nearest.step) {
        history.shown = snapshot_at(now, nearest);
    }
}

void look_along(HistoryView& history, const Snapshot& now, int direction) {
    const KeptSteps& kept = *now.history;
    const std::int64_t from =
        history.shown && !of_sweep(*history.shown) ? history.shown->step : now.step;
    const std::size_t next = first_kept_from(kept, direction > 0 ? from + 1 : from);
    if (direction < 0) {
        look_at(history, now, kept[next > 0 ? next - 1 : 0].step);
    } else {
        look_at(history, now, next < kept.size() ? kept[next].step : now.step);
    }
}

namespace {

// Index of the first kept step from this one on; size() if there is none.
std::size_t first_from(const StepRows<ShallowKept>& kept, std::int64_t step) {
    std::size_t i = 0;
    while (i < kept.size() && kept[i].step < step) {
        ++i;
    }
    return i;
}

}  // namespace

void look_at_shallow(HistoryView& history, const Snapshot& now, std::int64_t step) {
    const ShallowSnapshot& run = *now.shallow;
    const StepRows<ShallowKept>& kept = *run.kept;
    std::size_t at = first_from(kept, step);
    if (at > 0 && (at == kept.size() || step - kept[at - 1].step < kept[at].step - step)) {
        --at;
    }
    const bool is_now =
        kept.empty() || kept[at].step >= run.step || run.step - step < step - kept[at].step;
    if (is_now) {
        history.shallow = nullptr;
    } else if (!history.shallow || history.shallow->run != run.run ||
               history.shallow->step != kept[at].step) {
        history.shallow = shallow_at(run, kept[at]);
    }
}

void look_along_shallow(HistoryView& history, const Snapshot& now, int direction) {
    const ShallowSnapshot& run = *now.shallow;
    const std::int64_t from = history.shallow ? history.shallow->step : run.step;
    const std::size_t next = first_from(*run.kept, direction > 0 ? from + 1 : from);
    if (direction < 0) {
        look_at_shallow(history, now, next > 0 ? (*run.kept)[next - 1].step : 0);
    } else {
        look_at_shallow(history, now, next < run.kept->size() ? (*run.kept)[next].step : run.step);
    }
}

void ReturnToNow::send(Command command) {
    if (std::holds_alternative<Step>(command) || std::holds_alternative<Change>(command) ||
        std::holds_alternative<Open>(command) || std::holds_alternative<LoadShallow>(command)) {
        history_ = {};
    }
    ExperimentFilter::send(std::move(command));
}

}  // namespace la
