#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/model/weights.h"

namespace la {

// Steps of an orbit in a row: the orthonormal frame before the first of them, and the factor of
// each, Q_{t+1} R_{t+1} = J_t Q_t.
struct TangentPiece {
    std::int64_t step = 0;  // of the frame
    int vectors = 0;        // K
    std::vector<double> q;  // [K][N]
    std::vector<double> r;  // [steps][K][K], as orthonormalise()'s
};

// The last steps of an orbit, piece after piece, oldest first; shared with readers.
using TangentPieces = std::vector<std::shared_ptr<const TangentPiece>>;

// Keeps at least the last `steps` steps in pieces, and at most one piece more. Not thread-safe.
class TangentHistory {
  public:
    static constexpr std::int64_t kPiece = 10;  // steps of a piece; frames are kept that rarely

    TangentHistory(int vectors, std::int64_t steps, std::int64_t piece = kPiece);

    // One step: its number and the frame [K][N] before it, then its factor [K][K].
    void open(std::int64_t step, std::span<const double> q);
    void add(std::span<const double> r);

    // Full pieces alone, which do not change any more.
    const TangentPieces& pieces() const { return pieces_; }

    // The piece that grows, as it is now; null: none.
    std::shared_ptr<const TangentPiece> open_piece() const;
    void restore(TangentPieces pieces, const std::shared_ptr<const TangentPiece>& open);

  private:
    int vectors_;
    std::int64_t steps_, piece_;
    TangentPieces pieces_;
    std::shared_ptr<TangentPiece> open_;
};

// Coefficients [K][K] of the covariant vectors v_i = Q c_i of a piece's frame, column after column,
// |c_i| = 1. `growth` [K] is |J v_i| of the first step of the piece.
using VisitCovariant = std::function<void(const TangentPiece& piece, std::span<const double> c,
                                          std::span<const double> growth)>;

// Covariant Lyapunov vectors (Ginelli and others 2007): a random upper triangular C at the end goes
// back by C_t = R_{t+1}^-1 C_{t+1}, columns normalised; visited from the last piece to the first.
// Those of the first and the last steps have not settled yet.
void covariant_vectors(std::span<const std::shared_ptr<const TangentPiece>> pieces,
                       const VisitCovariant& visit);

// v_i = Q c_i, [K][N].
std::vector<double> combined(const TangentPiece& piece, std::span<const double> c);

struct CovariantRow {
    std::int64_t step = 0;
    std::vector<double> angles;  // [K (K-1)/2] degrees, 0..90, of v_1 v_2, v_1 v_3, ... v_2 v_3 ...
    std::vector<double> shares;  // [groups] of |v_1|^2, their sum is 1
};

// [L + 1] where the parameters of each layer and of the head end; a fixed head has none.
std::vector<std::size_t> group_ends(const Weights& weights);

// One row a piece, oldest first. `ends` [groups]: where each group of parameters ends, such as the
// layers and the head; the last is their number, of which N is a multiple.
std::vector<CovariantRow> covariant_rows(
    std::span<const std::shared_ptr<const TangentPiece>> pieces, std::span<const std::size_t> ends);

}  // namespace la
