// Tangent vectors of the last step of a training, for comparison with another program:
//     la_dump_stability STEPS VECTORS config.json
// Prints a line each: training points, x y and label or value each; weights, first and second
// moments before the last step, and how many steps were before; its batch; units [B P]; vectors
// [K][B P] before it and after; Q and R of these; the eigenvalues of the scaled Hessian of all
// points after it, in ascending order; its largest and smallest by Lanczos.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <numeric>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/data/dataset.h"
#include "core/engine/exact/hessian.h"
#include "core/engine/exact/optimizer_step.h"
#include "core/model/weights.h"
#include "core/stability/edge.h"
#include "core/stability/spectrum.h"
#include "core/stability/tangents.h"
#include "core/train/batches.h"

namespace {

using Numbers = std::vector<double>;

void print(const Numbers& values) {
    for (const double value : values) {
        std::printf("%.17g ", value);
    }
    std::printf("\n");
}

void print_eigenvalues(la::ExactObjective& objective, const la::OptimizerConfig& optimizer,
                       const Numbers& rates, const la::TrainingPoint& now, double lambda,
                       int points) {
    std::vector<std::int32_t> all(points);
    std::iota(all.begin(), all.end(), 0);
    const Numbers scales = la::edge_scales(optimizer, rates, now);
    const la::Multiply hessian =
        la::scaled_hessian(objective, now, lambda, optimizer.weight_decay, all, scales);
    print(la::all_eigenvalues(hessian, scales.size()));
    la::Edge edge(scales.size(), 1);
    la::Extremes found;
    for (int turn = 0; turn < 4; ++turn) {  // as along a run, each from the last vector
        found = edge.at(hessian);
    }
    print({found.largest, found.smallest});
}

void run(int steps, int vectors, const char* file) {
    const la::Config config = la::parse_config(la::read_file(file));
    const la::Dataset data = la::make_dataset(config.dataset);
    const la::OptimizerConfig& optimizer = config.optimizer;
    la::ExactObjective objective(config.network, config.objective, data);
    const std::size_t size = objective.size();
    const std::size_t head = la::WeightLayout(config.network, data.classes).head_weight;
    const double layers = la::layer_rate(config.network, optimizer);
    const double lambda = la::effective_lambda(config.objective);
    const Numbers rates = la::learning_rates(optimizer, layers, head, size);
    const la::Weights initial = la::initial_weights(config.network, data.classes);
    la::TrainingPoint now{.weights = {initial.values.begin(), initial.values.end()},
                          .moment1 = Numbers(size),
                          .moment2 = Numbers(size)};
    la::Batches batches(data.train, optimizer);
    la::ExactGradient found;
    Numbers points, units, frame;
    for (int i = 0; i < data.train; ++i) {
        points.insert(points.end(),
                      {data.points[i].x, data.points[i].y,
                       data.has_values() ? data.values[i] : static_cast<double>(data.labels[i])});
    }
    print(points);
    for (int t = 0; t < steps; ++t) {
        const auto batch = batches.next();
        if (t == steps - 1) {
            print(now.weights);
            print(now.moment1);
            print(now.moment2);
            print({static_cast<double>(t)});
            print({batch.begin(), batch.end()});
            objective.evaluate(now.weights, lambda, batch, {}, found);
            units = la::tangent_units(optimizer.kind, rates, found.gradient);
            frame = la::random_frame(vectors, units.size(), 1);
            print(units);
            print(frame);
            Numbers directions;
            for (int k = 0; k < vectors; ++k) {
                directions.insert(directions.end(), frame.begin() + k * units.size(),
                                  frame.begin() + k * units.size() + size);
            }
            objective.evaluate(now.weights, lambda, batch, directions, found);
            la::map_tangents({optimizer, rates, units, now, found.gradient, found.products}, frame);
            print(frame);
            Numbers r(static_cast<std::size_t>(vectors) * vectors);
            la::orthonormalise(frame, r);
            print(frame);
            print(r);
        } else {
            objective.evaluate(now.weights, lambda, batch, {}, found);
        }
        ++now.updates;
        la::optimizer_step(optimizer, layers, head, now.updates,
                           {now.weights, now.moment1, now.moment2}, found.gradient);
    }
    print_eigenvalues(objective, optimizer, rates, now, lambda, data.train);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        return 2;
    }
    try {
        run(std::atoi(argv[1]), std::atoi(argv[2]), argv[3]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
