#pragma once

#include <array>
#include <string_view>

#include "core/base/names.h"
#include "core/model/config.h"

namespace la {

// How config.json spells the enumerations of a Config; DatasetKind's names are in dataset_kinds.h.

template<>
inline constexpr std::array<std::string_view, 2> kNames<DatasetTask>{"classes", "values"};
template<>
inline constexpr std::array<std::string_view, 2> kNames<NetworkKind>{"residual", "three_layer"};
template<>
inline constexpr std::array<std::string_view, 6> kNames<Activation>{
    "relu", "tanh", "gelu", "softplus", "identity", "sigmoid"};
template<>
inline constexpr std::array<std::string_view, 3> kNames<ResidualScale>{"one", "1/L", "1/sqrt(L)"};
template<>
inline constexpr std::array<std::string_view, 6> kNames<InitKind>{"kaiming", "normal", "orthogonal",
                                                                  "tied",    "iid",    "gp"};
template<>
inline constexpr std::array<std::string_view, 2> kNames<HeadKind>{"far", "learned"};
template<>
inline constexpr std::array<std::string_view, 3> kNames<LossKind>{"cross_entropy", "hinge", "mse"};
template<>
inline constexpr std::array<std::string_view, 2> kNames<CostKind>{"energy", "norm"};
template<>
inline constexpr std::array<std::string_view, 3> kNames<Mode>{"none", "weight", "uzawa"};
template<>
inline constexpr std::array<std::string_view, 3> kNames<OptimizerKind>{"adam", "sgd", "momentum"};
template<>
inline constexpr std::array<std::string_view, 4> kNames<LaboratoryKind>{"flow", "weights",
                                                                        "mean_field", "stability"};
template<>
inline constexpr std::array<std::string_view, 3> kNames<Explorer>{"rate", "foretell",
                                                                  "two_weights"};
template<>
inline constexpr std::array<std::string_view, 2> kNames<LayerRate>{"one", "L"};
template<>
inline constexpr std::array<std::string_view, 4> kNames<ShallowPoints>{"gaussian", "circle", "gap",
                                                                       "dataset"};

}  // namespace la
