#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/model/weights.h"

namespace la {

using MemberWeights = std::vector<std::shared_ptr<const Weights>>;  // [member]

// The members' engines. Members of one shape, cost, loss and optimiser form one ensemble in one
// engine; A and B that differ in more are two ensembles on the same batches. Empty until made.
// Not thread-safe. Whatever reaches an engine may throw Error.
class Ensembles {
  public:
    // Which members share an engine: indices, [ensemble][member of it].
    using Groups = std::vector<std::vector<int>>;

    // Groups the members by what they have in common, or as they were grouped before, and makes
    // their engines; on Error nothing has changed.
    void make(std::span<const MemberConfig> members, const std::shared_ptr<const Dataset>& data,
              const EngineOptions& options, const EngineFactory& factory,
              const Groups& groups = {});
    void clear() { all_.clear(); }
    bool empty() const { return all_.empty(); }

    // From the start: these weights, no moments.
    void start(const MemberWeights& weights);

    std::vector<EngineState> states() const;  // [ensemble]
    void set_states(std::span<const EngineState> states);
    Groups groups() const;

    MemberWeights weights(std::span<const MemberConfig> members) const;  // copied out
    void set_lambda(std::span<const double> lambda);                     // [member]
    void set_optimizer(std::span<const MemberConfig> members);  // one ensemble, one optimiser
    void step(std::span<const std::int32_t> batch);

    // The loss of the members for which `wanted` holds, on a batch with the weights as they are;
    // 0 where no member of the ensemble is wanted.
    std::vector<double> loss(std::span<const std::int32_t> batch, const std::vector<bool>& wanted);

    // As Engine's; of ensembles that differ there, all, with commas between.
    std::string device() const { return joined(&Engine::device); }
    std::string engine() const { return joined(&Engine::name); }
    std::string choice() const { return empty() ? "" : all_.front().engine->choice(); }

  private:
    struct Ensemble {
        std::vector<int> members;  // indices
        std::unique_ptr<Engine> engine;
    };
    std::string joined(std::string (Engine::*what)() const) const;

    std::vector<Ensemble> all_;
    int classes_ = 0;
};

}  // namespace la
