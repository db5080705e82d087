#include "app/export/page_table.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "app/export/plot_csv.h"
#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/readouts/page_plots.h"
#include "app/readouts/weights_plots.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/run_folder.h"
#include "core/io/shallow_csv.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Columns of numbers, read row by row.
struct Table {
    struct Column {
        std::string name;
        std::function<double(std::size_t row)> value;
    };
    std::size_t rows = 0;
    std::vector<Column> columns;

    std::string text(const Snapshot& run) const {
        std::string out = "# leastaction.config " + config_line(run) + "\n";
        for (const Column& column : columns) {
            out += (&column == columns.data() ? "" : ",") + column.name;
        }
        for (std::size_t row = 0; row < rows; ++row) {
            for (const Column& column : columns) {
                out += (&column == columns.data() ? "\n" : ",") + csv_cell(column.value(row));
            }
        }
        return out + "\n";
    }
};

std::string suffix(const Snapshot& run, std::size_t member) {
    return run.is_a(member) ? "_a" : "";
}

// A table over the rows of a log with measures of every member. `add` adds the columns of one.
template<class Rows, class Add>
std::string over_steps(const Snapshot& run, const Rows* rows, Add add) {
    Table out;
    out.rows = rows ? rows->size() : 0;
    out.columns.push_back(
        {"step", [rows](std::size_t i) { return static_cast<double>((*rows)[i].step); }});
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        add(out, m);
    }
    return out.text(run);
}

std::string weights_log_table(const Snapshot& run, std::string_view plot) {
    const WeightsRows* rows = run.weights_rows.get();
    const auto column = [&](Table& out, std::size_t m, const char* name,
                            double WeightsMeasures::*value) {
        out.columns.push_back({name + suffix(run, m), [rows, m, value](std::size_t i) {
                                   return (*rows)[i].members[m].*value;
                               }});
    };
    return over_steps(run, rows, [&](Table& out, std::size_t m) {
        if (plot == "lipschitz") {
            column(out, m, "l_max_dz", &WeightsMeasures::lipschitz);
        } else {
            column(out, m, "loss", &WeightsMeasures::loss);
            column(out, m, "flow_loss", &WeightsMeasures::flow_loss);
            column(out, m, "rho", &WeightsMeasures::rho);
        }
    });
}

// The lines of both members, the newest and those behind it: a row a layer.
std::string depth_table(const Snapshot& run, const Snapshot& shown, const WeightsPage& page) {
    Table out;
    out.columns.push_back({"layer", [](std::size_t k) { return static_cast<double>(k); }});
    for (std::size_t m = 0; m < shown.members.size(); ++m) {
        const KeptSteps* kept = of_sweep(shown) ? nullptr : run.history.get();
        for (const DepthMoment& moment : depth_moments(shown, kept, m)) {
            if (!moment.weights || moment.weights->network.kind != NetworkKind::Residual) {
                continue;
            }
            const std::shared_ptr<const Weights> weights = moment.weights;
            const auto layers = static_cast<std::size_t>(weights->network.layers);
            out.rows = std::max(out.rows, layers);
            const std::string at = suffix(shown, m) + "_step" + std::to_string(moment.step);
            out.columns.push_back({"s" + at, [layers](std::size_t k) {
                                       return k < layers ? (k + 0.5) / layers : kNone;
                                   }});
            for (const MatrixEntry& entry : drawn_entries(
                     *weights, page.lines, page.entries[static_cast<std::size_t>(page.lines)])) {
                out.columns.push_back(
                    {file_name_of_entry(page.lines, entry) + at,
                     [weights, layers, at = entry.at](std::size_t k) {
                         const WeightLayout layout(weights->network, weights->classes);
                         return k < layers
                                    ? double{weights->values[layout.w(static_cast<int>(k)) + at]}
                                    : kNone;
                     }});
            }
        }
    }
    return out.text(run);
}

std::string stability_table(const Snapshot& run, std::string_view plot) {
    const StabilityRows* rows = run.stability_rows.get();
    using Value = std::function<double(const StabilityMeasures&)>;
    const auto column = [&](Table& out, std::size_t m, const std::string& name,
                            const Value& value) {
        out.columns.push_back({name + suffix(run, m), [rows, m, value](std::size_t i) {
                                   const auto& members = (*rows)[i].members;
                                   return m < members.size() ? value(members[m]) : kNone;
                               }});
    };
    return over_steps(run, rows, [&](Table& out, std::size_t m) {
        if (plot == "loss") {
            column(out, m, "loss", [](const StabilityMeasures& s) { return s.loss; });
        } else if (plot == "twin") {
            column(out, m, "twin", [](const StabilityMeasures& s) { return s.twin; });
        } else if (plot == "edge") {
            column(out, m, "eta_lambda_max", [](const StabilityMeasures& s) { return s.edge; });
            column(out, m, "edge", [](const StabilityMeasures& s) { return s.edge_limit; });
        } else {
            const bool any = rows && !rows->empty() && m < rows->back().members.size();
            const std::size_t vectors = any ? rows->back().members[m].ftle.size() : 0;
            for (std::size_t k = 0; k < vectors; ++k) {
                column(out, m, "ftle_" + std::to_string(k + 1), [k](const StabilityMeasures& s) {
                    return k < s.ftle.size() ? s.ftle[k] : kNone;
                });
            }
        }
    });
}

// Measures of every network over the time, and the theory's line where there is one.
std::string time_table(const Snapshot& run, std::string_view plot) {
    const ShallowSnapshot& of = *run.shallow;
    const auto* rows = of.rows.get();
    Table out;
    out.rows = rows->size();
    out.columns.push_back(
        {"t", [&of, rows](std::size_t i) { return of.time_of((*rows)[i].step); }});
    out.columns.push_back(
        {"step", [rows](std::size_t i) { return static_cast<double>((*rows)[i].step); }});
    for (std::size_t n = 0; n < of.networks.size(); ++n) {
        using Measured = std::function<double(const ShallowMeasures&, double t)>;
        using Expected = std::function<double(const MeanField::Point&)>;
        const std::string alpha = "_alpha_" + number_text(of.networks[n].alpha);
        const auto measured = [&](const char* name, const Measured& value) {
            out.columns.push_back({name + alpha, [&of, rows, n, value](std::size_t i) {
                                       const ShallowRow& row = (*rows)[i];
                                       return value(row.networks[n], of.time_of(row.step));
                                   }});
        };
        const auto expected = [&](const char* name, const Expected& value) {
            if (of.networks[n].theory) {
                out.columns.push_back(
                    {name + alpha, [&of, rows, n, value](std::size_t i) {
                         return value(of.networks[n].theory->at(of.time_of((*rows)[i].step)));
                     }});
            }
        };
        if (plot == "gamma") {
            measured("gamma", [](const ShallowMeasures& m, double) { return m.gamma; });
            expected("gamma_theory", [](const MeanField::Point& p) { return p.gamma; });
        } else if (plot == "phi") {
            measured("phi", [](const ShallowMeasures& m, double) { return m.phi; });
            expected("phi_theory",
                     [&of](const MeanField::Point& p) { return expected_unsatisfied(of, p.phi); });
        } else if (plot == "slowing") {
            measured("phi_sqrt_t",
                     [](const ShallowMeasures& m, double t) { return m.phi * std::sqrt(t); });
            expected("phi_sqrt_t_theory", [&of](const MeanField::Point& p) {
                return expected_unsatisfied(of, p.phi) * std::sqrt(p.t);
            });
        } else {
            measured("train_error", [](const ShallowMeasures& m, double) { return m.train_error; });
            measured("fresh_error", [](const ShallowMeasures& m, double) { return m.fresh_error; });
        }
    }
    return out.text(run);
}

std::string shallow_table(const Snapshot& run, const Snapshot& shown, std::string_view plot) {
    if (!run.shallow) {
        throw Error("cannot save a table of a plot: there is no shallow run yet; open its page");
    }
    if (plot != "saturation") {
        return time_table(run, plot);
    }
    const ShallowSnapshot& of = shown.shallow ? *shown.shallow : *run.shallow;
    return "# leastaction.config " + config_line(run) + "\n" + saturation_csv(of);
}

}  // namespace

std::string page_table(const Snapshot& run, const Snapshot& shown, const UiState& state) {
    const std::string_view plot = page_plot(state.laboratory, state.curves, state.save.plot).name;
    switch (state.laboratory) {
        case LaboratoryKind::Weights:
            return plot == "depth" ? depth_table(run, shown, state.weights)
                                   : weights_log_table(run, plot);
        case LaboratoryKind::MeanField:
            return shallow_table(run, shown, plot);
        case LaboratoryKind::Stability:
            return stability_table(run, plot);
        case LaboratoryKind::Flow:
            break;
    }
    const int last = static_cast<int>(state.curves.size()) - 1;
    return plot_csv(run, state.curves[std::clamp(state.save.plot, 0, last)]);
}

}  // namespace la
