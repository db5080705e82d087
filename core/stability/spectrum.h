#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace la {

inline constexpr double kLeastLog = -700;  // of R_ii = 0, where a direction is lost in one step

// Q R = A, thin, diag R >= 0: replaces the vectors [K][N] (columns of A, K <= N) by those of Q,
// which are orthonormal whatever A is; r [K][K] is R column after column, 0 below the diagonal.
void orthonormalise(std::span<double> vectors, std::span<double> r);

// K random orthonormal vectors [K][N]; the first ones do not depend on K.
std::vector<double> random_frame(int vectors, std::size_t size, std::uint64_t seed);

// Lyapunov exponents of a map along an orbit, per step, from the QR factors of its tangent
// (Benettin): lambda_i = mean of ln R_ii over the last `window` steps, and over all.
class Spectrum {
  public:
    Spectrum(int vectors, int window);

    // Everything that add() changes.
    struct State {
        std::vector<double> ring;  // [window][K]
        std::vector<double> sum;   // [K]
        std::int64_t steps = 0;
    };
    const State& state() const { return s_; }
    void restore(State state) { s_ = std::move(state); }  // of as many vectors and steps

    // The factor of one step, [K][K] as orthonormalise() leaves it.
    void add(std::span<const double> r);

    std::int64_t steps() const { return s_.steps; }

    // [K] in the order of the vectors, largest exponent first in the long run; NaN without steps.
    std::vector<double> windowed() const;
    std::vector<double> mean() const;
    // [K] ln R_ii of the last step.
    std::vector<double> last() const;

  private:
    std::size_t vectors_, window_;
    State s_;
};

}  // namespace la
