#include "core/engine/torch/objective.h"

#include "core/data/dataset.h"

namespace la {

using torch::Tensor;

Parameters::Parameters(const EngineSetup& setup, torch::TensorOptions options)
    : members_(setup.members), size_(WeightLayout(setup.network, setup.data->classes).size) {
    const WeightLayout layout(setup.network, setup.data->classes);
    head_ = members_ * static_cast<std::int64_t>(layout.head_weight);
    values = torch::zeros({members_ * static_cast<std::int64_t>(size_)}, options);
    gradient = torch::zeros_like(values);
    const std::int64_t m = setup.network.hidden;
    const std::int64_t q = setup.network.dimension;
    for (int k = 0; k < setup.network.layers; ++k) {
        layers.push_back({leaf(layout.w(k), m, q), leaf(layout.b(k), m, 1), leaf(layout.v(k), q, m),
                          leaf(layout.c(k), q, 1)});
    }
    if (layout.head_weight != layout.size) {
        head_weight = leaf(layout.head_weight, setup.data->classes, q);
        head_bias = leaf(layout.head_bias, setup.data->classes, 1);
    }
}

Tensor Parameters::leaf(std::size_t offset, std::int64_t rows, std::int64_t columns) {
    blocks_.push_back({offset, static_cast<std::size_t>(rows * columns)});
    const auto view = [&](const Tensor& flat) {
        return flat
            .narrow(0, members_ * static_cast<std::int64_t>(offset), members_ * rows * columns)
            .view({members_, rows, columns})
            .detach();
    };
    Tensor out = view(values).requires_grad_();
    out.mutable_grad() = view(gradient);
    return out;
}

std::vector<Tensor> Parameters::leaves() const {
    std::vector<Tensor> out;
    for (const Layer& layer : layers) {
        out.insert(out.end(), {layer.w, layer.b, layer.v, layer.c});
    }
    if (head_weight.defined()) {
        out.insert(out.end(), {head_weight, head_bias});
    }
    return out;
}

DeviceData::DeviceData(const EngineSetup& setup, torch::TensorOptions options) {
    const Dataset& data = *setup.data;
    Tensor host = torch::zeros({setup.network.dimension, data.train}, torch::kFloat64);
    Tensor classes = torch::zeros({data.train}, torch::kInt64);
    auto coordinates = host.accessor<double, 2>();
    auto label = classes.accessor<std::int64_t, 1>();
    for (int i = 0; i < data.train; ++i) {
        coordinates[0][i] = data.points[i].x;
        coordinates[1][i] = data.points[i].y;
        label[i] = data.labels[i];
    }
    x = host.to(options);
    labels = classes.to(options.dtype(torch::kInt64));
}

namespace {

Tensor activate(Activation kind, const Tensor& z) {
    switch (kind) {
        case Activation::Relu:
            return torch::relu(z);
        case Activation::Tanh:
            return torch::tanh(z);
        case Activation::Gelu:
            return torch::gelu(z);
        case Activation::Softplus:
            return torch::softplus(z);
        case Activation::Sigmoid:  // of three layers alone
        case Activation::Identity:
            return z;
    }
    return z;
}

// logits [M,C,B] from the states at layer L.
Tensor head(const EngineSetup& setup, const Parameters& parameters, const Tensor& x) {
    if (parameters.head_weight.defined()) {
        return torch::baddbmm(parameters.head_bias, parameters.head_weight, x);
    }
    const Tensor first = (x.select(1, 0) + x.select(1, 1) + setup.network.head.intercept);
    return torch::stack({first, torch::zeros_like(first)}, 1);
}

// Mean over the batch, per member.
Tensor loss_of(LossKind kind, const Tensor& logits, const Tensor& labels) {
    const Tensor index = labels.view({1, 1, -1}).expand({logits.size(0), 1, labels.size(0)});
    switch (kind) {
        case LossKind::CrossEntropy:
            return -torch::log_softmax(logits, 1).gather(1, index).mean({1, 2});
        case LossKind::Hinge: {
            // sum over the wrong classes of (1 - z_y + z_c)_+ / C, as PyTorch's MultiMarginLoss.
            const Tensor margins = torch::relu(1 - logits.gather(1, index) + logits);
            const Tensor wrong = 1 - torch::zeros_like(logits).scatter(1, index, 1);
            return (margins * wrong).mean({1, 2});
        }
        case LossKind::Mse: {
            const Tensor target = torch::zeros_like(logits).scatter(1, index, 1);
            return (logits - target).square().mean({1, 2});
        }
    }
    return {};
}

}  // namespace

Terms objective(const EngineSetup& setup, const Parameters& parameters, const Tensor& batch,
                const Tensor& labels) {
    const double scale = residual_scale(setup.network);
    const double points = static_cast<double>(batch.size(1));
    Tensor x = batch.unsqueeze(0).expand({setup.members, -1, -1});
    Tensor penalty;
    for (const Parameters::Layer& layer : parameters.layers) {
        const Tensor hidden =
            activate(setup.network.activation, torch::baddbmm(layer.b, layer.w, x));
        Tensor r = torch::baddbmm(layer.c, layer.v, hidden);
        if (scale != 1) {
            r = r * scale;
        }
        // energy: E_k = mean |r|^2; norm: |R_k|_F, whose gradient at R = 0 is taken as 0.
        const Tensor cost = setup.objective.cost == CostKind::Energy
                                ? r.square().sum({1, 2}) / points
                                : torch::norm(r, 2, {1, 2}, false);
        penalty = penalty.defined() ? penalty + cost : cost;
        x = x + r;
    }
    return {loss_of(setup.objective.loss, head(setup, parameters, x), labels), penalty};
}

}  // namespace la
