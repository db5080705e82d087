#include "core/engine/exact/hessian.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <string>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/model/weights.h"

namespace la {

using exact::Job;
using exact::Kernel;
using exact::Shape;

namespace {

// As fused::choose_kernel.
const Kernel& choose_kernel() {
    const char* wanted = std::getenv("LEASTACTION_ISA");
    for (const Kernel* kernel :
         {exact::kernel_avx512(), exact::kernel_avx2(), exact::kernel_plain()}) {
        if (kernel && (!wanted || std::string(wanted) == kernel->name)) {
            return *kernel;
        }
    }
    throw Error(std::string("LEASTACTION_ISA: this machine has no ") + wanted +
                "; try avx512, avx2 or plain");
}

exact::Sigma sigma_of(Activation activation) {
    switch (activation) {
        case Activation::Relu:
            return exact::Sigma::Relu;
        case Activation::Tanh:
            return exact::Sigma::Tanh;
        case Activation::Gelu:
            return exact::Sigma::Gelu;
        case Activation::Softplus:
            return exact::Sigma::Softplus;
        case Activation::Sigmoid:
            return exact::Sigma::Sigmoid;
        case Activation::Identity:
            break;
    }
    return exact::Sigma::Identity;
}

exact::Loss loss_of(LossKind loss) {
    switch (loss) {
        case LossKind::CrossEntropy:
            return exact::Loss::CrossEntropy;
        case LossKind::Hinge:
            return exact::Loss::Hinge;
        case LossKind::Mse:
            break;
    }
    return exact::Loss::Mse;
}

// Points in a tile: as many as a second-level cache holds, within reason.
int tile_of(const NetworkConfig& network) {
    constexpr int kBytes = 192 << 10, kLeast = 16, kMost = 256;
    const int per_point = 8 * network.layers * (2 * network.dimension + network.hidden);
    return std::clamp(kBytes / per_point, kLeast, kMost) / exact::kLanes * exact::kLanes;
}

Shape shape_of(const NetworkConfig& network, const ObjectiveConfig& objective,
               const Dataset& data) {
    const int classes = data.classes;
    const WeightLayout layout(network, classes);
    return {.layers = network.layers,
            .hidden = network.hidden,
            .dimension = network.dimension,
            .classes = classes,
            .three_layer = network.kind == NetworkKind::ThreeLayer,
            .values = data.has_values(),
            .sigma = sigma_of(network.activation),
            .loss = loss_of(objective.loss),
            .norm = objective.cost == CostKind::Norm,
            .learned = layout.head_weight != layout.size,
            .scale = residual_scale(network),
            .intercept = network.head.intercept,
            .tile = tile_of(network),
            .size = static_cast<std::int64_t>(layout.size)};
}

// Must agree with Tile (tile64.h), which divides the memory.
std::int64_t doubles_of(const Shape& s, int products) {
    const std::int64_t q = s.dimension, m = s.hidden, layers = s.layers, pitch = s.tile + 8;
    const std::int64_t curves = s.three_layer ? s.classes : q;
    const std::int64_t rows = 2 + (2 * layers + 1) * q + 3 * layers * m + 2 * q + curves + 2 * m +
                              2 * s.classes + products * ((2 * layers + 2) * q + layers * m);
    const std::int64_t sums = std::max(2 * m * q + m + q, s.classes * (q + 1));
    return rows * pitch + sums * exact::kLanes;
}

}  // namespace

ExactObjective::ExactObjective(const NetworkConfig& network, const ObjectiveConfig& objective,
                               const Dataset& data)
    : kernel_(choose_kernel()),
      shape_(shape_of(network, objective, data)),
      squares_(shape_.layers) {
    for (int i = 0; i < data.train; ++i) {
        x_.push_back(data.points[i].x);
        y_.push_back(data.points[i].y);
        label_.push_back(data.has_values() ? data.values[i] : data.labels[i]);
    }
}

void ExactObjective::reserve(int products) {
    const std::int64_t needed = doubles_of(shape_, products);
    if (needed > scratch_doubles_) {
        scratch_.reset(new (std::align_val_t{64}) double[static_cast<std::size_t>(needed)]);
        scratch_doubles_ = needed;
    }
    dots_.assign(static_cast<std::size_t>(products) * shape_.layers, 0.0);
    std::ranges::fill(squares_, 0.0);
}

// Tiles of equal size, a multiple of kLanes; their borders depend on nothing but the batch.
template<class Visit>
void ExactObjective::each_tile(Job job, std::span<const std::int32_t> batch, Visit visit) {
    const int points = static_cast<int>(batch.size());
    const int tiles = (points + shape_.tile - 1) / shape_.tile;
    const int each = (points + tiles - 1) / tiles;
    const int step = (each + exact::kLanes - 1) / exact::kLanes * exact::kLanes;
    job.shape = &shape_;
    job.x = x_.data();
    job.y = y_.data();
    job.label = label_.data();
    job.batch = points;
    job.scratch = scratch_.get();
    for (int first = 0; first < points; first += step) {
        job.index = batch.data() + first;
        job.count = std::min(step, points - first);
        visit(job, step >= points);
    }
}

double ExactObjective::penalty(double points) const {
    double out = 0;
    for (const double squares : squares_) {
        out += shape_.norm ? std::sqrt(squares) : squares / points;
    }
    return out;
}

void ExactObjective::evaluate(std::span<const double> weights, double lambda,
                              std::span<const std::int32_t> batch,
                              std::span<const double> directions, ExactGradient& out) {
    assert(weights.size() == size() && directions.size() % size() == 0 && !batch.empty());
    const int products = static_cast<int>(directions.size() / size());
    reserve(products);
    out.gradient.assign(size(), 0.0);
    out.products.assign(directions.size(), 0.0);
    exact::Sums sums{0, squares_.data(), dots_.data()};
    const Job job{.lambda = lambda,
                  .weights = weights.data(),
                  .products = products,
                  .directions = directions.data(),
                  .sums = &sums,
                  .gradient = out.gradient.data(),
                  .product = out.products.data()};
    // The norm penalty needs |R_k|_F of the whole batch before any tile can go backward. With more
    // than one tile this costs one more forward pass.
    std::vector<double> again;
    each_tile(job, batch, [&](const Job& tile, bool only) {
        kernel_.forward(tile);
        if (!shape_.norm || only) {
            kernel_.backward(tile);
        } else {
            again.resize(squares_.size() + dots_.size());
        }
    });
    if (!again.empty()) {
        exact::Sums unused{0, again.data(), again.data() + squares_.size()};
        each_tile(job, batch, [&](Job tile, bool) {
            tile.sums = &unused;
            kernel_.forward(tile);
            tile.sums = &sums;
            kernel_.backward(tile);
        });
    }
    const double points = static_cast<double>(batch.size());
    out.loss = sums.loss / points;
    out.penalty = penalty(points);
}

double ExactObjective::loss(std::span<const double> weights, std::span<const std::int32_t> batch) {
    reserve(0);
    exact::Sums sums{0, squares_.data(), dots_.data()};
    each_tile({.weights = weights.data(), .sums = &sums}, batch,
              [&](const Job& tile, bool) { kernel_.forward(tile); });
    return sums.loss / static_cast<double>(batch.size());
}

}  // namespace la
