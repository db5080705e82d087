#include "core/io/sweep_csv.h"

#include "core/base/number_text.h"

namespace la {

std::string sweep_csv(const std::vector<SweepRun>& runs) {
    std::string out =
        "lambda,seed,train_size,train_accuracy,test_accuracy,loss,cost,action,"
        "displacement,straightness\n";
    for (const SweepRun& run : runs) {
        out += csv_cell(run.lambda) + ',' + csv_cell(run.seed) + ',' + csv_cell(run.train_size);
        const Metrics& m = run.metrics;
        for (const double value : {m.train_accuracy, m.test_accuracy, m.loss, m.cost, m.action,
                                   m.displacement, run.straightness()}) {
            out += ',' + (run.diverged ? "" : csv_cell(value));
        }
        out += '\n';
    }
    return out;
}

}  // namespace la
