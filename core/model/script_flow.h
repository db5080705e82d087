#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace la {

// The largest flows that are shown.
inline constexpr int kMaxFlowLayers = 1024, kMaxFlowDimensions = 256, kMaxFlowClasses = 10;

// What is known of a TorchScript model after it was tried on points.
struct FlowFacts {
    int layers = 0, dimension = 0, classes = 0;
    bool forward = false, tail = false;  // it gives logits of points; of states at every layer
    // What of the model cannot be shown, and what was changed to show it; a line each.
    std::vector<std::string> notes;
};

// A TorchScript model as LibTorch runs it. Both functions throw Error with the cause in one line.
class ScriptFlow {
  public:
    virtual ~ScriptFlow() = default;

    // [L+1][n][q] of states x [n][q] at layer 0.
    virtual std::vector<float> states(std::span<const float> x) const = 0;

    // [n][classes] of states x [n][q] at layer `from`, which may be L.
    virtual std::vector<float> logits(int from, std::span<const float> x) const = 0;
};

struct OpenedFlow {
    FlowFacts facts;
    std::unique_ptr<const ScriptFlow> flow;
};

}  // namespace la
