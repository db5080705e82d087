#pragma once

#include <span>

namespace la {

// Area under the receiver operating characteristic: the probability that a score of a case that is
// so is above one of a case that is not, equal scores counting half; 0.5 says nothing. [n] each.
// NaN if all cases are alike, or a score is NaN.
double auc(std::span<const double> scores, std::span<const bool> is_so);

}  // namespace la
