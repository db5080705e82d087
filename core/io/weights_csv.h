#pragma once

#include <span>
#include <string>

#include "core/observe/refined_flow.h"
#include "core/train/snapshot.h"

namespace la {

// Tables of the weights laboratory. Numbers as in metrics.csv; an empty cell if not finite.

// step,member,vn,half_waves,l_max_dz,max_dz,rho,loss,flow_loss: the rows that were measured.
std::string smoothness_csv(const Snapshot& run);

// step,member,layer,s,entry,value: every parameter of every layer, entry as in model.pt
// ("fc1.weight.3.1"), s = (layer + 1/2)/L.
std::string depth_csv(const Snapshot& run);

// member,factor,layers,test_accuracy,refined_accuracy,relative_change,points
struct RefinedRow {
    std::size_t member = 0;
    int layers = 0;  // after refinement
    RefinedFlow flow;
};
std::string refine_csv(const Snapshot& run, std::span<const RefinedRow> rows);

}  // namespace la
