#include "app/experiment/history_view.h"

#include <utility>

namespace la {

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

void ReturnToNow::send(Command command) {
    if (std::holds_alternative<Step>(command) || std::holds_alternative<Change>(command) ||
        std::holds_alternative<Open>(command)) {
        history_.shown = nullptr;
    }
    ExperimentFilter::send(std::move(command));
}

}  // namespace la
