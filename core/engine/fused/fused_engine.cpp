#include "core/engine/fused/fused_engine.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "core/base/error.h"
#include "core/base/machine_memory.h"
#include "core/data/dataset.h"
#include "core/kernels/shape.h"
#include "core/model/weights.h"

namespace la {

using fused::Job;
using fused::Shape;
using fused::Update;

namespace {

constexpr std::size_t round_up(std::size_t n, std::size_t to) {
    return (n + to - 1) / to * to;
}

fused::Loss loss_of(LossKind loss) {
    switch (loss) {
        case LossKind::CrossEntropy:
            return fused::Loss::CrossEntropy;
        case LossKind::Hinge:
            return fused::Loss::Hinge;
        case LossKind::Mse:
            break;
    }
    return fused::Loss::Mse;
}

Shape shape_of(const EngineSetup& setup) {
    Shape out = fused::shape_of(setup.network, setup.data->classes);
    out.loss = loss_of(setup.objective.loss);
    out.norm = setup.objective.cost == CostKind::Norm;
    return out;
}

// The memory of an engine is said before any of it is taken: weights and two moments of all
// members, what a thread needs for a tile, and a gradient at least.
void check_memory(const EngineSetup& setup, const Shape& shape, std::size_t weights, int width) {
    const double floats = static_cast<double>(weights) * (3.0 * setup.members + setup.threads) +
                          static_cast<double>(fused::scratch_floats(shape, width)) * setup.threads;
    const double bytes = 4 * floats, here = static_cast<double>(machine_memory());
    if (here == 0 || bytes <= here) {
        return;
    }
    char text[200];
    std::snprintf(
        text, sizeof text,
        "training %d networks of %zu weights takes %.1f GB of memory, and this machine has "
        "%.1f; try fewer networks, layers or hidden units",
        setup.members, weights, bytes * 1e-9, here * 1e-9);
    throw Error(text);
}

// The parameters of a member.
std::size_t checked_size(const EngineSetup& setup, const Shape& shape, int width) {
    const std::size_t size = WeightLayout(setup.network, setup.data->classes).size;
    check_memory(setup, shape, size, width);
    return size;
}

}  // namespace

template<class T>
FusedEngine::Buffer<T>::Buffer(std::size_t count) {
    const std::size_t bytes = round_up(std::max<std::size_t>(count, 1) * sizeof(T), 64);
    void* memory = std::aligned_alloc(64, bytes);
    if (!memory) {
        throw std::bad_alloc();
    }
    std::memset(memory, 0, bytes);
    data_.reset(static_cast<T*>(memory));
}

FusedEngine::Cut::Cut(int points, int tile) {
    tiles = (points + tile - 1) / tile;
    slices = std::min(tiles, kSlices);
    // Tiles of equal size, a multiple of the widest vectors.
    tile_points = static_cast<int>(round_up((points + tiles - 1) / tiles, 16));
    tiles = (points + tile_points - 1) / tile_points;
    slices = std::min(tiles, kSlices);
}

FusedEngine::FusedEngine(const EngineSetup& setup)
    : kernel_(fused::choose_kernel()),
      network_(setup.network),
      optimizer_(setup.optimizer),
      data_(setup.data),
      shape_(shape_of(setup)),
      members_(setup.members),
      size_(checked_size(setup, shape_, kernel_.width)),
      head_(WeightLayout(setup.network, setup.data->classes).head_weight),
      stride_(round_up(size_, 16)),
      scratch_stride_(round_up(fused::scratch_floats(shape_, kernel_.width), 16)),
      x_(data_->train),
      y_(data_->train),
      label_(data_->train),
      weights_(members_ * stride_),
      moment1_(members_ * stride_),
      moment2_(members_ * stride_),
      gradient_(0),
      squares_(shape_.norm ? members_ * kSlices * shape_.layers : 0),
      lambda_(members_, 0.0f),
      pool_(std::max(1, setup.threads)),
      scratch_(pool_.threads() * scratch_stride_) {
    for (int i = 0; i < data_->train; ++i) {
        x_.data()[i] = data_->points[i].x;
        y_.data()[i] = data_->points[i].y;
        label_.data()[i] = data_->labels[i];
    }
}

std::string FusedEngine::device() const {
    return std::string("cpu ") + kernel_.name;
}

void FusedEngine::set_state(const EngineState& state) {
    const auto restore = [&](const std::vector<float>& from, Buffer<float>& to) {
        std::fill_n(to.data(), members_ * stride_, 0.0f);
        for (int m = 0; m < members_ && !from.empty(); ++m) {
            std::copy_n(from.data() + m * size_, size_, to.data() + m * stride_);
        }
    };
    restore(state.weights, weights_);
    restore(state.moment1, moment1_);
    restore(state.moment2, moment2_);
    updates_ = state.updates;
    correction1_ = correction2_ = 0;
}

EngineState FusedEngine::state() const {
    const auto save = [&](const Buffer<float>& from) {
        std::vector<float> out(members_ * size_);
        for (int m = 0; m < members_; ++m) {
            std::copy_n(from.data() + m * stride_, size_, out.data() + m * size_);
        }
        return out;
    };
    return {save(weights_), save(moment1_), save(moment2_), updates_};
}

void FusedEngine::weights(std::span<float> out) const {
    for (int m = 0; m < members_; ++m) {
        std::copy_n(weights_.data() + m * stride_, size_, out.data() + m * size_);
    }
}

void FusedEngine::set_lambda(std::span<const double> lambda) {
    std::copy(lambda.begin(), lambda.end(), lambda_.begin());
}

void FusedEngine::set_optimizer(const OptimizerConfig& optimizer) {
    if (optimizer.kind != optimizer_.kind) {  // the moments mean something else
        std::fill_n(moment1_.data(), members_ * stride_, 0.0f);
        std::fill_n(moment2_.data(), members_ * stride_, 0.0f);
        updates_ = 0;
    }
    optimizer_ = optimizer;
    correction1_ = correction2_ = 0;
}

Job FusedEngine::job(std::span<const std::int32_t> batch, const Cut& cut, int tile, int member,
                     int thread) const {
    const int first = tile * cut.tile_points;
    const int points = static_cast<int>(batch.size());
    return {.shape = &shape_,
            .data = {x_.data(), y_.data(), label_.data()},
            .index = batch.data() + first,
            .count = std::min(cut.tile_points, points - first),
            .batch = points,
            .lambda = lambda_[member],
            .squares = nullptr,
            .weights = weights_.data() + member * stride_,
            .gradient = nullptr,
            .scratch = const_cast<float*>(scratch_.data()) + thread * scratch_stride_};
}

// The norm penalty needs |R_k|_F of the whole batch before any tile can go backward. With more than
// one tile this costs one more forward pass.
void FusedEngine::sum_squares(std::span<const std::int32_t> batch, const Cut& cut) {
    const int layers = shape_.layers;
    pool_.run(members_ * cut.slices, [&](int task, int thread) {
        const int member = task / cut.slices, n = task % cut.slices;
        double* out = squares_.data() + (member * kSlices + n) * layers;
        std::fill_n(out, layers, 0.0);
        for (int t = n * cut.tiles / cut.slices; t < (n + 1) * cut.tiles / cut.slices; ++t) {
            kernel_.squares(job(batch, cut, t, member, thread), out);
        }
    });
    for (int m = 0; m < members_; ++m) {
        double* total = squares_.data() + m * kSlices * layers;
        for (int i = layers; i < cut.slices * layers; ++i) {
            total[i % layers] += total[i];
        }
    }
}

void FusedEngine::slice_gradient(std::span<const std::int32_t> batch, const Cut& cut, int member,
                                 int n, int thread, float* out) {
    std::memset(out, 0, stride_ * sizeof(float));
    for (int t = n * cut.tiles / cut.slices; t < (n + 1) * cut.tiles / cut.slices; ++t) {
        Job now = job(batch, cut, t, member, thread);
        now.gradient = out;
        if (shape_.norm && cut.tiles > 1) {
            now.squares = squares_.data() + member * kSlices * shape_.layers;
        }
        kernel_.gradient(now);
    }
}

// Room for the gradients of a step: it follows the batch, and not the number of members where
// there are many.
void FusedEngine::hold_gradients(const Cut& cut) {
    const std::size_t blocks = by_members(cut) ? pool_.threads() : members_;
    const std::size_t floats = blocks * cut.slices * stride_;
    if (floats > gradient_floats_) {
        gradient_ = Buffer<float>(floats);
        gradient_floats_ = floats;
    }
}

Update FusedEngine::begin_update(int slices) {
    ++updates_;
    Update out{
        .kind = Update::Kind::Sgd,
        .rate = static_cast<float>(optimizer_.learning_rate * layer_rate(network_, optimizer_)),
        .head_rate = static_cast<float>(optimizer_.learning_rate),
        .decay = static_cast<float>(optimizer_.weight_decay),
        .slices = slices,
        .stride = static_cast<std::int64_t>(stride_)};
    if (optimizer_.kind == OptimizerKind::Momentum) {
        out.kind = Update::Kind::Momentum;
        out.beta1 = static_cast<float>(optimizer_.momentum);
    } else if (optimizer_.kind == OptimizerKind::Adam) {
        // Bias corrections; after some hundreds of steps they stay 1.
        const double t = static_cast<double>(updates_);
        if (correction1_ != 1) {
            correction1_ = 1 - std::pow(optimizer_.beta1, t);
        }
        if (correction2_ != 1) {
            correction2_ = 1 - std::pow(optimizer_.beta2, t);
        }
        out.kind = Update::Kind::Adam;
        out.rate = static_cast<float>(optimizer_.learning_rate / correction1_);
        out.spread = static_cast<float>(1 / std::sqrt(correction2_));
        out.beta1 = static_cast<float>(optimizer_.beta1);
        out.beta2 = static_cast<float>(optimizer_.beta2);
        out.rest1 = static_cast<float>(1 - optimizer_.beta1);
        out.rest2 = static_cast<float>(1 - optimizer_.beta2);
    }
    return out;
}

// Updates at most kUpdate parameters of a member, from `first` on.
constexpr int kUpdate = 8192;

void FusedEngine::update_range(Update update, int member, int first, const float* gradient) {
    update.count = std::min<int>(kUpdate, static_cast<int>(stride_) - first);
    if (update.rate == update.head_rate) {
        update.head = update.count;
    } else {
        update.head = std::clamp(static_cast<int>(head_) - first, 0, update.count);
    }
    update.weights = weights_.data() + member * stride_ + first;
    update.moment1 = moment1_.data() + member * stride_ + first;
    update.moment2 = moment2_.data() + member * stride_ + first;
    update.gradient = gradient + first;
    kernel_.update(update);
}

void FusedEngine::step(std::span<const std::int32_t> batch) {
    const Cut cut(static_cast<int>(batch.size()), shape_.tile);
    if (shape_.norm && cut.tiles > 1) {
        sum_squares(batch, cut);
    }
    hold_gradients(cut);
    const Update update = begin_update(cut.slices);
    const int slices = cut.slices, ranges = (static_cast<int>(stride_) + kUpdate - 1) / kUpdate;
    if (by_members(cut)) {
        pool_.run(members_, [&](int member, int thread) {
            for (int n = 0; n < slices; ++n) {
                slice_gradient(batch, cut, member, n, thread, gradient(cut, thread, n));
            }
            for (int n = 0; n < ranges; ++n) {
                update_range(update, member, n * kUpdate, gradient(cut, thread, 0));
            }
        });
        return;
    }
    pool_.run(members_ * slices, [&](int task, int thread) {
        const int member = task / slices, n = task % slices;
        slice_gradient(batch, cut, member, n, thread, gradient(cut, member, n));
    });
    pool_.run(members_ * ranges, [&](int task, int) {
        const int member = task / ranges;
        update_range(update, member, task % ranges * kUpdate, gradient(cut, member, 0));
    });
}

std::vector<double> FusedEngine::loss(std::span<const std::int32_t> batch) {
    const Cut cut(static_cast<int>(batch.size()), shape_.tile);
    std::vector<double> out(members_);
    for (int m = 0; m < members_; ++m) {
        for (int t = 0; t < cut.tiles; ++t) {
            out[m] += kernel_.loss(job(batch, cut, t, m, 0));
        }
        out[m] /= static_cast<double>(batch.size());
    }
    return out;
}

}  // namespace la
