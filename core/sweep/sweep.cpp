#include "core/sweep/sweep.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <tuple>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/thread_name.h"
#include "core/data/dataset_kinds.h"
#include "core/engine/gpu.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/blow_up.h"
#include "core/measure/smoothness.h"
#include "core/model/trajectory.h"
#include "core/stability/stability_log.h"
#include "core/sweep/run_measures.h"
#include "core/train/run_state.h"

namespace la {

namespace {

constexpr std::uint64_t kTestSeed = 1000003;  // added to dataset.seed: above every run's

}  // namespace

Sweep::Sweep(SweepPlan plan, EngineFactory factory, std::stop_source stop)
    : plan_(std::move(plan)), factory_(std::move(factory)), stop_(std::move(stop)) {
    plan_.config.compare.clear();
    check_paths(plan_);
    over_data_ = std::ranges::any_of(
        plan_.over, [](const PathValues& over) { return over.path.starts_with("dataset."); });
    if (over_data_) {
        check_sizes();
    } else {
        take_points();
    }
    fill_cells();
}

// The test points, and how many training points there are, where they are the same for all values.
void Sweep::take_points() {
    const DatasetConfig& dataset = plan_.config.dataset;
    const Dataset all = points_of(dataset);
    if (has_generator(dataset)) {
        fresh_ = fresh_points(dataset, kTestPoints, dataset.seed + kTestSeed);
    } else {  // the test points of the file, the same for all seeds
        fresh_ = all;
        fresh_.points.erase(fresh_.points.begin(), fresh_.points.begin() + all.train);
        fresh_.labels.erase(fresh_.labels.begin(), fresh_.labels.begin() + all.train);
        if (all.has_values()) {
            fresh_.values.erase(fresh_.values.begin(), fresh_.values.begin() + all.train);
        }
        if (fresh_.points.empty() && plan_.needs_test) {
            throw UsageError("dataset.test_fraction: a sweep needs points to test on");
        }
    }
    check_size(all.train);
    if (plan_.train_sizes.empty()) {
        plan_.train_sizes = {all.train};
    }
}

// With the points of every value.
void Sweep::check_sizes() const {
    if (plan_.train_sizes.empty()) {
        return;
    }
    for (const std::vector<SweepValues>& settings : settings_of(plan_)) {
        check_size(points_of(config_of(plan_, settings.front(), 0).dataset).train);
    }
}

void Sweep::check_size(int available) const {
    for (const int size : plan_.train_sizes) {
        if (size > available) {
            throw UsageError("--train-sizes " + std::to_string(size) + ": the training split has " +
                             std::to_string(available) +
                             " points; try --set dataset.points=" + std::to_string(2 * size));
        }
    }
}

void Sweep::fill_cells() {
    std::vector<int> sizes = plan_.train_sizes;
    if (sizes.empty()) {
        sizes = {0};
    }
    double ensembles = static_cast<double>(sizes.size()) * plan_.seeds;
    for (const PathValues& over : plan_.over) {
        ensembles *= over.path == kLambdaPath ? 1.0 : static_cast<double>(over.values.size());
    }
    if (ensembles > kMostEnsembles) {
        throw UsageError("a sweep of " + number_text(std::int64_t(ensembles)) +
                         " trainings is too large, at most " + std::to_string(kMostEnsembles) +
                         "; give fewer values or --seeds");
    }
    const std::vector<std::vector<SweepValues>> all = settings_of(plan_);
    for (const int size : sizes) {
        for (int repeat = 0; repeat < plan_.seeds; ++repeat) {
            for (const std::vector<SweepValues>& group : all) {
                const std::size_t at_once =
                    plan_.at_once > 0 ? static_cast<std::size_t>(plan_.at_once) : group.size();
                for (std::size_t first = 0; first < group.size(); first += at_once) {
                    const std::size_t last = std::min(first + at_once, group.size());
                    cells_.push_back({repeat, size, {group.begin() + first, group.begin() + last}});
                    runs_total_ += last - first;
                }
            }
        }
    }
}

Sweep::~Sweep() {
    stop();
}

bool Sweep::on_gpu() const {
    const EngineOptions& asked = plan_.engine;
    return asked.device.kind == DeviceKind::Auto
               ? asked.engine == EngineKind::Torch && gpu_present()
               : asked.device.is_gpu();
}

void Sweep::start() {
    if (plan_.engine.engine == EngineKind::Auto && plan_.engine.device.kind == DeviceKind::Auto &&
        gpu_present()) {
        // The engine is chosen once for all runs, on the largest training set.
        const Cell& cell = *std::ranges::max_element(cells_, {}, &Cell::train_size);
        const Config config = config_of(plan_, cell.settings.front(), cell.repeat);
        const auto measured =
            factory_({.network = config.network,
                      .objective = config.objective,
                      .optimizer = config.optimizer,
                      .members = static_cast<int>(cell.settings.size()),
                      .data = data_for(cell.settings.front(), cell.repeat, cell.train_size),
                      .device = plan_.engine.device,
                      .threads = 1,
                      .engine = plan_.engine.engine});
        plan_.engine.engine =
            value_named<EngineKind>(measured.engine->name()).value_or(EngineKind::Auto);
    }
    const std::size_t threads = on_gpu() ? 1 : plan_.engine.threads;
    const std::size_t count = std::min(threads, cells_.size());
    for (std::size_t i = 0; i < count; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

void Sweep::stop() {
    stop_.request_stop();
    threads_.clear();
}

bool Sweep::finished() {
    const std::lock_guard lock(mutex_);
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    return runs_.size() == runs_total();
}

std::size_t Sweep::runs_done() {
    const std::lock_guard lock(mutex_);
    return runs_.size();
}

std::int64_t Sweep::steps_total() const {
    return plan_.steps * static_cast<std::int64_t>(runs_total());
}

std::vector<SweepRun> Sweep::runs() {
    std::vector<SweepRun> out;
    {
        const std::lock_guard lock(mutex_);
        out = runs_;
    }
    std::ranges::sort(out, {}, [this](const SweepRun& run) {
        // Sizes that follow from the values are no order of their own.
        return std::tuple(over_data_ && plan_.train_sizes.empty() ? 0 : run.train_size, run.values,
                          run.repeat);
    });
    return out;
}

void Sweep::work() {
    name_thread("sweep runs");
    try {
        for (std::size_t i = next_++; i < cells_.size(); i = next_++) {
            std::vector<SweepRun> done = train(cells_[i]);
            if (stop_.stop_requested()) {
                return;
            }
            const std::lock_guard lock(mutex_);
            std::ranges::move(done, std::back_inserter(runs_));
        }
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
}

// All points of the first seed, as the configuration splits them.
Dataset Sweep::points_of(const DatasetConfig& dataset) const {
    return plan_.points ? *plan_.points : make_dataset(dataset);
}

std::shared_ptr<const Dataset> Sweep::data_for(const SweepValues& values, int repeat,
                                               int train_size) const {
    const Made wanted{over_data_ ? config_of(plan_, values, 0).dataset : plan_.config.dataset,
                      repeat, train_size, nullptr};
    {
        const std::lock_guard lock(made_mutex_);
        if (made_.dataset == wanted.dataset && made_.repeat == repeat &&
            made_.train_size == train_size) {
            return made_.data;
        }
    }
    auto data = make_data(wanted.dataset, repeat, train_size);
    const std::lock_guard lock(made_mutex_);
    made_ = wanted;
    made_.data = data;
    return data;
}

// The training points, then the fresh ones.
std::shared_ptr<const Dataset> Sweep::make_data(const DatasetConfig& dataset, int repeat,
                                                int train_size) const {
    const std::uint64_t seed = dataset.seed + static_cast<std::uint64_t>(repeat);
    auto out = std::make_shared<Dataset>(has_generator(dataset) ? make_dataset(dataset, seed)
                                                                : mixed_points(dataset, repeat));
    out->train = train_size > 0 ? train_size : out->train;
    out->points.resize(out->train);
    out->labels.resize(out->train);
    const Dataset fresh =
        over_data_ ? fresh_points(dataset, kTestPoints, dataset.seed + kTestSeed) : Dataset();
    const Dataset& test = over_data_ ? fresh : fresh_;
    out->points.insert(out->points.end(), test.points.begin(), test.points.end());
    out->labels.insert(out->labels.end(), test.labels.begin(), test.labels.end());
    if (out->has_values()) {
        std::vector<float> values(out->values.begin(), out->values.begin() + out->train);
        values.insert(values.end(), test.values.begin(), test.values.end());
        set_values(*out, std::move(values));
    }
    return out;
}

std::shared_ptr<const Dataset> Sweep::data_of(const SweepRun& run) const {
    return data_for(run.values, run.repeat, run.train_size);
}

// The points of a file, its training points in another order for every seed.
Dataset Sweep::mixed_points(const DatasetConfig& dataset, int repeat) const {
    Dataset out = points_of(dataset);
    if (repeat > 0) {
        std::vector<int> order(out.train);
        std::iota(order.begin(), order.end(), 0);
        Random random(dataset.seed + repeat);
        random.shuffle(std::span(order));
        Dataset mixed = out;
        for (int i = 0; i < out.train; ++i) {
            mixed.points[i] = out.points[order[i]];
            mixed.labels[i] = out.labels[order[i]];
            if (out.has_values()) {
                mixed.values[i] = out.values[order[i]];
            }
        }
        return mixed;
    }
    return out;
}

void Sweep::keep(SweepRun& run, std::shared_ptr<const Weights> weights) {
    const std::size_t bytes = weights->values.size() * sizeof(float);
    if (plan_.keeps_weights && !run.diverged && kept_.fetch_add(bytes) + bytes <= kKeptBytes) {
        run.weights = std::move(weights);
    }
}

std::vector<SweepRun> Sweep::train(const Cell& cell) {
    const std::shared_ptr<const Dataset> data =
        data_for(cell.settings.front(), cell.repeat, cell.train_size);
    std::vector<MemberConfig> members;
    std::vector<SweepRun> runs;
    for (const SweepValues& values : cell.settings) {
        const Config config = config_of(plan_, values, cell.repeat);
        members.push_back({config.network, config.objective, config.optimizer});
        runs.push_back({.values = values,
                        .repeat = cell.repeat,
                        .seed = config.network.seed,
                        .train_size = data->train});
    }
    const auto first =
        std::make_shared<const Weights>(initial_weights(members.front().network, data->classes));
    Ensembles ensembles;
    EngineOptions engine = plan_.engine;
    engine.threads = 1;
    ensembles.make(members, data, engine, factory_);
    ensembles.start(MemberWeights(members.size(), first));
    RunState now{.batches = Batches(data->train, members.front().optimizer), .nu = {}};
    for (const MemberConfig& member : members) {
        now.nu.push_back(member.objective.uzawa.nu);
    }
    ensembles.set_lambda(lambda_in_force(members, now.nu));
    if (!advance_all(now, ensembles, members, data, runs)) {
        return {};
    }

    const Metrics before =
        measure(*flow_of(first), *data, members.front().objective, members.front().optimizer.batch);
    const MemberWeights weights = ensembles.weights(members);
    for (std::size_t m = 0; m < runs.size() && !stop_.stop_requested(); ++m) {
        runs[m].metrics =
            measure(*flow_of(weights[m]), *data, members[m].objective, members[m].optimizer.batch);
        runs[m].diverged = blown_up(runs[m].metrics, before);
        runs[m].nu = members[m].objective.mode == Mode::Uzawa ? now.nu[m] : 0;
        keep(runs[m], weights[m]);
    }
    return runs;
}

namespace {

StabilityLog::Now state_of(const RunState& now, const Ensembles& ensembles,
                           std::span<const MemberConfig> members,
                           const std::shared_ptr<const Dataset>& data) {
    return {.step = now.step,
            .states = ensembles.states(),
            .groups = ensembles.groups(),
            .members = members,
            .lambda = lambda_in_force(members, now.nu),
            .data = data};
}

}  // namespace

// All steps of an ensemble. False: stopped before.
bool Sweep::advance_all(RunState& now, Ensembles& ensembles, std::span<const MemberConfig> members,
                        const std::shared_ptr<const Dataset>& data, std::vector<SweepRun>& runs) {
    const std::span training(data->points.data(), static_cast<std::size_t>(data->train));
    const std::vector<float> x =
        plan_.finds_steps_to_90
            ? initial_states(training, std::max(2, members.front().network.dimension))
            : std::vector<float>();
    bool looking = plan_.finds_steps_to_90;
    StabilityLog watch;
    if (plan_.measures_stability || plan_.early > 0) {
        watch.set(stability_of(plan_), plan_.steps, 0);
    }
    while (true) {
        const bool time = now.step % kLookEvery == 0 || now.step == plan_.steps;
        if (plan_.measures_weights && time) {
            look_at_depth(ensembles.weights(members), runs);
        }
        if (looking && time) {
            const MemberWeights weights = ensembles.weights(members);
            looking = false;
            for (std::size_t m = 0; m < runs.size(); ++m) {
                if (runs[m].steps_to_90 < 0 && score(*flow_of(weights[m]), x, *data) >= 0.9) {
                    runs[m].steps_to_90 = now.step;
                }
                looking |= runs[m].steps_to_90 < 0;
            }
        }
        if (plan_.early > 0 && now.step == std::min(plan_.early, plan_.steps)) {
            watch.measure(state_of(now, ensembles, members, data));
            take_early(*watch.rows(), runs);
            watch.set({}, 0, 0);
        }
        if (now.step == plan_.steps) {
            if (watch.on()) {
                watch.measure(state_of(now, ensembles, members, data));
                take_stability(*watch.rows(), runs);
            }
            return true;
        }
        if (stop_.stop_requested()) {
            return false;
        }
        if (watch.on()) {
            watch.before(state_of(now, ensembles, members, data));
        }
        watch.after(advance(now, ensembles, members));
        steps_ += static_cast<std::int64_t>(runs.size());
    }
}

MeanInterval mean_interval(const std::vector<double>& values) {
    // The 97.5% quantile of Student's t for 1 to 30 degrees of freedom; beyond, its expansion.
    constexpr std::array kStudent{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                                  2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                                  2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064,
                                  2.060,  2.056, 2.052, 2.048, 2.045, 2.042};
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    const double n = static_cast<double>(values.size());
    if (values.empty()) {
        return {kNaN, kNaN};
    }
    double mean = 0;
    for (const double value : values) {
        mean += value / n;
    }
    if (values.size() == 1) {
        return {mean, kNaN};
    }
    double square = 0;
    for (const double value : values) {
        square += (value - mean) * (value - mean);
    }
    const std::size_t freedom = values.size() - 1;
    const double t = freedom <= kStudent.size() ? kStudent[freedom - 1] : 1.96 + 2.4 / freedom;
    return {mean, t * std::sqrt(square / (n - 1) / n)};
}

}  // namespace la
