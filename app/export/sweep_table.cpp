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
    std::string lambda;
    for (const double value : plan.lambda) {
        lambda += (lambda.empty() ? "" : ",") + csv_cell(value);
    }
    return "# leastaction.config " + sweep_config_line(plan) + "\n# leastaction sweep --lambda " +
           lambda + " --seeds " + std::to_string(plan.seeds) + " --steps " +
           std::to_string(plan.steps) + "\n" + sweep_csv(*state.runs);
}

}  // namespace la
