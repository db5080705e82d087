#pragma once

#include <span>

namespace la {

// A network as a transport of points, as the Observer sees it: our weights (WeightsFlow), or an
// imported model (core/model_reader/model_reader.h). Any number of threads may call const
// functions at the same time.
class Flow {
  public:
    virtual ~Flow() = default;

    virtual int layers() const = 0;     // L
    virtual int dimension() const = 0;  // q, of a state
    virtual int classes() const = 0;

    // An imported model may be able to do less. starts_at: may states() begin at this layer?
    // decides_at: may tail() begin at it (and head(), for layer L)? Call nothing else.
    virtual bool starts_at(int /*layer*/) const { return true; }
    virtual bool decides_at(int /*layer*/) const { return true; }

    // States from layer `from` on: x is [n][q] at layer `from`; out is [L-from+1][n][q], out[0] =
    // x.
    virtual void states(int from, std::span<const float> x, std::span<float> out) const = 0;

    // The head F: x is [n][q] at layer L, logits is [n][classes].
    virtual void head(std::span<const float> x, std::span<float> logits) const = 0;

    // F(T_{from->L}(x)): the remaining layers, then the head.
    virtual void tail(int from, std::span<const float> x, std::span<float> logits) const = 0;
};

}  // namespace la
