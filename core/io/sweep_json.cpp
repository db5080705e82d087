#include "core/io/sweep_json.h"

#include <nlohmann/json.hpp>

#include "core/config/config_json.h"
#include "core/kernels/kernel.h"
#include "core/sweep/sweep_plan.h"

namespace la {

std::string sweep_json(const SweepPlan& plan) {
    using Json = nlohmann::ordered_json;
    Json out = Json::parse(to_json(plan.config));
    Json swept = Json::object();
    if (plan.over_lambda_alone() && !plan.finds_steps_to_90) {
        swept["lambda"] = plan.over[0].values;
    } else {
        for (const PathValues& over : plan.over) {
            swept["over"][over.path] = over.values;
        }
    }
    swept["train_sizes"] = plan.train_sizes;
    swept["seeds"] = plan.seeds;
    out["ran"] = {{"device", plan.engine.device.text()},
                  {"engine", name_of(plan.engine.engine)},
                  {"instruction_set", fused::choose_kernel().name},
                  {"steps", plan.steps},
                  {"sweep", std::move(swept)}};
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace la
