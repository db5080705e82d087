#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace la {

// Records work on a device once, to replay it at the price of one call. What is recorded are the
// operations and the memory that they work on, not the work's host code: whatever is to change
// between two replays must lie in device memory. Throws c10::Error.
class Recorder {
  public:
    virtual ~Recorder() = default;

    // Copies batch indices to the device; neither waits for what is under way there.
    virtual void upload(std::span<const std::int32_t> from, const torch::Tensor& to) = 0;

    // Runs the work as it will be recorded; libraries set themselves up.
    virtual void warm_up(const std::function<void()>& work) = 0;

    // Records without running; the result replays.
    virtual std::function<void()> record(const std::function<void()>& work) = 0;
};

// On any device: to replay is to run the work again.
std::unique_ptr<Recorder> make_rerunner();

}  // namespace la
