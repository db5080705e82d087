// Trains one network, for comparison with another program:
//     la_dump_training ENGINE STEPS config.json       ENGINE as --engine names it, or buffered
// Prints a line of training points, x y label each; the first weights; the last weights. Weights
// are those of the engine's state, of the double engine in double precision.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/model/weights.h"
#include "core/train/batches.h"

namespace {

template<class Number>
void print(const std::vector<Number>& values) {
    for (const Number value : values) {
        std::printf("%.17g ", static_cast<double>(value));
    }
    std::printf("\n");
}

void run(const std::string& name, int steps, const char* file) {
    const la::Config config = la::parse_config(la::read_file(file));
    const auto data = std::make_shared<const la::Dataset>(la::make_dataset(config.dataset));
    const bool buffered = name == "buffered";
    const la::EngineSetup setup{
        .network = config.network,
        .objective = config.objective,
        .optimizer = config.optimizer,
        .data = data,
        .engine = buffered ? la::EngineKind::Torch : la::value_named<la::EngineKind>(name).value(),
        .torch_step = buffered ? la::TorchStep::Buffered : la::TorchStep::Best};
    const std::unique_ptr<la::Engine> engine = la::make_engine(setup).engine;
    engine->set_state({.weights = la::initial_weights(config.network, data->classes).values});
    engine->set_lambda(std::vector<double>{la::effective_lambda(config.objective)});
    for (int i = 0; i < data->train; ++i) {
        std::printf("%.17g %.17g %d ", data->points[i].x, data->points[i].y, data->labels[i]);
    }
    std::printf("\n");
    print(engine->state().weights);
    la::Batches batches(data->train, config.optimizer);
    for (int n = 0; n < steps; ++n) {
        engine->step(batches.next());
    }
    const la::EngineState end = engine->state();
    end.weights64.empty() ? print(end.weights) : print(end.weights64);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: la_dump_training ENGINE STEPS config.json\n");
        return 2;
    }
    try {
        run(argv[1], std::atoi(argv[2]), argv[3]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
