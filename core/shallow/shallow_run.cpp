#include "core/shallow/shallow_run.h"

#include <utility>

#include "core/shallow/output_on_circle.h"

namespace la {

void ShallowRun::begin(ShallowTraining training) {
    training_ = std::move(training);
    ++run_;
    last_ = nullptr;
}

void ShallowRun::make() {
    if (!made()) {
        Config config;
        config.laboratory = LaboratoryKind::MeanField;
        load(config);
    }
}

void ShallowRun::load(const Config& config) {
    begin(ShallowTraining(config));
}

void ShallowRun::restore(const std::shared_ptr<const ShallowState>& state) {
    if (state) {
        begin(ShallowTraining(*state));
    } else {
        training_.reset();
        last_ = nullptr;
    }
}

std::shared_ptr<const ShallowSnapshot> ShallowRun::snapshot() {
    if (!made()) {
        return nullptr;
    }
    if (!last_ || last_->step != training_->steps() || last_->stopped != training_->stopped() ||
        last_->diverged != training_->diverged()) {
        auto now = std::make_shared<ShallowSnapshot>(*training_->snapshot());
        now->run = run_;
        for (ShallowNetworkSnapshot& network : now->networks) {
            network.on_circle = output_on_circle(*network.nodes, now->config->shallow.dimension);
        }
        last_ = std::move(now);
    }
    return last_;
}

std::shared_ptr<const ShallowState> ShallowRun::state() const {
    return made() ? std::make_shared<const ShallowState>(training_->state()) : nullptr;
}

}  // namespace la
