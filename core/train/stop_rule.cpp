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
    config_ = config;
    forget_plateau();
}

void StopRule::forget_plateau() {
    since_ = -1;
}

bool StopRule::wants_measures() const {
    return config_.accuracy > 0 || config_.loss > 0 || config_.plateau > 0;
}

std::string StopRule::after_step(std::int64_t step) {
    if (config_.steps == 0 || step != config_.steps) {
        return {};
    }
    config_.steps = 0;
    return text("all %lld steps are taken", static_cast<long long>(step));
}

std::string StopRule::after_epoch(const Metrics& b, double lambda, bool tested) {
    const double accuracy = tested ? b.test_accuracy : b.train_accuracy;
    if (config_.accuracy > 0 && accuracy >= config_.accuracy) {
        return text("%s accuracy %.4g is %.4g or more", tested ? "test" : "training", accuracy,
                    std::exchange(config_.accuracy, 0));
    }
    if (config_.loss > 0 && b.loss <= config_.loss) {
        return text("loss %.4g is %.4g or less", b.loss, std::exchange(config_.loss, 0));
    }
    return config_.plateau > 0 ? plateau(b.loss + lambda * b.penalty) : std::string();
}

std::string StopRule::plateau(double objective) {
    if (since_ < 0 || objective < least_ * (1 - config_.plateau_change)) {
        least_ = objective;
        since_ = 0;
        return {};
    }
    if (++since_ < config_.plateau) {
        return {};
    }
    return text("no lower loss + λ penalty than %.4g for %d epochs", least_,
                std::exchange(config_.plateau, 0));
}

}  // namespace la
