#include "core/sweep/foretold.h"

#include <cmath>
#include <memory>
#include <vector>

#include "core/measure/auc.h"

namespace la {

namespace {

constexpr double kSolved = 0.9;

}  // namespace

bool succeeded(const SweepRun& run) {
    return !run.diverged && run.metrics.train_accuracy >= kSolved;
}

Foretold foretold(std::span<const SweepRun> runs) {
    Foretold out;
    std::vector<double> exponents, losses;
    const auto fails = std::make_unique<bool[]>(runs.size());
    std::size_t n = 0;
    for (const SweepRun& run : runs) {
        if (std::isfinite(run.early.ftle) && std::isfinite(run.early.loss)) {
            exponents.push_back(run.early.ftle);
            losses.push_back(run.early.loss);
            fails[n++] = !succeeded(run);
            out.failed += succeeded(run) ? 0 : 1;
        }
    }
    out.runs = static_cast<int>(n);
    out.by_exponent = auc(exponents, {fails.get(), n});
    out.by_loss = auc(losses, {fails.get(), n});
    return out;
}

}  // namespace la
