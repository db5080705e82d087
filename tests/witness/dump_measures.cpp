// Prints the measures made of derivatives, for comparison with another program:
//     la_dump_measures CONFIG      as JSON text
// Prints one line each: weights; the training points; their labels; determinants [L][n]; stretch
// [L+1][n]; descent directions [L+1][n][q]; cosines [L]; counting [L].

#include <cstdio>
#include <exception>
#include <vector>

#include "core/config/config_json.h"
#include "core/data/dataset.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/alignment.h"
#include "core/measure/folds.h"
#include "core/measure/metrics.h"
#include "core/measure/stretch.h"
#include "core/model/trajectory.h"

namespace {

template<class Values>
void print(const Values& values) {
    for (const auto value : values) {
        std::printf("%.17g ", static_cast<double>(value));
    }
    std::printf("\n");
}

void run(const char* text) {
    const la::Config config = la::parse_config(text);
    const la::Dataset data = la::make_dataset(config.dataset);
    const auto weights =
        std::make_shared<la::Weights>(la::initial_weights(config.network, data.classes));
    const la::WeightsFlow flow(weights);
    const std::vector<float> x = la::initial_states(data.points, flow.dimension());
    const la::Trajectory way = la::trajectory(flow, x);
    const la::LossKind loss = config.objective.loss;
    const la::Alignment seen = la::alignment(flow, way, loss, data.labels);
    print(weights->values);
    print(x);
    print(data.labels);
    print(la::folds(flow, way, way.points).determinant);
    print(la::input_stretch(flow, way, 2));
    print(la::descent_directions(flow, way, loss, data.labels));
    print(seen.cosine);
    print(seen.counting);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? argv[1] : "{}");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
