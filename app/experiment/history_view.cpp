#include "app/experiment/history_view.h"

#include <utility>

namespace la {

void look_at(UiTemp& temp, const Snapshot& now, std::int64_t step) {
    const KeptSteps& kept = *now.history;
    const KeptStep& nearest = kept[nearest_kept(kept, step)];
    const bool is_now = nearest.step >= now.step || now.step - step < step - nearest.step;
    if (is_now) {
        temp.past = nullptr;
    } else if (!temp.past || temp.past->run != now.run || temp.past->step != nearest.step) {
        temp.past = snapshot_at(now, nearest);
    }
}

void look_along(UiTemp& temp, const Snapshot& now, int direction) {
    const KeptSteps& kept = *now.history;
    const std::int64_t from = temp.past && !of_sweep(*temp.past) ? temp.past->step : now.step;
    const std::size_t next = first_kept_from(kept, direction > 0 ? from + 1 : from);
    if (direction < 0) {
        look_at(temp, now, kept[next > 0 ? next - 1 : 0].step);
    } else {
        look_at(temp, now, next < kept.size() ? kept[next].step : now.step);
    }
}

void ReturnToNow::send(Command command) {
    if (std::holds_alternative<Step>(command) || std::holds_alternative<Change>(command) ||
        std::holds_alternative<Open>(command)) {
        temp_.past = nullptr;
    }
    ExperimentFilter::send(std::move(command));
}

}  // namespace la
