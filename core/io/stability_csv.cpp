#include "core/io/stability_csv.h"

#include <algorithm>
#include <vector>

#include "core/base/number_text.h"
#include "core/stability/covariant.h"

namespace la {

namespace {

const char* name_of_member(const Snapshot& run, std::size_t member) {
    return run.is_a(member) ? "A" : "B";
}

// The values, then empty cells up to `columns`.
std::string cells(const std::vector<double>& values, std::size_t columns) {
    std::string out;
    for (std::size_t i = 0; i < columns; ++i) {
        out += ',' + (i < values.size() ? csv_cell(values[i]) : std::string());
    }
    return out;
}

std::string numbered(const std::string& name, std::size_t count) {
    std::string out;
    for (std::size_t i = 1; i <= count; ++i) {
        out += ',' + name + std::to_string(i);
    }
    return out;
}

}  // namespace

std::string ftle_csv(const Snapshot& run) {
    std::size_t most = 0;
    for (std::size_t i = 0; run.stability_rows && i < run.stability_rows->size(); ++i) {
        for (const StabilityMeasures& member : (*run.stability_rows)[i].members) {
            most = std::max(most, member.ftle.size());
        }
    }
    std::string out = "step,member,loss,eta_lambda_max,edge,twin" + numbered("ftle_", most) +
                      numbered("mean_", most) + ",sum\n";
    for (std::size_t i = 0; run.stability_rows && i < run.stability_rows->size(); ++i) {
        const StabilityRow& row = (*run.stability_rows)[i];
        for (std::size_t m = 0; m < row.members.size(); ++m) {
            const StabilityMeasures& s = row.members[m];
            out += csv_cell(row.step) + ',' + name_of_member(run, m) +
                   cells({s.loss, s.edge, s.edge_limit, s.twin}, 4) + cells(s.ftle, most) +
                   cells(s.mean, most) + ',' + csv_cell(s.sum) + '\n';
        }
    }
    return out;
}

std::string covariant_csv(const Snapshot& run) {
    std::size_t vectors = 0, layers = 0;
    for (const MemberSnapshot& member : run.members) {
        if (member.stability && member.weights) {
            vectors = std::max<std::size_t>(vectors, member.stability->vectors);
            layers = std::max<std::size_t>(layers, member.config.network.layers);
        }
    }
    std::string out = "step,member";
    for (std::size_t i = 1; i <= vectors; ++i) {
        for (std::size_t j = i + 1; j <= vectors; ++j) {
            out += ",angle_" + std::to_string(i) + '_' + std::to_string(j);
        }
    }
    out += numbered("layer_", layers) + ",head\n";
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const MemberSnapshot& member = run.members[m];
        if (!member.stability || !member.weights) {
            continue;
        }
        const std::vector<std::size_t> ends = group_ends(*member.weights);
        for (const CovariantRow& row : covariant_rows(member.stability->pieces, ends)) {
            std::vector<double> shares = row.shares;
            const double head = shares.back();
            shares.pop_back();
            out += csv_cell(row.step) + ',' + name_of_member(run, m) +
                   cells(row.angles, vectors * (vectors - 1) / 2) + cells(shares, layers) + ',' +
                   csv_cell(head) + '\n';
        }
    }
    return out;
}

}  // namespace la
