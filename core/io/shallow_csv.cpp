#include "core/io/shallow_csv.h"

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>

#include "core/base/number_text.h"

namespace la {

namespace {

constexpr std::size_t kNodeTimes = 64;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void add_cells(std::string& out, std::initializer_list<double> values) {
    for (const double value : values) {
        out += ',' + csv_cell(value);
    }
}

void add_row(std::string& out, const ShallowSnapshot& run, std::int64_t step, std::size_t network,
             const ShallowMeasures& m) {
    const ShallowNetworkSnapshot& of = run.networks[network];
    const double t = run.time_of(step);
    const MeanField::Point theory =
        of.theory ? of.theory->at(t) : MeanField::Point{t, kNone, kNone, kNone};
    out += csv_cell(t) + ',' + csv_cell(step);
    add_cells(out, {of.alpha, m.gamma, theory.gamma, m.phi, m.phi_fresh, theory.phi, theory.x_star,
                    m.hinge, m.train_error, m.fresh_error, m.correlation, m.displacement});
    out += '\n';
}

void add_nodes(std::string& out, double alpha, double t, const ShallowNodes& nodes) {
    const std::size_t d = nodes.w.size() / nodes.a.size();
    const std::string begin = csv_cell(alpha) + ',' + csv_cell(t) + ',';
    for (std::size_t i = 0; i < nodes.a.size(); ++i) {
        out += begin + csv_cell(i);
        add_cells(out, {nodes.a[i], nodes.w[i * d]});
        out += '\n';
    }
}

}  // namespace

std::string shallow_csv(const ShallowSnapshot& run) {
    std::string out =
        "t,step,alpha,gamma,gamma_theory,phi,phi_fresh,phi_theory,x_star,hinge,train_error,"
        "fresh_error,correlation,displacement\n";
    std::int64_t last = -1;
    for (std::size_t i = 0; i < run.rows->size(); ++i) {
        const ShallowRow& row = (*run.rows)[i];
        last = row.step;
        for (std::size_t n = 0; n < row.networks.size(); ++n) {
            add_row(out, run, row.step, n, row.networks[n]);
        }
    }
    for (std::size_t n = 0; n < run.networks.size() && last < run.step; ++n) {
        add_row(out, run, run.step, n, run.networks[n].measures);
    }
    return out;
}

std::string nodes_csv(const ShallowSnapshot& run) {
    std::string out = "alpha,t,node,a,w_par\n";
    const std::size_t every = (run.kept->size() + kNodeTimes - 1) / kNodeTimes;
    for (std::size_t n = 0; n < run.networks.size(); ++n) {
        const double alpha = run.networks[n].alpha;
        for (std::size_t i = 0; i < run.kept->size(); i += every) {
            const ShallowKept& kept = (*run.kept)[i];
            if (kept.step < run.step) {
                add_nodes(out, alpha, run.time_of(kept.step), *kept.networks[n].nodes);
            }
        }
        add_nodes(out, alpha, run.time(), *run.networks[n].nodes);
    }
    return out;
}

std::string saturation_csv(const ShallowSnapshot& run) {
    std::string out = "alpha,x_par,label,t_sat,t_theory\n";
    const ShallowPointSet& points = *run.train;
    for (const ShallowNetworkSnapshot& network : run.networks) {
        for (int p = 0; p < points.size(); ++p) {
            const double x = points.x[static_cast<std::size_t>(p) * points.dimension];
            const std::int64_t at = (*network.satisfied_at)[p];
            const bool predicted = network.theory && points.wrong[p] == 0;
            out +=
                csv_cell(network.alpha) + ',' + csv_cell(x) + ',' + csv_cell(int{points.label[p]});
            add_cells(out, {at < 0 ? kNone : run.time_of(at),
                            predicted ? network.theory->saturation_time(std::abs(x)) : kNone});
            out += '\n';
        }
    }
    return out;
}

}  // namespace la
