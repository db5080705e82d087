#include "core/measure/blow_up.h"

namespace la {

bool blown_up(const Metrics& now, const Metrics& first) {
    constexpr double kLoss = 1e6, kAction = 1e15;
    return !now.finite() || now.loss > kLoss * (1 + first.loss) ||
           now.action > kAction * (1 + first.action);
}

}  // namespace la
