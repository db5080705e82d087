#pragma once

#include <string>

#include "core/shallow/shallow_snapshot.h"

namespace la {

// Tables of a shallow run, a network per alpha. Numbers as in metrics.csv; an empty cell if not
// finite, or where there is no theory.

// t,step,alpha,gamma,gamma_theory,phi,phi_fresh,phi_theory,x_star,hinge,train_error,fresh_error,
// correlation,displacement: the rows of the log, and the present step.
std::string shallow_csv(const ShallowSnapshot& run);

// alpha,t,node,a,w_par: the nodes at 64 kept steps at most, and at the present one.
std::string nodes_csv(const ShallowSnapshot& run);

// alpha,x_par,label,t_sat,t_theory: every training point, when it was first satisfied, and when
// the theory says; empty: not yet, or never, as a point with a wrong label.
std::string saturation_csv(const ShallowSnapshot& run);

}  // namespace la
