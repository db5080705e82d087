#include "core/engine/torch/torch_engine.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/data/dataset.h"
#ifdef LEASTACTION_CUDA
#    include "core/engine/torch/cuda_graph.h"
#endif

namespace la {

using torch::Tensor;

namespace {

constexpr double kAdamEpsilon = 1e-8;

Tensor index_tensor(std::span<const std::int32_t> batch, const torch::Device& device) {
    // from_blob takes a mutable pointer but does not write.
    return torch::from_blob(const_cast<std::int32_t*>(batch.data()),
                            {static_cast<std::int64_t>(batch.size())}, torch::kInt32)
        .to(device);
}

EngineSetup on_threads(EngineSetup setup) {
    at::set_num_threads(setup.threads);
    return setup;
}

// The recorder of the steps; null for eager steps.
std::unique_ptr<Recorder> recorder_for(TorchStep step, const torch::Device& device) {
    if (step == TorchStep::Buffered) {
        return make_rerunner();
    }
#ifdef LEASTACTION_CUDA
    if (device.is_cuda() && step != TorchStep::Eager) {
        return make_cuda_recorder(device);
    }
#endif
    if (step == TorchStep::Captured) {
        throw Error("a step is captured on CUDA only, not on " + device.str());
    }
    return nullptr;
}

}  // namespace

TorchEngine::TorchEngine(const EngineSetup& setup)
    : setup_(on_threads(setup)),
      options_(torch::TensorOptions(torch::kFloat32).device(resolve_device(setup.device))),
      parameters_(setup, options_),
      data_(setup, options_),
      lambda_(torch::zeros({setup.members}, options_)),
      moment1_(torch::zeros_like(parameters_.values)),
      moment2_(torch::zeros_like(parameters_.values)) {
    if (auto recorder = recorder_for(setup.torch_step, options_.device())) {
        buffered_ = std::make_unique<BufferedStep>(
            setup_, BufferedStep::Buffers{parameters_, data_, lambda_, moment1_, moment2_},
            std::move(recorder));
    }
}

std::string TorchEngine::device() const {
#ifdef LEASTACTION_CUDA
    if (options_.device().is_cuda()) {
        return options_.device().str() + " " + cuda_device_name(options_.device());
    }
#endif
    return options_.device().str();
}

void TorchEngine::set_state(const EngineState& state) {
    torch::NoGradGuard no_grad;
    const auto restore = [&](const std::vector<float>& from, Tensor& to) {
        if (from.empty()) {
            to.zero_();
        } else {
            to.copy_(parameters_.flat<float>(from));
        }
    };
    restore(state.weights, parameters_.values);
    restore(state.moment1, moment1_);
    restore(state.moment2, moment2_);
    set_updates(state.updates);
}

EngineState TorchEngine::state() const {
    const auto save = [&](const Tensor& from) {
        std::vector<float> out(from.numel());
        parameters_.members<float>(from, out);
        return out;
    };
    return {save(parameters_.values), save(moment1_), save(moment2_), updates_};
}

void TorchEngine::weights(std::span<float> out) const {
    parameters_.members<float>(parameters_.values, out);
}

void TorchEngine::set_lambda(std::span<const double> lambda) {
    torch::NoGradGuard no_grad;
    lambda_.copy_(torch::tensor(at::ArrayRef<double>(lambda.data(), lambda.size())));
}

void TorchEngine::set_updates(std::int64_t updates) {
    updates_ = updates;
    if (buffered_) {
        buffered_->set_updates(updates);
    }
}

void TorchEngine::set_optimizer(const OptimizerConfig& optimizer) {
    if (optimizer.kind != setup_.optimizer.kind) {  // the moments mean something else
        moment1_.zero_();
        moment2_.zero_();
        set_updates(0);
    }
    setup_.optimizer = optimizer;
    if (buffered_) {
        buffered_->set_optimizer(optimizer);
    }
}

TorchEngine::Batch TorchEngine::gather(std::span<const std::int32_t> batch) const {
    const Tensor index = index_tensor(batch, options_.device());
    return {data_.x.index_select(1, index), data_.labels.index_select(0, index)};
}

void TorchEngine::step(std::span<const std::int32_t> batch) {
    if (buffered_) {
        buffered_->step(batch);
    } else {
        take_eager_step(batch);
    }
    ++updates_;
}

void TorchEngine::take_eager_step(std::span<const std::int32_t> batch) {
    const Batch points = gather(batch);
    const Terms terms = objective(setup_, parameters_, points.x, points.labels);
    parameters_.gradient.zero_();
    // Members are independent, so the gradient of the sum holds each member's own gradient.
    (terms.loss + lambda_ * terms.penalty).sum().backward();
    torch::NoGradGuard no_grad;
    update();
}

// As torch.optim: Adam with bias correction, SGD, momentum; L2 weight decay inside the gradient.
void TorchEngine::update() {
    const OptimizerConfig& optimizer = setup_.optimizer;
    Tensor& values = parameters_.values;
    Tensor& gradient = parameters_.gradient;
    if (optimizer.weight_decay > 0) {
        gradient.add_(values, optimizer.weight_decay);
    }
    const auto descend = [&](const Tensor& along) {
        const double layers = layer_rate(setup_.network, optimizer);
        if (layers == 1) {
            values.sub_(along, optimizer.learning_rate);
            return;
        }
        parameters_.layer_part(values).sub_(parameters_.layer_part(along),
                                            layers * optimizer.learning_rate);
        parameters_.head_part(values).sub_(parameters_.head_part(along), optimizer.learning_rate);
    };
    switch (optimizer.kind) {
        case OptimizerKind::Sgd:
            descend(gradient);
            break;
        case OptimizerKind::Momentum:
            moment1_.mul_(optimizer.momentum).add_(gradient);
            descend(moment1_);
            break;
        case OptimizerKind::Adam: {
            const double t = static_cast<double>(updates_ + 1);
            const double correction1 = 1 - std::pow(optimizer.beta1, t);
            const double correction2 = 1 - std::pow(optimizer.beta2, t);
            moment1_.mul_(optimizer.beta1).add_(gradient, 1 - optimizer.beta1);
            moment2_.mul_(optimizer.beta2).addcmul_(gradient, gradient, 1 - optimizer.beta2);
            const Tensor spread = moment2_.sqrt().div_(std::sqrt(correction2)).add_(kAdamEpsilon);
            values.addcdiv_(moment1_, spread, -optimizer.learning_rate / correction1);
            break;
        }
    }
}

std::vector<double> TorchEngine::loss(std::span<const std::int32_t> batch) {
    torch::NoGradGuard no_grad;
    const Batch points = gather(batch);
    const Tensor loss = objective(setup_, parameters_, points.x, points.labels)
                            .loss.to(torch::kCPU, torch::kFloat64);
    return {loss.data_ptr<double>(), loss.data_ptr<double>() + loss.numel()};
}

}  // namespace la
