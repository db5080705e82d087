#include "tests/support/three_layer_hessian.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "core/model/weights.h"

namespace la {

namespace {

// sigma(z) with its first two derivatives.
struct ActivationAt {
    double value, slope, curve;
};

double logistic(double z) {
    const double e = std::exp(-std::abs(z));
    return (z > 0 ? 1 : e) / (1 + e);
}

ActivationAt activation_at(Activation activation, double z) {
    switch (activation) {
        case Activation::Relu:
            return {std::max(z, 0.0), z > 0 ? 1.0 : 0.0, 0};
        case Activation::Tanh: {
            const double a = std::tanh(z), slope = 1 - a * a;
            return {a, slope, -2 * a * slope};
        }
        case Activation::Gelu: {
            const double big = 0.5 * std::erfc(-z / std::numbers::sqrt2);
            const double density =
                std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
            return {z * big, big + z * density, density * (2 - z * z)};
        }
        case Activation::Softplus: {
            const double slope = logistic(z);
            return {std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))), slope,
                    slope * (1 - slope)};
        }
        case Activation::Sigmoid: {
            const double a = logistic(z), slope = a * (1 - a);
            return {a, slope, slope * (1 - 2 * a)};
        }
        case Activation::Identity:
            break;
    }
    return {z, 1, 0};
}

// One point: its inputs with a 1, its hidden units with a 1, and the derivatives of its loss.
struct PointTerms {
    std::vector<double> inputs, units;     // [q + 1] [m + 1]
    std::vector<double> slope, curve;      // [m] of the activation
    std::vector<double> gradient, second;  // [C] e, [C][C] M
};

class Blocks {
  public:
    Blocks(const NetworkConfig& network, LossKind loss, const Dataset& data,
           std::span<const double> weights)
        : network_(network),
          loss_(loss),
          data_(data),
          weights_(weights),
          layout_(network, data.classes),
          outputs_(static_cast<std::size_t>(data.classes)),
          hessian_(layout_.size * layout_.size) {}

    void add(std::int32_t point, double share) {
        const PointTerms at = terms(point);
        for (std::size_t k = 0; k < outputs_; ++k) {
            for (std::size_t j = 0; j <= layout_.hidden; ++j) {
                add_outer_row(at, k, j, share);
            }
        }
        for (std::size_t j = 0; j < layout_.hidden; ++j) {
            for (std::size_t a = 0; a <= layout_.dimension; ++a) {
                add_inner_row(at, j, a, share);
            }
        }
    }

    std::vector<double> take() { return std::move(hessian_); }

  private:
    std::size_t inner(std::size_t j, std::size_t a) const {
        return a < layout_.dimension ? j * layout_.dimension + a : layout_.b(0) + j;
    }
    std::size_t outer(std::size_t k, std::size_t j) const {
        return j < layout_.hidden ? layout_.head_weight + k * layout_.hidden + j
                                  : layout_.head_bias + k;
    }
    double v(std::size_t k, std::size_t j) const { return weights_[outer(k, j)]; }
    double& entry(std::size_t row, std::size_t column) {
        return hessian_[row * layout_.size + column];
    }

    void set_loss(PointTerms& out, const std::vector<double>& f, std::int32_t point) const {
        out.gradient.assign(outputs_, 0);
        out.second.assign(outputs_ * outputs_, 0);
        const auto label = static_cast<std::size_t>(data_.labels[point]);
        const double part = 1.0 / static_cast<double>(outputs_);
        if (data_.has_values()) {
            out.gradient[0] = 2 * (f[0] - data_.values[point]);
            out.second[0] = 2;
        } else if (loss_ == LossKind::Mse) {
            for (std::size_t k = 0; k < outputs_; ++k) {
                out.gradient[k] = 2 * part * (f[k] - (k == label ? 1 : 0));
                out.second[k * outputs_ + k] = 2 * part;
            }
        } else if (loss_ == LossKind::Hinge) {
            for (std::size_t k = 0; k < outputs_; ++k) {
                const bool active = k != label && 1 - f[label] + f[k] > 0;
                out.gradient[k] += active ? part : 0;
                out.gradient[label] -= active ? part : 0;
            }
        } else {
            const double top = *std::ranges::max_element(f);
            double sum = 0;
            for (const double z : f) {
                sum += std::exp(z - top);
            }
            for (std::size_t k = 0; k < outputs_; ++k) {
                const double p = std::exp(f[k] - top) / sum;
                out.gradient[k] = p - (k == label ? 1 : 0);
                for (std::size_t l = 0; l < outputs_; ++l) {
                    out.second[k * outputs_ + l] =
                        (k == l ? p : 0) - p * std::exp(f[l] - top) / sum;
                }
            }
        }
    }

    PointTerms terms(std::int32_t point) const {
        PointTerms out;
        const glm::vec2 x = data_.points[point];
        for (std::size_t a = 0; a < layout_.dimension; ++a) {
            out.inputs.push_back(a == 0 ? x.x : x.y);
        }
        out.inputs.push_back(1);
        std::vector<double> f;
        for (std::size_t k = 0; k < outputs_; ++k) {
            f.push_back(weights_[layout_.head_bias + k]);
        }
        for (std::size_t j = 0; j < layout_.hidden; ++j) {
            double z = 0;
            for (std::size_t a = 0; a <= layout_.dimension; ++a) {
                z += weights_[inner(j, a)] * out.inputs[a];
            }
            const ActivationAt at = activation_at(network_.activation, z);
            out.units.push_back(at.value);
            out.slope.push_back(at.slope);
            out.curve.push_back(at.curve);
            for (std::size_t k = 0; k < outputs_; ++k) {
                f[k] += v(k, j) * at.value;
            }
        }
        out.units.push_back(1);
        set_loss(out, f, point);
        return out;
    }

    // Row v_kj, and by symmetry its part of the columns.
    void add_outer_row(const PointTerms& at, std::size_t k, std::size_t j, double share) {
        const std::size_t row = outer(k, j);
        for (std::size_t l = 0; l < outputs_; ++l) {
            const double second = at.second[k * outputs_ + l];
            for (std::size_t i = 0; i <= layout_.hidden; ++i) {
                entry(row, outer(l, i)) += share * second * at.units[j] * at.units[i];
            }
        }
        for (std::size_t i = 0; i < layout_.hidden; ++i) {
            double factor = 0;
            for (std::size_t l = 0; l < outputs_; ++l) {
                factor += at.second[k * outputs_ + l] * v(l, i);
            }
            factor =
                factor * at.slope[i] * at.units[j] + (i == j ? at.gradient[k] * at.slope[j] : 0);
            for (std::size_t a = 0; a <= layout_.dimension; ++a) {
                const double value = share * factor * at.inputs[a];
                entry(row, inner(i, a)) += value;
                entry(inner(i, a), row) += value;
            }
        }
    }

    // Row w_ja.
    void add_inner_row(const PointTerms& at, std::size_t j, std::size_t a, double share) {
        for (std::size_t i = 0; i < layout_.hidden; ++i) {
            double factor = 0;
            for (std::size_t k = 0; k < outputs_; ++k) {
                for (std::size_t l = 0; l < outputs_; ++l) {
                    factor += at.second[k * outputs_ + l] * v(k, j) * v(l, i);
                }
            }
            factor *= at.slope[j] * at.slope[i];
            for (std::size_t k = 0; i == j && k < outputs_; ++k) {
                factor += at.gradient[k] * v(k, j) * at.curve[j];
            }
            for (std::size_t b = 0; b <= layout_.dimension; ++b) {
                entry(inner(j, a), inner(i, b)) += share * factor * at.inputs[a] * at.inputs[b];
            }
        }
    }

    const NetworkConfig& network_;
    LossKind loss_;
    const Dataset& data_;
    std::span<const double> weights_;
    WeightLayout layout_;
    std::size_t outputs_;
    std::vector<double> hessian_;
};

}  // namespace

std::vector<double> three_layer_hessian(const NetworkConfig& network, LossKind loss,
                                        const Dataset& data, std::span<const double> weights,
                                        std::span<const std::int32_t> batch) {
    Blocks blocks(network, loss, data, weights);
    for (const std::int32_t point : batch) {
        blocks.add(point, 1.0 / static_cast<double>(batch.size()));
    }
    return blocks.take();
}

}  // namespace la
