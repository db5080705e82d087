#pragma once

#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "core/engine/exact/kernel.h"
#include "core/model/config.h"

namespace la {

struct Dataset;

// loss + lambda * penalty on a batch, before the two are added, and derivatives of the sum.
struct ExactGradient {
    double loss = 0, penalty = 0;
    std::vector<double> gradient;  // [size]
    std::vector<double> products;  // [K][size] Hessian times direction
};

// The objective of one network in double precision, all activations, losses, costs, heads and
// scales, with its gradient and, in the same call, products of its Hessian with K directions,
// forward over reverse. At kinks (relu, hinge, norm where a layer does not move) derivatives are
// those of the side where the function is flat, as PyTorch's. What comes out depends on the
// arguments alone, byte by byte, also of the instruction set, and the gradient not on K; scratch
// memory is kept between calls. One thread at a time. Throws Error for an unknown LEASTACTION_ISA.
class ExactObjective {
  public:
    // Reads shape, activation, scale and head of the network, and the objective's loss and cost.
    ExactObjective(const NetworkConfig& network, const ObjectiveConfig& objective,
                   const Dataset& data);

    std::size_t size() const { return static_cast<std::size_t>(shape_.size); }

    // At weights [size] as in WeightLayout, on the training points `batch` (indices into
    // Dataset::points), with directions [K][size]. `out` is what is returned, its memory reused.
    void evaluate(std::span<const double> weights, double lambda,
                  std::span<const std::int32_t> batch, std::span<const double> directions,
                  ExactGradient& out);
    ExactGradient evaluate(std::span<const double> weights, double lambda,
                           std::span<const std::int32_t> batch,
                           std::span<const double> directions = {}) {
        ExactGradient out;
        evaluate(weights, lambda, batch, directions, out);
        return out;
    }

    // The mean loss on a batch alone.
    double loss(std::span<const double> weights, std::span<const std::int32_t> batch);

    const char* instruction_set() const { return kernel_.name; }

  private:
    struct Aligned {
        void operator()(double* p) const { ::operator delete[](p, std::align_val_t{64}); }
    };

    void reserve(int products);
    template<class Visit>
    void each_tile(exact::Job job, std::span<const std::int32_t> batch, Visit visit);
    double penalty(double points) const;

    const exact::Kernel& kernel_;
    exact::Shape shape_;
    std::vector<double> x_, y_, label_;  // of the training points
    std::vector<double> squares_, dots_;
    std::unique_ptr<double[], Aligned> scratch_;
    std::int64_t scratch_doubles_ = 0;
};

}  // namespace la
