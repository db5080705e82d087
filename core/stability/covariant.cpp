#include "core/stability/covariant.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <Eigen/Dense>

#include "core/base/random.h"

namespace la {

TangentHistory::TangentHistory(int vectors, std::int64_t steps, std::int64_t piece)
    : vectors_(vectors), steps_(steps), piece_(piece) {}

void TangentHistory::open(std::int64_t step, std::span<const double> q) {
    if (!open_) {
        open_ =
            std::make_shared<TangentPiece>(TangentPiece{step, vectors_, {q.begin(), q.end()}, {}});
    }
}

void TangentHistory::add(std::span<const double> r) {
    open_->r.insert(open_->r.end(), r.begin(), r.end());
    if (open_->r.size() < static_cast<std::size_t>(piece_) * r.size()) {
        return;
    }
    pieces_.push_back(std::exchange(open_, nullptr));
    const std::int64_t most = (steps_ + piece_ - 1) / piece_;
    if (static_cast<std::int64_t>(pieces_.size()) > most) {
        pieces_.erase(pieces_.begin());
    }
}

std::shared_ptr<const TangentPiece> TangentHistory::open_piece() const {
    return open_ ? std::make_shared<const TangentPiece>(*open_) : nullptr;
}

void TangentHistory::restore(TangentPieces pieces,
                             const std::shared_ptr<const TangentPiece>& open) {
    pieces_ = std::move(pieces);
    open_ = open ? std::make_shared<TangentPiece>(*open) : nullptr;
}

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

MatrixXd random_triangle(Index count) {
    Random random(1);
    MatrixXd out = MatrixXd::Zero(count, count);
    for (Index column = 0; column < count; ++column) {
        for (Index row = 0; row <= column; ++row) {
            out(row, column) = random.normal();
        }
    }
    out.colwise().normalize();
    return out;
}

// R^-1 C. A direction that one step loses has R_ii = 0: the covariant vector of before is then in
// it alone.
MatrixXd solved(MatrixXd r, const MatrixXd& c) {
    const double least = 1e-100 * r.cwiseAbs().maxCoeff();
    for (Index i = 0; i < r.rows(); ++i) {
        r(i, i) = std::max(r(i, i), std::max(least, 1e-200));
    }
    return r.triangularView<Eigen::Upper>().solve(c);
}

// atan2 keeps the digits of small angles, which acos would lose.
double degrees_between(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
    const double along = a.dot(b);
    return std::atan2((b - along * a).norm(), std::abs(along)) * 180 / std::numbers::pi;
}

std::vector<double> shares_of(std::span<const double> vector, std::span<const std::size_t> ends) {
    std::vector<double> out(ends.size());
    double all = 0;
    for (std::size_t i = 0; i < vector.size(); ++i) {
        const auto group = std::ranges::upper_bound(ends, i % ends.back()) - ends.begin();
        out[group] += vector[i] * vector[i];
        all += vector[i] * vector[i];
    }
    for (double& share : out) {
        share /= all;
    }
    return out;
}

}  // namespace

void covariant_vectors(std::span<const std::shared_ptr<const TangentPiece>> pieces,
                       const VisitCovariant& visit) {
    if (pieces.empty()) {
        return;
    }
    const Index count = pieces.front()->vectors;
    MatrixXd c = random_triangle(count);
    std::vector<double> growth(count);
    for (std::size_t p = pieces.size(); p-- > 0;) {
        const TangentPiece& piece = *pieces[p];
        const auto steps = static_cast<Index>(piece.r.size()) / (count * count);
        for (Index t = steps; t-- > 0;) {
            const Eigen::Map<const MatrixXd> r(piece.r.data() + t * count * count, count, count);
            c = solved(r, c);
            for (Index i = 0; i < count; ++i) {
                const double length = c.col(i).norm();
                growth[i] = 1 / length;
                c.col(i) /= length;
            }
        }
        visit(piece, {c.data(), static_cast<std::size_t>(c.size())}, growth);
    }
}

std::vector<double> combined(const TangentPiece& piece, std::span<const double> c) {
    const Index count = piece.vectors, size = static_cast<Index>(piece.q.size()) / count;
    std::vector<double> out(piece.q.size());
    Eigen::Map<MatrixXd>(out.data(), size, count) =
        Eigen::Map<const MatrixXd>(piece.q.data(), size, count) *
        Eigen::Map<const MatrixXd>(c.data(), count, count);
    return out;
}

std::vector<std::size_t> group_ends(const Weights& weights) {
    const WeightLayout layout(weights.network, weights.classes);
    std::vector<std::size_t> out;
    for (int k = 1; k <= weights.network.layers; ++k) {
        out.push_back(layout.w(k));
    }
    out.push_back(layout.size);
    return out;
}

std::vector<CovariantRow> covariant_rows(
    std::span<const std::shared_ptr<const TangentPiece>> pieces,
    std::span<const std::size_t> ends) {
    std::vector<CovariantRow> out;
    covariant_vectors(
        pieces, [&](const TangentPiece& piece, std::span<const double> c, std::span<const double>) {
            const Eigen::Map<const MatrixXd> columns(c.data(), piece.vectors, piece.vectors);
            CovariantRow row{.step = piece.step, .angles = {}, .shares = {}};
            for (Index i = 0; i < columns.cols(); ++i) {
                for (Index j = i + 1; j < columns.cols(); ++j) {
                    row.angles.push_back(degrees_between(columns.col(i), columns.col(j)));
                }
            }
            // v_1 is the first vector of the frame: c_1 = (1, 0, ...).
            row.shares = shares_of(std::span(piece.q).first(piece.q.size() / piece.vectors), ends);
            out.push_back(std::move(row));
        });
    std::ranges::reverse(out);
    return out;
}

}  // namespace la
