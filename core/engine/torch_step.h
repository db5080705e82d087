#pragma once

namespace la {

// How LibTorch's engine takes a step. Best is right everywhere but in tests and measurements.
enum class TorchStep {
    Best,      // Captured on CUDA, else Eager
    Eager,     // operation by operation, with numbers from the host
    Buffered,  // the operations of Captured, run again each time: on any device
    Captured,  // one CUDA graph, replayed
};

}  // namespace la
