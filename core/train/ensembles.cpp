#include "core/train/ensembles.h"

#include <algorithm>
#include <utility>

#include "core/data/dataset.h"

namespace la {

namespace {

// Members of one ensemble differ only in weights, lambda and mode.
bool same_ensemble(const MemberConfig& a, const MemberConfig& b) {
    NetworkConfig shape = a.network;
    shape.init = b.network.init;
    shape.seed = b.network.seed;
    return shape == b.network && a.objective.loss == b.objective.loss &&
           a.objective.cost == b.objective.cost && a.optimizer == b.optimizer;
}

Ensembles::Groups groups_of(std::span<const MemberConfig> members) {
    Ensembles::Groups out;
    for (int m = 0; m < static_cast<int>(members.size()); ++m) {
        const auto home = std::ranges::find_if(out, [&](const std::vector<int>& group) {
            return same_ensemble(members[group.front()], members[m]);
        });
        if (home == out.end()) {
            out.push_back({m});
        } else {
            home->push_back(m);
        }
    }
    return out;
}

}  // namespace

void Ensembles::make(std::span<const MemberConfig> members,
                     const std::shared_ptr<const Dataset>& data, const EngineOptions& options,
                     const EngineFactory& factory, const Groups& groups) {
    std::vector<Ensemble> made;
    for (const std::vector<int>& group : groups.empty() ? groups_of(members) : groups) {
        made.push_back({group, nullptr, ""});
    }
    for (Ensemble& ensemble : made) {
        const MemberConfig& first = members[ensemble.members.front()];
        MadeEngine engine = factory({.network = first.network,
                                     .objective = first.objective,
                                     .optimizer = first.optimizer,
                                     .members = static_cast<int>(ensemble.members.size()),
                                     .data = data,
                                     .device = options.device,
                                     .threads = options.threads,
                                     .engine = options.engine});
        ensemble.engine = std::move(engine.engine);
        ensemble.why = std::move(engine.why);
    }
    all_ = std::move(made);
    classes_ = data->classes;
}

void Ensembles::start(const MemberWeights& weights) {
    for (Ensemble& ensemble : all_) {
        EngineState state;
        for (const int m : ensemble.members) {
            state.weights.insert(state.weights.end(), weights[m]->values.begin(),
                                 weights[m]->values.end());
        }
        ensemble.engine->set_state(state);
    }
}

std::vector<EngineState> Ensembles::states() const {
    std::vector<EngineState> out;
    for (const Ensemble& ensemble : all_) {
        out.push_back(ensemble.engine->state());
    }
    return out;
}

void Ensembles::set_states(std::span<const EngineState> states) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
        all_[i].engine->set_state(states[i]);
    }
}

Ensembles::Groups Ensembles::groups() const {
    Groups out;
    for (const Ensemble& ensemble : all_) {
        out.push_back(ensemble.members);
    }
    return out;
}

MemberWeights Ensembles::weights(std::span<const MemberConfig> members) const {
    MemberWeights out(members.size());
    for (const Ensemble& ensemble : all_) {
        const NetworkConfig& shape = members[ensemble.members.front()].network;
        const std::size_t size = WeightLayout(shape, classes_).size;
        std::vector<float> all(size * ensemble.members.size());
        ensemble.engine->weights(all);
        for (std::size_t i = 0; i < ensemble.members.size(); ++i) {
            const int m = ensemble.members[i];
            out[m] = std::make_shared<Weights>(
                Weights{members[m].network,
                        classes_,
                        {all.begin() + i * size, all.begin() + (i + 1) * size}});
        }
    }
    return out;
}

void Ensembles::set_lambda(std::span<const double> lambda) {
    for (Ensemble& ensemble : all_) {
        std::vector<double> own;
        for (const int m : ensemble.members) {
            own.push_back(lambda[m]);
        }
        ensemble.engine->set_lambda(own);
    }
}

void Ensembles::set_optimizer(std::span<const MemberConfig> members) {
    for (Ensemble& ensemble : all_) {
        ensemble.engine->set_optimizer(members[ensemble.members.front()].optimizer);
    }
}

void Ensembles::step(std::span<const std::int32_t> batch) {
    for (Ensemble& ensemble : all_) {
        ensemble.engine->step(batch);
    }
}

std::vector<double> Ensembles::loss(std::span<const std::int32_t> batch,
                                    const std::vector<bool>& wanted) {
    std::vector<double> out(wanted.size(), 0.0);
    for (Ensemble& ensemble : all_) {
        if (std::ranges::none_of(ensemble.members, [&](int m) { return wanted[m]; })) {
            continue;
        }
        const std::vector<double> loss = ensemble.engine->loss(batch);
        for (std::size_t i = 0; i < ensemble.members.size(); ++i) {
            out[ensemble.members[i]] = loss[i];
        }
    }
    return out;
}

std::string Ensembles::joined(std::string (Engine::*what)() const) const {
    std::string out;
    std::string last;
    for (const Ensemble& ensemble : all_) {
        const std::string one = (ensemble.engine.get()->*what)();
        if (one != last) {
            out += (out.empty() ? "" : ", ") + one;
        }
        last = one;
    }
    return out;
}

}  // namespace la
