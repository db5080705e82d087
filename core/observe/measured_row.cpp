#include "core/observe/measured_row.h"

#include "core/data/dataset.h"
#include "core/measure/metrics.h"

namespace la {

MetricsRow measured_row(const Snapshot& run) {
    MetricsRow row{.step = run.step, .epoch = run.epoch};
    for (const MemberSnapshot& member : run.members) {
        row.lambda.push_back(member.lambda);
        row.members.push_back(measure(*flow_of(member), *run.data, member.config.objective,
                                      member.config.optimizer.batch));
    }
    return row;
}

}  // namespace la
