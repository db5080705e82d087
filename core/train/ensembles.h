#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/model/weights.h"

namespace la {

using MemberWeights = std::vector<std::shared_ptr<const Weights>>;  // [member]

// The members' engines. Members that share shape, cost, loss and optimiser form one ensemble in one
// engine; otherwise A and B are two ensembles on the same batches. Empty until made. Not
// thread-safe. Every call that reaches an engine may throw Error.
class Ensembles {
  public:
    // Which members share an engine: indices, [ensemble][member of it].
    using Groups = std::vector<std::vector<int>>;

    // Makes the engines of these groups, or of groups by what the members have in common. On Error
    // nothing has changed.
    void make(std::span<const MemberConfig> members, const std::shared_ptr<const Dataset>& data,
              const EngineOptions& options, const EngineFactory& factory,
              const Groups& groups = {});
    void clear() { all_.clear(); }
    bool empty() const { return all_.empty(); }

    // Sets these weights, without moments.
    void start(const MemberWeights& weights);

    std::vector<EngineState> states() const;  // [ensemble]
    void set_states(std::span<const EngineState> states);
    Groups groups() const;

    MemberWeights weights(std::span<const MemberConfig> members) const;  // copied out
    void set_lambda(std::span<const double> lambda);                     // [member]
    void set_optimizer(std::span<const MemberConfig> members);  // one ensemble, one optimiser
    void step(std::span<const std::int32_t> batch);

    // [member] loss on a batch with the current weights; 0 in ensembles without a wanted member.
    std::vector<double> loss(std::span<const std::int32_t> batch, const std::vector<bool>& wanted);

    // As Engine's; where ensembles differ, all of them, separated by commas.
    std::string device() const { return joined(&Engine::device); }
    std::string engine() const { return joined(&Engine::name); }
    std::string choice() const { return empty() ? "" : all_.front().why; }

  private:
    struct Ensemble {
        std::vector<int> members;  // indices
        std::unique_ptr<Engine> engine;
        std::string why;  // as MadeEngine's
    };
    std::string joined(std::string (Engine::*what)() const) const;

    std::vector<Ensemble> all_;
    int classes_ = 0;
};

}  // namespace la
