#include "core/io/sweep_json.h"

#include <nlohmann/json.hpp>

#include "core/config/config_json.h"
#include "core/kernels/kernel.h"
#include "core/sweep/sweep.h"

namespace la {

std::string sweep_json(const SweepPlan& plan) {
    using Json = nlohmann::ordered_json;
    Json out = Json::parse(to_json(plan.config));
    out["ran"] = {
        {"device", plan.engine.device.text()},
        {"engine", name_of(plan.engine.engine)},
        {"instruction_set", fused::choose_kernel().name},
        {"steps", plan.steps},
        {"sweep",
         {{"lambda", plan.lambda}, {"train_sizes", plan.train_sizes}, {"seeds", plan.seeds}}}};
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace la
