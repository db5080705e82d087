#pragma once

#include <span>

namespace la {

// A network as a transport of points: what the Observer sees. Our weights are one kind
// (WeightsFlow), somebody else's model is another (read_flow in core/io/model_file.h). Const calls
// may come from any thread at the same time.
class Flow {
  public:
    virtual ~Flow() = default;

    virtual int layers() const = 0;     // L
    virtual int dimension() const = 0;  // q, of a state
    virtual int classes() const = 0;

    // What is known of somebody else's model may be less: can states begin at this layer, can tail
    // decide from it (and head, from layer L)? Ask for nothing else.
    virtual bool starts_at(int /*layer*/) const { return true; }
    virtual bool decides_at(int /*layer*/) const { return true; }

    // States from layer `from` on: x is [n][q] at layer `from`, out is [L-from+1][n][q], out[0] =
    // x.
    virtual void states(int from, std::span<const float> x, std::span<float> out) const = 0;

    // The head F: x is [n][q] at layer L, logits is [n][classes].
    virtual void head(std::span<const float> x, std::span<float> logits) const = 0;

    // F(T_{from->L}(x)): the layers still ahead, then the head.
    virtual void tail(int from, std::span<const float> x, std::span<float> logits) const = 0;
};

}  // namespace la
