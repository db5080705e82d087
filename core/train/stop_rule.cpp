#include "core/train/stop_rule.h"

#include <cstdio>
#include <utility>

namespace la {

namespace {

template<class... Values>
std::string text(const char* format, Values... values) {
    char out[96];
    std::snprintf(out, sizeof out, format, values...);
    return out;
}

}  // namespace

void StopRule::set(const StopConfig& config) {
    now_.left = config;
    forget_plateau();
}

void StopRule::forget_plateau() {
    now_.since = -1;
}

bool StopRule::wants_measures() const {
    return now_.left.accuracy > 0 || now_.left.loss > 0 || now_.left.plateau > 0;
}

std::string StopRule::after_step(std::int64_t step) {
    if (now_.left.steps == 0 || step != now_.left.steps) {
        return {};
    }
    now_.left.steps = 0;
    return text("all %lld steps are taken", static_cast<long long>(step));
}

std::string StopRule::after_epoch(const Metrics& b, double lambda, bool tested) {
    const double accuracy = tested ? b.test_accuracy : b.train_accuracy;
    if (now_.left.accuracy > 0 && accuracy >= now_.left.accuracy) {
        return text("%s accuracy %.4g is %.4g or more", tested ? "test" : "training", accuracy,
                    std::exchange(now_.left.accuracy, 0));
    }
    if (now_.left.loss > 0 && b.loss <= now_.left.loss) {
        return text("loss %.4g is %.4g or less", b.loss, std::exchange(now_.left.loss, 0));
    }
    return now_.left.plateau > 0 ? plateau(b.loss + lambda * b.penalty) : std::string();
}

std::string StopRule::plateau(double objective) {
    if (now_.since < 0 || objective < now_.least * (1 - now_.left.plateau_change)) {
        now_.least = objective;
        now_.since = 0;
        return {};
    }
    if (++now_.since < now_.left.plateau) {
        return {};
    }
    return text("no lower loss + λ penalty than %.4g for %d epochs", now_.least,
                std::exchange(now_.left.plateau, 0));
}

}  // namespace la
