#include "core/io/weights_csv.h"

#include "core/base/number_text.h"

namespace la {

namespace {

const char* name_of_member(const Snapshot& run, std::size_t member) {
    return run.is_a(member) ? "A" : "B";
}

// One of the four blocks of a layer, [rows][columns]; a vector has one column and one index.
struct Block {
    const char* name;
    std::size_t first, rows, columns;
    bool matrix;
};

}  // namespace

std::string smoothness_csv(const Snapshot& run) {
    std::string out = "step,member,vn,half_waves,l_max_dz,max_dz,rho,loss,flow_loss\n";
    for (std::size_t i = 0; run.weights_rows && i < run.weights_rows->size(); ++i) {
        const WeightsRow& row = (*run.weights_rows)[i];
        for (std::size_t m = 0; m < row.members.size(); ++m) {
            const WeightsMeasures& w = row.members[m];
            out += csv_cell(row.step) + ',' + name_of_member(run, m);
            for (const double value :
                 {w.vn, w.half_waves, w.lipschitz, w.max_jump, w.rho, w.loss, w.flow_loss}) {
                out += ',' + csv_cell(value);
            }
            out += '\n';
        }
    }
    return out;
}

std::string depth_csv(const Snapshot& run) {
    std::string out = "step,member,layer,s,entry,value\n";
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const Weights& weights = *run.members[m].weights;
        const WeightLayout layout(weights.network, weights.classes);
        const std::string begin = csv_cell(run.step) + ',' + name_of_member(run, m) + ',';
        for (int k = 0; k < weights.network.layers; ++k) {
            const double s = (k + 0.5) / weights.network.layers;
            const std::string of_layer = begin + csv_cell(k) + ',' + csv_cell(s) + ',';
            for (const Block& block :
                 {Block{"fc1.weight", layout.w(k), layout.hidden, layout.dimension, true},
                  Block{"fc1.bias", layout.b(k), layout.hidden, 1, false},
                  Block{"fc2.weight", layout.v(k), layout.dimension, layout.hidden, true},
                  Block{"fc2.bias", layout.c(k), layout.dimension, 1, false}}) {
                for (std::size_t i = 0; i < block.rows * block.columns; ++i) {
                    out += of_layer + block.name + '.' + std::to_string(i / block.columns);
                    if (block.matrix) {
                        out += '.' + std::to_string(i % block.columns);
                    }
                    out += ',' + csv_cell(weights.values[block.first + i]) + '\n';
                }
            }
        }
    }
    return out;
}

std::string refine_csv(const Snapshot& run, std::span<const RefinedRow> rows) {
    std::string out =
        "member,factor,layers,test_accuracy,refined_accuracy,relative_change,points\n";
    for (const RefinedRow& row : rows) {
        out += std::string(name_of_member(run, row.member)) + ',' + csv_cell(row.flow.factor) +
               ',' + csv_cell(row.layers) + ',' + csv_cell(row.flow.own_accuracy) + ',' +
               csv_cell(row.flow.accuracy) + ',' + csv_cell(row.flow.relative_change) + ',' +
               csv_cell(row.flow.tested) + '\n';
    }
    return out;
}

}  // namespace la
