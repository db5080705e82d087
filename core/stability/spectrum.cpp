#include "core/stability/spectrum.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/QR>

#include "core/base/random.h"

namespace la {

namespace {

using Vectors = Eigen::Map<Eigen::MatrixXd>;  // [N][K]

// Gram and Schmidt, again where digits were lost, which is as good as Householder's reflections
// (Daniel and others 1976) and several times as fast. False, with the vectors spoilt: one lies
// nearly in the span of those before it.
bool gram_schmidt(Vectors a, Vectors upper) {
    constexpr double kNearly = 1e-10;
    upper.setZero();
    for (Eigen::Index k = 0; k < a.cols(); ++k) {
        auto column = a.col(k);
        const auto before = a.leftCols(k);
        const auto without = [&] {
            const Eigen::VectorXd along = before.transpose() * column;
            column.noalias() -= before * along;
            upper.col(k).head(k) += along;
            return column.norm();
        };
        const double length = column.norm();
        double rest = without();
        if (rest < length / 2) {
            rest = without();
        }
        if (!(rest > kNearly * length)) {
            return false;
        }
        upper(k, k) = rest;
        column /= rest;
    }
    return true;
}

void householder(Vectors a, Vectors upper) {
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(a);
    upper = qr.matrixQR().topRows(a.cols()).triangularView<Eigen::Upper>();
    a = qr.householderQ() * Eigen::MatrixXd::Identity(a.rows(), a.cols());
    for (Eigen::Index i = 0; i < a.cols(); ++i) {
        if (upper(i, i) < 0) {
            upper.row(i) *= -1;
            a.col(i) *= -1;
        }
    }
}

}  // namespace

void orthonormalise(std::span<double> vectors, std::span<double> r) {
    const auto count = static_cast<Eigen::Index>(std::lround(std::sqrt(r.size())));
    const auto size = static_cast<Eigen::Index>(vectors.size()) / count;
    const Vectors a(vectors.data(), size, count), upper(r.data(), count, count);
    const Eigen::MatrixXd kept = a;
    if (!gram_schmidt(a, upper)) {
        Vectors(vectors.data(), size, count) = kept;
        householder(a, upper);
    }
}

std::vector<double> random_frame(int vectors, std::size_t size, std::uint64_t seed) {
    Random random(seed);
    std::vector<double> out(vectors * size);
    std::ranges::generate(out, [&] { return random.normal(); });
    std::vector<double> r(static_cast<std::size_t>(vectors) * vectors);
    orthonormalise(out, r);
    return out;
}

Spectrum::Spectrum(int vectors, int window)
    : vectors_(vectors),
      window_(window),
      s_{std::vector<double>(vectors_ * window_), std::vector<double>(vectors_), 0} {}

void Spectrum::add(std::span<const double> r) {
    double* row = s_.ring.data() + static_cast<std::size_t>(s_.steps) % window_ * vectors_;
    for (std::size_t i = 0; i < vectors_; ++i) {
        const double diagonal = r[i * vectors_ + i];
        // Not max(): that would turn NaN into the floor.
        const double log = diagonal == 0 ? kLeastLog : std::log(diagonal);
        row[i] = log < kLeastLog ? kLeastLog : log;
        s_.sum[i] += row[i];
    }
    ++s_.steps;
}

std::vector<double> Spectrum::windowed() const {
    const std::size_t rows = std::min(static_cast<std::size_t>(s_.steps), window_);
    std::vector<double> out(vectors_, rows ? 0.0 : std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < vectors_; ++i) {
            out[i] += s_.ring[row * vectors_ + i] / static_cast<double>(rows);
        }
    }
    return out;
}

std::vector<double> Spectrum::mean() const {
    std::vector<double> out = s_.sum;
    for (double& value : out) {
        value /= static_cast<double>(s_.steps);  // 0/0 without steps
    }
    return out;
}

std::vector<double> Spectrum::last() const {
    if (s_.steps == 0) {
        return std::vector<double>(vectors_, std::numeric_limits<double>::quiet_NaN());
    }
    const double* row =
        s_.ring.data() + static_cast<std::size_t>(s_.steps - 1) % window_ * vectors_;
    return {row, row + vectors_};
}

}  // namespace la
