#include "core/io/sweep_csv.h"

#include "core/base/number_text.h"
#include "core/config/number_fields.h"

namespace la {

namespace {

std::string measures(const SweepRun& run, std::initializer_list<double> values) {
    std::string out;
    for (const double value : values) {
        out += ',' + (run.diverged ? "" : csv_cell(value));
    }
    return out;
}

std::string lambda_table(const std::vector<SweepRun>& runs) {
    std::string out =
        "lambda,seed,train_size,train_accuracy,test_accuracy,loss,cost,action,"
        "displacement,straightness\n";
    for (const SweepRun& run : runs) {
        const Metrics& m = run.metrics;
        out += csv_cell(run.values[0]) + ',' + csv_cell(run.seed) + ',' + csv_cell(run.train_size) +
               measures(run, {m.train_accuracy, m.test_accuracy, m.loss, m.cost, m.action,
                              m.displacement, run.straightness()}) +
               '\n';
    }
    return out;
}

}  // namespace

std::string sweep_csv(const SweepPlan& plan, const std::vector<SweepRun>& runs) {
    if (plan.over_lambda_alone() && !plan.finds_steps_to_90) {
        return lambda_table(runs);
    }
    std::string out;
    for (const PathValues& over : plan.over) {
        out += short_name(over.path, '_') + ',';
    }
    const bool values = plan.config.dataset.task == DatasetTask::Values;
    out += "seed,diverged,steps_to_90,";
    out += values ? "train_r2,test_r2" : "train_accuracy,test_accuracy";
    out += ",loss,action,displacement,cost,straightness,train_size";
    out += plan.measures_weights ? ",max_dz,aggregate,vn,half_waves" : "";
    out += plan.measures_stability ? ",ftle,positive" : "";
    out += plan.early > 0 ? ",early_ftle,early_loss\n" : "\n";
    for (const SweepRun& run : runs) {
        for (std::size_t i = 0; i < plan.over.size(); ++i) {
            out += csv_cell(run.values[i]) + ',';
        }
        const Metrics& m = run.metrics;
        out += csv_cell(run.seed) + (run.diverged ? ",1," : ",0,") + csv_cell(run.steps_to_90) +
               measures(run, {m.train_accuracy, m.test_accuracy, m.loss, m.action, m.displacement,
                              m.cost, run.straightness()}) +
               ',' + csv_cell(run.train_size);
        if (plan.measures_weights) {
            const SweepRun::Depth& d = run.depth;
            out += measures(run, {d.max_jump, d.aggregate, d.vn, d.half_waves});
        }
        if (plan.measures_stability) {
            out += measures(run, {run.stability.ftle, double(run.stability.positive)});
        }
        if (plan.early > 0) {
            out += measures(run, {run.early.ftle, run.early.loss});
        }
        out += '\n';
    }
    return out;
}

}  // namespace la
