#pragma once

#include <cmath>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/engine/exact/hessian.h"
#include "core/engine/exact/optimizer_step.h"
#include "core/model/weights.h"
#include "core/stability/spectrum.h"
#include "core/stability/tangents.h"

namespace la {

// Two noisy moons, four layers, gradient descent on all points: regular at rate 0.1, chaotic
// at 2.2.
inline Config moons(double rate, std::uint64_t seed) {
    Config out;
    out.dataset = with_kind({}, DatasetKind::Moons);
    out.dataset.points = 250;
    out.dataset.noise = 0.3;
    out.dataset.test_fraction = 0.2;
    out.network = {.layers = 4,
                   .hidden = 8,
                   .activation = Activation::Tanh,
                   .scale = ResidualScale::OneOverL,
                   .seed = seed,
                   .head = {.kind = HeadKind::Learned}};
    out.objective.mode = Mode::None;
    out.optimizer = {
        .kind = OptimizerKind::Sgd, .learning_rate = rate, .batch = 200, .shuffle = false};
    return out;
}

// A training with tangent vectors [K][B P], step by step, from the functions alone.
struct Orbit {
    Orbit(const Config& config, int vectors)
        : network(config.network),
          optimizer(config.optimizer),
          data(make_dataset(config.dataset)),
          objective(network, config.objective, data),
          lambda(effective_lambda(config.objective)),
          batch(data.train),
          rates(
              learning_rates(optimizer, layer_rate(network, optimizer), head(), objective.size())) {
        const Weights initial = initial_weights(network, data.classes);
        now.weights.assign(initial.values.begin(), initial.values.end());
        now.moment1.resize(objective.size());
        now.moment2.resize(objective.size());
        std::iota(batch.begin(), batch.end(), 0);
        objective.evaluate(now.weights, lambda, batch, {}, found);
        units = tangent_units(optimizer.kind, rates, found.gradient);
        frame = random_frame(vectors, units.size(), network.seed);
        r.resize(static_cast<std::size_t>(vectors) * vectors);
    }

    std::size_t head() const { return WeightLayout(network, data.classes).head_weight; }

    void step() {
        std::vector<double> directions;
        for (std::size_t at = 0; at < frame.size(); at += units.size()) {
            directions.insert(directions.end(), frame.begin() + at,
                              frame.begin() + at + objective.size());
        }
        objective.evaluate(now.weights, lambda, batch, directions, found);
        map_tangents({optimizer, rates, units, now, found.gradient, found.products}, frame);
        orthonormalise(frame, r);
        ++now.updates;
        optimizer_step(optimizer, layer_rate(network, optimizer), head(), now.updates,
                       {now.weights, now.moment1, now.moment2}, found.gradient);
    }

    // Sum of ln R_ii of the last step.
    double log_volume() const {
        const auto count = static_cast<std::size_t>(std::lround(std::sqrt(r.size())));
        double out = 0;
        for (std::size_t i = 0; i < count; ++i) {
            out += std::log(r[i * count + i]);
        }
        return out;
    }

    NetworkConfig network;
    OptimizerConfig optimizer;
    Dataset data;
    ExactObjective objective;
    double lambda;
    std::vector<std::int32_t> batch;
    std::vector<double> rates, units, frame, r;
    TrainingPoint now;
    ExactGradient found;
};

// Solves A x = b by elimination with pivots; A [n][n] row after row. Adds ln|det A| to *log_det.
inline std::vector<double> solve(std::vector<double> a, std::vector<double> b,
                                 double* log_det = nullptr) {
    const std::size_t n = b.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t row = i; row < n; ++row) {
            pivot = std::abs(a[row * n + i]) > std::abs(a[pivot * n + i]) ? row : pivot;
        }
        for (std::size_t j = 0; j < n; ++j) {
            std::swap(a[i * n + j], a[pivot * n + j]);
        }
        std::swap(b[i], b[pivot]);
        if (log_det) {
            *log_det += std::log(std::abs(a[i * n + i]));
        }
        for (std::size_t row = i + 1; row < n; ++row) {
            const double factor = a[row * n + i] / a[i * n + i];
            for (std::size_t j = i; j < n; ++j) {
                a[row * n + j] -= factor * a[i * n + j];
            }
            b[row] -= factor * b[i];
        }
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = i + 1; j < n; ++j) {
            b[i] -= a[i * n + j] * b[j];
        }
        b[i] /= a[i * n + i];
    }
    return b;
}

}  // namespace la
