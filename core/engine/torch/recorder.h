#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace la {

// Records work on a device, to replay it at the cost of one call. Operations and their memory are
// recorded, not the host code: what changes between replays must be in device memory. Throws
// c10::Error.
class Recorder {
  public:
    virtual ~Recorder() = default;

    // Copies batch indices to the device without waiting for its pending work.
    virtual void upload(std::span<const std::int32_t> from, const torch::Tensor& to) = 0;

    // Runs the work as it will be recorded, so that libraries initialise themselves before.
    virtual void warm_up(const std::function<void()>& work) = 0;

    // Records without running; the returned function replays.
    virtual std::function<void()> record(const std::function<void()>& work) = 0;
};

// For any device: replaying runs the work again.
std::unique_ptr<Recorder> make_rerunner();

}  // namespace la
