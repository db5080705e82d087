#include "core/config/task_limits.h"

#include <string>

#include "core/base/error.h"
#include "core/data/dataset_kinds.h"

namespace la {

namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw UsageError(what);
}

void check_three_layer(const NetworkConfig& network) {
    if (network.layers != 1) {
        refuse("network.layers: " + std::to_string(network.layers) +
               " of a network of three layers, which has one hidden layer; try 1");
    }
    if (network.dimension > 2) {
        refuse("network.dimension: " + std::to_string(network.dimension) +
               " of a network of three layers, which has 1 or 2 inputs");
    }
    const InitKind init = network.init.kind;
    if (init == InitKind::Tied || init == InitKind::Iid || init == InitKind::Gp) {
        refuse(
            "network.init.kind: it is about many layers, of which a network of three has one; "
            "try normal or kaiming");
    }
}

}  // namespace

void check_task(const Config& config) {
    const DatasetConfig& data = config.dataset;
    const bool values = data.task == DatasetTask::Values;
    if (has_values(data.kind) && !values) {
        refuse("dataset.task: the points of " + std::string(name_of(data.kind)) +
               " have numbers and no classes; try values");
    }
    if (!values) {
        return;
    }
    if (data.kind == DatasetKind::Drawn) {
        refuse(
            "dataset.task: points drawn by hand have classes; values are in a file of "
            "dataset.kind csv");
    }
    if (data.kind != DatasetKind::Csv && !has_values(data.kind) && classes_of(data) != 2) {
        refuse("dataset.task: " + std::to_string(classes_of(data)) +
               " classes make no number; values need a set of two classes or of numbers");
    }
    if (data.label_noise > 0) {
        refuse(
            "dataset.label_noise: numbers cannot be replaced by those of another class; try "
            "dataset.noise");
    }
}

void check_network(const Config& config, const MemberConfig& member) {
    const NetworkConfig& network = member.network;
    if (config.dataset.task == DatasetTask::Values && member.objective.loss != LossKind::Mse) {
        refuse("objective.loss: numbers are learned by mse alone");
    }
    if (network.kind == NetworkKind::ThreeLayer) {
        check_three_layer(network);
        return;
    }
    if (network.dimension < 2) {
        refuse("network.dimension: 1 is out of range, 2 to 16 for a residual network");
    }
    if (network.activation == Activation::Sigmoid) {
        refuse(
            "network.activation: sigmoid is for network.kind three_layer; a residual network "
            "has tanh");
    }
}

void bring_usual(Config& config, const Config& before) {
    if (config.dataset.task == DatasetTask::Values && before.dataset.task != DatasetTask::Values) {
        config.objective.loss = LossKind::Mse;
        config.dataset.label_noise = 0;
    }
    NetworkConfig& network = config.network;
    if (network.kind == before.network.kind) {
        return;
    }
    if (network.kind == NetworkKind::ThreeLayer) {
        network.layers = 1;
        network.dimension = config.dataset.kind == DatasetKind::Sine ? 1 : 2;
        network.init = {.kind = InitKind::Normal, .std = 0.5};
        if (network.activation == Activation::Relu) {
            network.activation = Activation::Tanh;
        }
        return;
    }
    const NetworkConfig usual;
    network.layers = usual.layers;
    network.dimension = usual.dimension;
    network.init = usual.init;
    network.activation =
        network.activation == Activation::Sigmoid ? Activation::Tanh : network.activation;
}

}  // namespace la
