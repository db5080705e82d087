#include "app/export/plot_csv.h"

#include <vector>

#include "core/base/number_text.h"
#include "core/io/run_folder.h"

namespace la {

namespace {

struct Column {
    std::string name;
    std::size_t member;
    double (*value)(const MetricsRow&, std::size_t);
};

std::vector<Column> columns_of(const Snapshot& run, Quantity quantity) {
    std::vector<Column> out;
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const std::string suffix = run.members.size() == 2 && m == 0 ? "_a" : "";
        for (const QuantityCurve& curve : curves_of(quantity, run.members[m].nu > 0)) {
            out.push_back({curve.name + suffix, m, curve.value});
        }
    }
    return out;
}

}  // namespace

std::string plot_csv(const Snapshot& run, Quantity quantity) {
    const std::vector<Column> columns = columns_of(run, quantity);
    std::string out = "# leastaction.config " + config_line(run) + "\nstep";
    for (const Column& column : columns) {
        out += "," + column.name;
    }
    out += "\n";
    for (std::size_t i = 0; i < run.rows->size(); ++i) {
        const MetricsRow& row = (*run.rows)[i];
        out += csv_cell(row.step);
        for (const Column& column : columns) {
            out += "," + csv_cell(column.value(row, column.member));
        }
        out += "\n";
    }
    return out;
}

}  // namespace la
