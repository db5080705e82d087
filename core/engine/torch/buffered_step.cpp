#include "core/engine/torch/buffered_step.h"

#include <array>
#include <utility>

namespace la {

using torch::Tensor;

namespace {

constexpr double kAdamEpsilon = 1e-8;
constexpr int kWarmUps = 3;  // as in PyTorch's documentation of CUDA graphs

class Rerunner : public Recorder {
  public:
    void upload(std::span<const std::int32_t> from, const Tensor& to) override {
        to.copy_(
            torch::tensor(at::ArrayRef<std::int32_t>(from.data(), from.size()), torch::kInt32));
    }
    void warm_up(const std::function<void()>& work) override { work(); }
    std::function<void()> record(const std::function<void()>& work) override { return work; }
};

}  // namespace

std::unique_ptr<Recorder> make_rerunner() {
    return std::make_unique<Rerunner>();
}

BufferedStep::BufferedStep(const EngineSetup& setup, Buffers buffers,
                           std::unique_ptr<Recorder> recorder)
    : setup_(setup), buffers_(std::move(buffers)), recorder_(std::move(recorder)) {
    const auto options = torch::TensorOptions().device(buffers_.lambda.device());
    exact_ = torch::zeros({4}, options.dtype(torch::kFloat64));
    numbers_ = torch::zeros({8}, options.dtype(torch::kFloat32));
    set_optimizer(setup.optimizer);
}

void BufferedStep::set_optimizer(const OptimizerConfig& o) {
    const double layers = layer_rate(setup_.network, o);
    const Shape shape{o.kind, o.weight_decay > 0, layers != 1, o.batch};
    if (shape != shape_) {
        graphs_.clear();
        shape_ = shape;
    }
    torch::NoGradGuard no_grad;
    exact_.narrow(0, 0, 3).copy_(
        torch::tensor({o.learning_rate, o.beta1, o.beta2}, torch::kFloat64));
    numbers_.copy_(torch::tensor({o.learning_rate, o.beta1, 1 - o.beta1, o.beta2, 1 - o.beta2,
                                  o.momentum, o.weight_decay, layers * o.learning_rate},
                                 torch::kFloat64));
}

void BufferedStep::set_updates(std::int64_t updates) {
    torch::NoGradGuard no_grad;
    exact_[3].fill_(static_cast<double>(updates));
}

void BufferedStep::step(std::span<const std::int32_t> batch) {
    RecordedGraph& graph = graphs_[batch.size()];
    if (!graph.index.defined()) {
        graph.index = torch::zeros({static_cast<std::int64_t>(batch.size())},
                                   buffers_.data.labels.options().dtype(torch::kInt32));
    }
    recorder_->upload(batch, graph.index);
    const auto working = [this, index = graph.index] { work(index); };
    if (graph.replay) {
        graph.replay();
    } else if (graph.warm_ups < kWarmUps) {  // they are ordinary steps, too
        recorder_->warm_up(working);
        ++graph.warm_ups;
    } else {
        graph.replay = recorder_->record(working);
        graph.replay();
    }
}

void BufferedStep::work(const Tensor& index) {
    const Parameters& parameters = buffers_.parameters;
    const Terms terms = objective(setup_, parameters, buffers_.data.x.index_select(1, index),
                                  buffers_.data.labels.index_select(0, index));
    parameters.gradient.zero_();
    (terms.loss + buffers_.lambda * terms.penalty).sum().backward();
    torch::NoGradGuard no_grad;
    update();
}

void BufferedStep::descend(const Tensor& along) {
    const Parameters& parameters = buffers_.parameters;
    Tensor values = parameters.values;
    if (!shape_.two_rates) {
        values.addcmul_(along, numbers_[0], -1);
        return;
    }
    parameters.layer_part(values).addcmul_(parameters.layer_part(along), numbers_[7], -1);
    parameters.head_part(values).addcmul_(parameters.head_part(along), numbers_[0], -1);
}

// The formulas of the eager step, with all numbers in device memory.
void BufferedStep::update() {
    Tensor values = buffers_.parameters.values;
    Tensor gradient = buffers_.parameters.gradient;
    Tensor& moment1 = buffers_.moment1;
    Tensor& moment2 = buffers_.moment2;
    if (shape_.decay) {
        gradient.addcmul_(values, numbers_[6]);
    }
    Tensor updates = exact_[3];
    updates.add_(1);
    switch (shape_.kind) {
        case OptimizerKind::Sgd:
            descend(gradient);
            break;
        case OptimizerKind::Momentum:
            moment1.mul_(numbers_[5]).add_(gradient);
            descend(moment1);
            break;
        case OptimizerKind::Adam: {
            const Tensor correction1 = 1 - torch::pow(exact_[1], updates);
            const Tensor correction2 = 1 - torch::pow(exact_[2], updates);
            moment1.mul_(numbers_[1]).addcmul_(gradient, numbers_[2]);
            moment2.mul_(numbers_[3]).addcmul_(gradient.square(), numbers_[4]);
            const Tensor spread =
                moment2.sqrt().div_(correction2.sqrt().to(torch::kFloat32)).add_(kAdamEpsilon);
            const Tensor rate = (exact_[0] / correction1).to(torch::kFloat32);
            values.addcdiv_(moment1 * rate, spread, -1);
            break;
        }
    }
}

}  // namespace la
