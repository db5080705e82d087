#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/config.h"
#include "core/model/weights.h"
#include "core/train/metrics_log.h"

namespace la {

enum class Status {
    Starting,  // the engine is being made; no step taken yet
    Running,
    Paused,
    Diverged,  // stopped: a member is no longer finite; the weights are the last finite ones
    Failed,    // stopped: the engine could not be made or threw
};

struct MemberSnapshot {
    MemberConfig config;
    std::shared_ptr<const Weights> weights;
    double lambda = 0;  // the weight of the penalty in force: 0, lambda or 1/nu
    double nu = 0;      // Uzawa's multiplier; 0 in the other modes
};

// The training at one step, as one immutable value; newest wins, some may never be seen.
struct Snapshot {
    std::uint64_t run = 0;      // grows with every reset, new seed or load
    std::uint64_t version = 0;  // grows with every snapshot
    Status status = Status::Starting;
    std::string message;  // what the status line says; one line
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    double steps_per_s = 0;
    std::string device, engine;
    std::shared_ptr<const Config> config;
    std::shared_ptr<const Dataset> data;
    std::vector<MemberSnapshot> members;  // A, B; or B alone
    std::shared_ptr<const MetricsRows> rows;
};

}  // namespace la
