#include "core/shallow/shallow_pass.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <string>

#include "core/base/error.h"

namespace la {

namespace {

// As fused::choose_kernel.
const shallow::Kernel& choose_kernel() {
    const char* wanted = std::getenv("LEASTACTION_ISA");
    for (const shallow::Kernel* kernel :
         {shallow::kernel_avx512(), shallow::kernel_avx2(), shallow::kernel_plain()}) {
        if (kernel && (!wanted || std::string(wanted) == kernel->name)) {
            return *kernel;
        }
    }
    throw Error(std::string("LEASTACTION_ISA: this machine has no ") + wanted +
                "; try avx512, avx2 or plain");
}

// At least so many doubles; never none.
double* grown(std::vector<LaneGroup>& memory, std::int64_t doubles) {
    const auto needed = static_cast<std::size_t>(doubles / shallow::kLanes + 1);
    if (memory.size() < needed) {
        memory.resize(needed);
    }
    return memory.data()->lane;
}

shallow::Nodes view(const ShallowNodes& nodes) {
    const std::size_t count = nodes.a.size();
    return {nodes.a.data(), nodes.w.data(), static_cast<std::int64_t>(count),
            static_cast<int>(nodes.w.size() / count)};
}

}  // namespace

ShallowPass::ShallowPass() : kernel_(choose_kernel()) {}

void ShallowPass::outputs(const ShallowNodes& nodes, const LanePoints& points,
                          std::vector<double>& out) {
    const shallow::Points columns = points.view();
    double* sums = grown(outputs_, columns.count);
    kernel_.outputs(view(nodes), columns, sums);
    const auto count = static_cast<double>(nodes.a.size());
    out.resize(static_cast<std::size_t>(points.size()));
    for (std::size_t p = 0; p < out.size(); ++p) {
        out[p] = sums[p] / count;
    }
}

// Only unsatisfied points count: they are gathered, those of one label at a time.
void ShallowPass::add_sums(const ShallowNodes& nodes, const LanePoints& points,
                           const std::vector<std::int32_t>& index, double factor) {
    if (index.empty()) {
        return;
    }
    const shallow::Nodes all = view(nodes);
    gathered_.gather(points, index);
    double* scratch = grown(scratch_, shallow::scratch_doubles(all.dimension));
    kernel_.active_sums(all, gathered_.view(), factor, scratch, gradient_.data());
}

bool ShallowPass::step(const ShallowNodes& from, const LanePoints& points, const Unsatisfied& u,
                       double rate, ShallowNodes& to) {
    const std::size_t count = from.a.size(), d = from.w.size() / count;
    gradient_.assign(from.w.size(), 0.0);
    add_sums(from, points, u.positive, 1.0 / u.of);
    add_sums(from, points, u.negative, -1.0 / u.of);
    to.a.resize(count);
    to.w.resize(from.w.size());
    bool finite = true;
    for (std::size_t i = 0; i < count; ++i) {
        double along = 0;  // w_i.g_i = <u y relu(z_i)>
        const double push = rate * from.a[i];
        for (std::size_t n = i * d; n < (i + 1) * d; ++n) {
            along += from.w[n] * gradient_[n];
            to.w[n] = from.w[n] + push * gradient_[n];
            finite &= std::isfinite(to.w[n]);
        }
        to.a[i] = from.a[i] + rate * along;
        finite &= std::isfinite(to.a[i]);
    }
    return finite;
}

}  // namespace la
