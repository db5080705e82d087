#include "core/shallow/shallow_training.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/shallow/shallow_measures.h"
#include "core/shallow/shallow_pass.h"

namespace la {

namespace {

constexpr std::size_t kMostRows = 1200;       // as the log of metrics thins itself
constexpr std::size_t kMostKept = 256;        // steps that can be looked back at
constexpr std::size_t kKeptBytes = 48 << 20;  // of all of them
constexpr std::uint64_t kOrderStream = 0x9fb21c651e98df25u;

// How many steps of this size are kept; 0: not even two fit.
std::size_t kept_steps(const ShallowConfig& shallow, std::size_t networks, std::size_t points) {
    const std::size_t nodes = static_cast<std::size_t>(shallow.nodes) * (1 + shallow.dimension);
    const std::size_t fit = kKeptBytes / (networks * (8 * nodes + points));
    return std::min(fit / 2 * 2, kMostKept);
}

// One of the networks, with what is known of it at its present nodes.
struct Network {
    double alpha = 1;
    ShallowNodes nodes, next;
    std::vector<double> f;        // [N] at f_step
    std::int64_t f_step = -1;     // -1: not known
    std::vector<double> f_batch;  // of the batch
    std::vector<double> f_fresh;
    std::vector<std::int64_t> satisfied_at;
    std::shared_ptr<const MeanField> theory;
};

}  // namespace

struct ShallowTraining::Parts {
    Parts(const Config& config, ShallowStart start);

    void go_on(const ShallowState& state);
    bool whole() const { return batch == train->size(); }
    std::int64_t per_epoch() const { return (train->size() + batch - 1) / batch; }
    const std::vector<double>& outputs(Network& network);
    void look(Network& network, std::span<const double> f, std::span<const std::int32_t> points);
    bool advance(Network& network);
    void next_batch();
    void log();
    const std::vector<ShallowMeasures>& measures();
    const std::vector<ShallowKept::Network>& kept_now();

    std::shared_ptr<const Config> config;
    std::shared_ptr<const ShallowPointSet> train, fresh;
    std::shared_ptr<const ShallowNodes> first;
    int batch = 0;  // points of a step, all at most
    LanePoints train_lanes, fresh_lanes, batch_lanes;
    ShallowPass pass;
    ShallowPass::Unsatisfied unsatisfied;
    std::vector<Network> networks;
    std::int64_t step = 0;
    Random order{0};
    std::vector<std::int32_t> epoch;             // the order of the points; all: 0, 1, ...
    std::span<const std::int32_t> batch_points;  // of this step
    StepLog<ShallowRow> rows{1, kMostRows};
    StepLog<ShallowKept> kept{1, 0};
    bool keeps = false;
    bool diverged = false, stopped = false;
    std::string message;
    std::int64_t measured_step = -1, kept_step = -1;  // of the next two; -1: none
    std::vector<ShallowMeasures> measured;
    std::vector<ShallowKept::Network> kept_networks;
};

ShallowTraining::Parts::Parts(const Config& asked, ShallowStart start)
    : config(std::make_shared<const Config>(asked)),
      train(std::make_shared<const ShallowPointSet>(std::move(start.train))),
      fresh(std::make_shared<const ShallowPointSet>(std::move(start.fresh))),
      first(std::make_shared<const ShallowNodes>(std::move(start.nodes))),
      train_lanes(*train),
      fresh_lanes(*fresh),
      order(asked.shallow.seed ^ kOrderStream) {
    const ShallowConfig& shallow = asked.shallow;
    const int points = train->size();
    batch = shallow.batch > 0 ? std::min(shallow.batch, points) : points;
    epoch.resize(static_cast<std::size_t>(points));
    std::iota(epoch.begin(), epoch.end(), 0);
    double squares = 0;
    const std::size_t nodes = first->a.size(), d = first->w.size() / nodes;
    for (std::size_t i = 0; i < nodes; ++i) {
        squares += first->a[i] * first->a[i] + first->w[i * d] * first->w[i * d];
    }
    const double s2 = squares / (2 * static_cast<double>(nodes));
    for (const double alpha : alphas_of(shallow)) {
        Network& network = networks.emplace_back();
        network.alpha = alpha;
        network.nodes = *first;
        network.satisfied_at.assign(static_cast<std::size_t>(points), -1);
        if (MeanField::why_not(shallow).empty()) {
            network.theory = std::make_shared<const MeanField>(shallow, alpha, s2);
        }
    }
    const std::size_t most = kept_steps(shallow, networks.size(), epoch.size());
    keeps = most > 0;
    kept = StepLog<ShallowKept>(1, most);
}

void ShallowTraining::Parts::go_on(const ShallowState& state) {
    if (state.networks.front().satisfied_at.size() != epoch.size() ||
        (!whole() && state.epoch.size() != epoch.size())) {
        throw Error("the shallow run: it has another number of points than its configuration");
    }
    for (std::size_t n = 0; n < networks.size(); ++n) {
        networks[n].nodes = state.networks[n].nodes;
        networks[n].satisfied_at = state.networks[n].satisfied_at;
    }
    step = state.step;
    order = Random(state.order);
    if (!whole()) {
        epoch = state.epoch;
    }
    rows.restore(state.rows_spacing, *state.rows);
    if (keeps) {
        kept.append({.step = step, .networks = kept_now()});
    }
    diverged = state.diverged;
    message = state.message;
}

// f at all training points, kept until the nodes move.
const std::vector<double>& ShallowTraining::Parts::outputs(Network& network) {
    if (network.f_step != step) {
        pass.outputs(network.nodes, train_lanes, network.f);
        network.f_step = step;
    }
    return network.f;
}

// Finds the unsatisfied points, by their places in f, and those satisfied for the first time.
void ShallowTraining::Parts::look(Network& network, std::span<const double> f,
                                  std::span<const std::int32_t> points) {
    unsatisfied.positive.clear();
    unsatisfied.negative.clear();
    unsatisfied.of = static_cast<int>(f.size());
    for (std::size_t at = 0; at < f.size(); ++at) {
        const bool positive = train->label[points[at]] > 0;
        std::int64_t& satisfied_at = network.satisfied_at[points[at]];
        const double y = positive ? 1 : -1;
        if (!(network.alpha * y * f[at] >= config->shallow.margin)) {
            auto& side = positive ? unsatisfied.positive : unsatisfied.negative;
            side.push_back(static_cast<std::int32_t>(at));
        } else if (satisfied_at < 0) {
            satisfied_at = step;
        }
    }
}

// The next nodes of a network; false: they are not finite.
bool ShallowTraining::Parts::advance(Network& network) {
    const double rate = config->shallow.rate;
    if (whole()) {
        look(network, outputs(network), epoch);
        return pass.step(network.nodes, train_lanes, unsatisfied, rate, network.next);
    }
    pass.outputs(network.nodes, batch_lanes, network.f_batch);
    look(network, network.f_batch, batch_points);
    return pass.step(network.nodes, batch_lanes, unsatisfied, rate, network.next);
}

// An epoch goes once through all points in a new order; its last batch may be smaller.
void ShallowTraining::Parts::next_batch() {
    const std::int64_t at = step % per_epoch() * batch;
    if (at == 0) {
        order.shuffle(std::span(epoch));
    }
    const auto count = std::min<std::int64_t>(batch, train->size() - at);
    batch_points =
        std::span(epoch).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(count));
    batch_lanes.gather(train_lanes, batch_points);
}

const std::vector<ShallowMeasures>& ShallowTraining::Parts::measures() {
    if (measured_step != step) {
        measured.clear();
        for (Network& network : networks) {
            outputs(network);
            pass.outputs(network.nodes, fresh_lanes, network.f_fresh);
            measured.push_back(measure(network.nodes, *first, network.alpha, config->shallow.margin,
                                       {*train, network.f}, {*fresh, network.f_fresh}));
        }
        measured_step = step;
    }
    return measured;
}

const std::vector<ShallowKept::Network>& ShallowTraining::Parts::kept_now() {
    if (kept_step != step) {
        measures();
        kept_networks.clear();
        for (std::size_t n = 0; n < networks.size(); ++n) {
            const Network& network = networks[n];
            const ShallowOutputs at{*train, network.f};
            kept_networks.push_back(
                {.nodes = std::make_shared<const ShallowNodes>(network.nodes),
                 .unsatisfied = std::make_shared<const std::vector<std::uint8_t>>(
                     la::unsatisfied(network.alpha, config->shallow.margin, at)),
                 .measures = measured[n]});
        }
        kept_step = step;
    }
    return kept_networks;
}

void ShallowTraining::Parts::log() {
    if (rows.due(step)) {
        rows.append({.step = step, .networks = measures()});
    }
    if (keeps && kept.due(step)) {
        kept.append({.step = step, .networks = kept_now()});
    }
}

ShallowTraining::ShallowTraining(const Config& config)
    : ShallowTraining(config, shallow_start(config)) {}

ShallowTraining::ShallowTraining(const Config& config, ShallowStart start)
    : parts_(std::make_unique<Parts>(config, std::move(start))) {
    parts_->log();
}

ShallowTraining::ShallowTraining(const ShallowState& state) {
    check(state);
    parts_ = std::make_unique<Parts>(state.config, shallow_start(state.config));
    parts_->go_on(state);
}

ShallowTraining::~ShallowTraining() = default;
ShallowTraining::ShallowTraining(ShallowTraining&&) noexcept = default;
ShallowTraining& ShallowTraining::operator=(ShallowTraining&&) noexcept = default;

ShallowState ShallowTraining::state() const {
    Parts& p = *parts_;
    ShallowState out;
    out.config = *p.config;
    out.step = p.step;
    for (const Network& network : p.networks) {
        out.networks.push_back({network.nodes, network.satisfied_at});
    }
    out.order = p.order.state();
    if (!p.whole()) {
        out.epoch = p.epoch;
    }
    out.rows = p.rows.rows();
    out.rows_spacing = p.rows.every();
    out.diverged = p.diverged;
    out.message = p.message;
    return out;
}

void ShallowTraining::step() {
    Parts& p = *parts_;
    if (p.diverged) {
        return;
    }
    p.stopped = false;
    p.message.clear();
    if (!p.whole()) {
        p.next_batch();
    }
    for (Network& network : p.networks) {
        if (!p.advance(network)) {
            p.diverged = true;
            p.message =
                "diverged at step " + std::to_string(p.step + 1) + ": reset, or lower shallow.rate";
            return;
        }
    }
    for (Network& network : p.networks) {
        std::swap(network.nodes, network.next);
    }
    ++p.step;
    p.log();
    p.stopped = p.step == p.config->stop.steps;
    if (p.stopped) {
        p.message = "stopped at step " + std::to_string(p.step) + ": all " +
                    std::to_string(p.step) + " steps are taken";
    }
}

void ShallowTraining::set_stop(int steps) {
    Config next = *parts_->config;
    next.stop.steps = steps;
    parts_->config = std::make_shared<const Config>(std::move(next));
}

const Config& ShallowTraining::config() const {
    return *parts_->config;
}

std::int64_t ShallowTraining::steps() const {
    return parts_->step;
}

std::int64_t ShallowTraining::steps_per_epoch() const {
    return parts_->per_epoch();
}

bool ShallowTraining::diverged() const {
    return parts_->diverged;
}

bool ShallowTraining::stopped() const {
    return parts_->stopped;
}

std::shared_ptr<const ShallowSnapshot> ShallowTraining::snapshot() {
    Parts& p = *parts_;
    auto out = std::make_shared<ShallowSnapshot>();
    out->step = p.step;
    out->config = p.config;
    out->diverged = p.diverged;
    out->stopped = p.stopped;
    out->message = p.message;
    out->no_theory = MeanField::why_not(p.config->shallow);
    out->train = p.train;
    out->fresh = p.fresh;
    out->start = p.first;
    const std::vector<ShallowKept::Network>& now = p.kept_now();
    for (std::size_t n = 0; n < p.networks.size(); ++n) {
        const Network& network = p.networks[n];
        ShallowNetworkSnapshot& shown = out->networks.emplace_back();
        static_cast<ShallowKept::Network&>(shown) = now[n];
        shown.alpha = network.alpha;
        shown.satisfied_at =
            std::make_shared<const std::vector<std::int64_t>>(network.satisfied_at);
        shown.theory = network.theory;
    }
    out->rows = p.rows.rows();
    out->kept = p.kept.rows();
    return out;
}

}  // namespace la
