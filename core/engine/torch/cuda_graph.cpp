#include "core/engine/torch/cuda_graph.h"

#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <algorithm>
#include <array>

namespace la {

namespace {

class CudaRecorder : public Recorder {
  public:
    explicit CudaRecorder(torch::Device device)
        : device_(device), side_(c10::cuda::getStreamFromPool(false, device.index())) {}

    // Copies from page-locked memory, which the device reads asynchronously. A line is reused only
    // after the device has read it, so the host runs at most kLines steps ahead.
    void upload(std::span<const std::int32_t> from, const torch::Tensor& to) override {
        const c10::cuda::CUDAGuard guard(device_);
        const auto size = static_cast<std::int64_t>(from.size());
        if (!lines_.defined() || lines_.size(1) < size) {
            current().synchronize();
            lines_ = torch::empty({kLines, size},
                                  torch::TensorOptions(torch::kInt32).pinned_memory(true));
        }
        next_ = (next_ + 1) % kLines;
        at::cuda::CUDAEvent& read = read_[next_];
        read.synchronize();
        const torch::Tensor line = lines_.select(0, next_).narrow(0, 0, size);
        std::ranges::copy(from, line.data_ptr<std::int32_t>());
        to.copy_(line, true);
        read.record(current());
    }

    // CUDA captures on no default stream, and only after every library has been used on the stream.
    void warm_up(const std::function<void()>& work) override {
        current().synchronize();
        const c10::cuda::CUDAStreamGuard guard(side_);
        work();
        side_.synchronize();
    }

    std::function<void()> record(const std::function<void()>& work) override {
        current().synchronize();
        const auto graph = std::make_shared<Graph>(device_);
        const c10::cuda::CUDAStreamGuard guard(side_);
        graph->graph.capture_begin();
        work();
        graph->graph.capture_end();
        return [graph] {
            const c10::cuda::CUDAGuard on(graph->device);
            graph->graph.replay();
        };
    }

  private:
    // Waits for the device before the graph returns its memory.
    struct Graph {
        explicit Graph(torch::Device where) : device(where) {}
        Graph(const Graph&) = delete;
        Graph& operator=(const Graph&) = delete;
        ~Graph() {
            const c10::cuda::CUDAGuard guard(device);
            c10::cuda::getCurrentCUDAStream(device.index()).synchronize();
        }
        torch::Device device;
        at::cuda::CUDAGraph graph;
    };

    c10::cuda::CUDAStream current() const {
        return c10::cuda::getCurrentCUDAStream(device_.index());
    }

    static constexpr int kLines = 32;
    torch::Device device_;
    c10::cuda::CUDAStream side_;
    torch::Tensor lines_;  // [kLines][batch]
    std::array<at::cuda::CUDAEvent, kLines> read_;
    int next_ = 0;
};

}  // namespace

std::unique_ptr<Recorder> make_cuda_recorder(torch::Device device) {
    return std::make_unique<CudaRecorder>(device);
}

std::string cuda_device_name(torch::Device device) {
    return at::cuda::getDeviceProperties(device.index())->name;
}

}  // namespace la
