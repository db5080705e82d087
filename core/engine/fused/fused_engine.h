#pragma once

#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/fused/pool.h"
#include "core/kernels/kernel.h"

namespace la {

// The engine on the CPU: gather, forward, action, loss, backward and optimiser of the whole
// residual stack in one hand-written pass over flat weights (core/kernels), in vector instructions
// chosen at run time. The result does not depend on the number of threads: a batch is cut into
// tiles and slices by its size alone, and sums over slices are taken in order.
class FusedEngine : public Engine {
  public:
    explicit FusedEngine(const EngineSetup& setup);

    std::string name() const override { return "fused"; }
    std::string device() const override;
    void set_state(const EngineState& state) override;
    EngineState state() const override;
    void weights(std::span<float> out) const override;
    void set_lambda(std::span<const double> lambda) override;
    void set_optimizer(const OptimizerConfig& optimizer) override;
    void step(std::span<const std::int32_t> batch) override;
    std::vector<double> loss(std::span<const std::int32_t> batch) override;

  private:
    // Zeroed memory, aligned to a cache line for the kernels.
    template<class T>
    class Buffer {
      public:
        explicit Buffer(std::size_t count);
        T* data() { return data_.get(); }
        const T* data() const { return data_.get(); }

      private:
        struct Free {
            void operator()(T* p) const { std::free(p); }
        };
        std::unique_ptr<T[], Free> data_;
    };
    // How a batch is cut, depending on its size alone.
    struct Cut {
        explicit Cut(int points, int tile);
        int tiles, slices, tile_points;
    };

    fused::Job job(std::span<const std::int32_t> batch, const Cut& cut, int tile, int member,
                   int thread) const;
    void sum_squares(std::span<const std::int32_t> batch, const Cut& cut);
    // True if a thread takes whole members, else it takes slices and parts of the update.
    bool by_members(const Cut& cut) const {
        return cut.slices == 1 || members_ >= 4 * pool_.threads();
    }
    void hold_gradients(const Cut& cut);
    // The gradient of slice n in a block, that of a thread or a member.
    float* gradient(const Cut& cut, int block, int n) {
        return gradient_.data() + (static_cast<std::size_t>(block) * cut.slices + n) * stride_;
    }
    void slice_gradient(std::span<const std::int32_t> batch, const Cut& cut, int member, int n,
                        int thread, float* out);
    fused::Update begin_update(int slices);
    void update_range(fused::Update update, int member, int first, const float* gradient);

    static constexpr int kSlices = 32;  // maximum of slices of a batch, which threads share

    const fused::Kernel& kernel_;
    NetworkConfig network_;
    OptimizerConfig optimizer_;
    std::shared_ptr<const Dataset> data_;
    fused::Shape shape_;
    int members_;
    std::size_t size_;    // parameters of a member
    std::size_t head_;    // where its head begins; size_: none is trained
    std::size_t stride_;  // distance between members: size_ rounded up; the rest stays 0
    std::size_t scratch_stride_;
    Buffer<float> x_, y_;  // coordinates of the training points
    Buffer<std::int32_t> label_;
    Buffer<float> weights_, moment1_, moment2_;  // [M][stride]
    Buffer<float> gradient_;                     // [threads or M][slices][stride]
    std::size_t gradient_floats_ = 0;            // its size
    Buffer<double> squares_;                     // [M][kSlices][L] sum |r_k|^2; norm only
    std::vector<float> lambda_;                  // [M]
    std::int64_t updates_ = 0;
    double correction1_ = 0, correction2_ = 0;  // 1 - beta^t, Adam's
    fused::Pool pool_;
    Buffer<float> scratch_;  // [threads][scratch_stride]
};

}  // namespace la
