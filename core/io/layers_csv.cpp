#include "core/io/layers_csv.h"

#include <cstdio>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/measure/layer_table.h"

namespace la {

namespace {

struct MemberTable {
    const char* name;
    const NetworkConfig& network;
    Subsample subsample;
    std::vector<LayerRow> rows;
};

std::vector<MemberTable> tables_of(const Snapshot& run) {
    std::vector<MemberTable> out;
    const auto training = std::span(run.data->points).first(run.data->train);
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const auto flow = flow_of(run.members[m]);
        const Trajectory path = trajectory(*flow, initial_states(training, flow->dimension()));
        if (!path.finite()) {
            throw Error(std::string("the states of ") + (run.is_a(m) ? "A" : "B") +
                        " are not finite, so its layers have no table");
        }
        const Subsample subsample = subsample_of(kTablePoints, run.data->train);
        out.push_back({run.is_a(m) ? "A" : "B", run.members[m].config.network, subsample,
                       layer_table(path, subsample)});
    }
    return out;
}

// "all 480 training points"; without the word where nobody split them.
std::string name_of_points(const Subsample& subsample, const Dataset& data) {
    std::string out = name(subsample);
    constexpr std::string_view kSplit = "training ";
    if (data.size() == data.train) {
        out.erase(out.find(kSplit), kSplit.size());
    }
    return out;
}

}  // namespace

std::string layers_csv(const Snapshot& run) {
    std::string out = "member,layer,points,energy,w2_squared,rank,largest_move\n";
    for (const MemberTable& table : tables_of(run)) {
        for (std::size_t k = 0; k < table.rows.size(); ++k) {
            const LayerRow& row = table.rows[k];
            out += std::string(table.name) + ',' + std::to_string(k) + ',' +
                   std::to_string(table.subsample.points) + ',' + csv_cell(row.energy) + ',' +
                   csv_cell(row.w2_squared) + ',' + std::to_string(row.rank) + ',' +
                   csv_cell(row.largest) + '\n';
        }
    }
    return out;
}

std::string layers_text(const Snapshot& run) {
    std::string out;
    char line[160];
    for (const MemberTable& table : tables_of(run)) {
        std::snprintf(line, sizeof line, "%s: %d layers of %d dimensions, of %s\n", table.name,
                      table.network.layers, table.network.dimension,
                      name_of_points(table.subsample, *run.data).c_str());
        out += line;
        out += "layer         E_k        W2^2   rank   largest |r|\n";
        for (std::size_t k = 0; k < table.rows.size(); ++k) {
            const LayerRow& row = table.rows[k];
            std::snprintf(line, sizeof line, "%5zu  %10.4g  %10.4g  %5d    %10.4g\n", k, row.energy,
                          row.w2_squared, row.rank, row.largest);
            out += line;
        }
    }
    return out;
}

}  // namespace la
