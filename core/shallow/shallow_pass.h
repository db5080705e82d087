#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/shallow/kernel.h"
#include "core/shallow/lane_points.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

// What a network says about points, and its step along them; keeps the memory of both. What comes
// out depends on the arguments alone, byte by byte, also on another instruction set. One thread at
// a time. Throws Error for an unknown LEASTACTION_ISA.
class ShallowPass {
  public:
    ShallowPass();

    // f(x) = (1/M) sum_i a_i relu(w_i.x / sqrt d) at every point, [n].
    void outputs(const ShallowNodes& nodes, const LanePoints& points, std::vector<double>& out);

    // The unsatisfied ones of `of` points, by their labels.
    struct Unsatisfied {
        std::vector<std::int32_t> positive, negative;
        int of = 1;
    };

    // Writes the nodes after one step: a_i + rate w_i.g_i and w_i + rate a_i g_i, with
    // g_i = <u y 1[z_i > 0] x> / sqrt d. False: one of them is not finite.
    bool step(const ShallowNodes& from, const LanePoints& points, const Unsatisfied& u, double rate,
              ShallowNodes& to);

    const char* instruction_set() const { return kernel_.name; }

  private:
    void add_sums(const ShallowNodes& nodes, const LanePoints& points,
                  const std::vector<std::int32_t>& index, double factor);

    const shallow::Kernel& kernel_;
    std::vector<LaneGroup> outputs_, scratch_;
    std::vector<double> gradient_;  // [M][d] g_i
    LanePoints gathered_;
};

}  // namespace la
