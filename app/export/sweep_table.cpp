#include "app/export/sweep_table.h"

#include "core/base/number_text.h"
#include "core/io/run_folder.h"
#include "core/io/sweep_csv.h"

namespace la {

std::string sweep_config_line(const SweepPlan& plan) {
    Snapshot run;
    run.config = std::make_shared<const Config>(plan.config);
    return config_line(run);
}

std::string sweep_table(const SweepState& state) {
    const SweepPlan& plan = *state.plan;
    std::string over;
    for (const PathValues& swept : plan.over) {
        over += plan.finds_steps_to_90 ? " --over " + swept.path + '=' : " --lambda ";
        for (std::size_t i = 0; i < swept.values.size(); ++i) {
            over += (i > 0 ? "," : "") + csv_cell(swept.values[i]);
        }
    }
    return "# leastaction.config " + sweep_config_line(plan) + "\n# leastaction sweep" + over +
           " --seeds " + std::to_string(plan.seeds) + " --steps " + std::to_string(plan.steps) +
           "\n" + sweep_csv(plan, *state.runs);
}

}  // namespace la
