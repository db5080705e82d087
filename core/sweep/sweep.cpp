#include "core/sweep/sweep.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <tuple>

#include "core/base/error.h"
#include "core/data/dataset_kinds.h"
#include "core/engine/gpu.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/blow_up.h"
#include "core/train/batches.h"

namespace la {

namespace {

constexpr std::uint64_t kTestSeed = 1000003;  // added to dataset.seed: above every run's

}  // namespace

Sweep::Sweep(SweepPlan plan, EngineFactory factory, std::stop_source stop)
    : plan_(std::move(plan)), factory_(std::move(factory)), stop_(std::move(stop)) {
    plan_.config.compare.clear();
    const DatasetConfig& dataset = plan_.config.dataset;
    const Dataset all = points_of(plan_.config);
    if (has_generator(dataset)) {
        fresh_ = fresh_points(dataset, kTestPoints, dataset.seed + kTestSeed);
    } else {  // the test points of the file, the same for all seeds
        fresh_ = all;
        fresh_.points.erase(fresh_.points.begin(), fresh_.points.begin() + all.train);
        fresh_.labels.erase(fresh_.labels.begin(), fresh_.labels.begin() + all.train);
        if (fresh_.points.empty() && plan_.needs_test) {
            throw UsageError("dataset.test_fraction: a sweep needs points to test on");
        }
    }
    for (const int size : plan_.train_sizes) {
        if (size > all.train) {
            throw UsageError("--train-sizes " + std::to_string(size) + ": the training split has " +
                             std::to_string(all.train) +
                             " points; try --set dataset.points=" + std::to_string(2 * size));
        }
    }
    if (plan_.train_sizes.empty()) {
        plan_.train_sizes = {all.train};
    }
    per_lambda_ = plan_.train_sizes.size() * plan_.seeds;
    const std::size_t lambdas = plan_.lambda.size();
    const std::size_t at_once =
        plan_.at_once > 0 ? plan_.at_once : std::max<std::size_t>(lambdas, 1);
    for (const int size : plan_.train_sizes) {
        for (int seed = 0; seed < plan_.seeds; ++seed) {
            for (std::size_t first = 0; first < lambdas; first += at_once) {
                cells_.push_back({seed, size, first, std::min(at_once, lambdas - first)});
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
        const auto measured =
            factory_(setup_for(plan_.config, data_for(cell.seed, cell.train_size), cell.count));
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
    std::ranges::sort(out, {}, [](const SweepRun& run) {
        return std::tuple(run.train_size, run.lambda, run.seed);
    });
    return out;
}

void Sweep::work() {
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
Dataset Sweep::points_of(const Config& config) const {
    return plan_.points ? *plan_.points : make_dataset(config.dataset);
}

std::shared_ptr<const Dataset> Sweep::data_for(int seed, int train_size) const {
    {
        const std::lock_guard lock(made_mutex_);
        if (made_.seed == seed && made_.train_size == train_size) {
            return made_.data;
        }
    }
    auto data = make_data(seed, train_size);
    const std::lock_guard lock(made_mutex_);
    made_ = {seed, train_size, data};
    return data;
}

// The training points, then the fresh ones.
std::shared_ptr<const Dataset> Sweep::make_data(int seed, int train_size) const {
    const DatasetConfig& config = plan_.config.dataset;
    auto out = std::make_shared<Dataset>(
        has_generator(config) ? make_dataset(config, config.seed + seed) : mixed_points(seed));
    out->points.resize(train_size);
    out->labels.resize(train_size);
    out->train = train_size;
    out->points.insert(out->points.end(), fresh_.points.begin(), fresh_.points.end());
    out->labels.insert(out->labels.end(), fresh_.labels.begin(), fresh_.labels.end());
    return out;
}

std::shared_ptr<const Dataset> Sweep::data_of(const SweepRun& run) const {
    return data_for(static_cast<int>(run.seed - plan_.config.network.seed), run.train_size);
}

// The points of a file, its training points in another order for every seed.
Dataset Sweep::mixed_points(int seed) const {
    Dataset out = points_of(plan_.config);
    if (seed > 0) {
        std::vector<int> order(out.train);
        std::iota(order.begin(), order.end(), 0);
        Random random(plan_.config.dataset.seed + seed);
        random.shuffle(std::span(order));
        Dataset mixed = out;
        for (int i = 0; i < out.train; ++i) {
            mixed.points[i] = out.points[order[i]];
            mixed.labels[i] = out.labels[order[i]];
        }
        return mixed;
    }
    return out;
}

EngineSetup Sweep::setup_for(const Config& config, std::shared_ptr<const Dataset> data,
                             std::size_t members) const {
    return {.network = config.network,
            .objective = config.objective,
            .optimizer = config.optimizer,
            .members = static_cast<int>(members),
            .data = std::move(data),
            .device = plan_.engine.device,
            .threads = 1,
            .engine = plan_.engine.engine};
}

void Sweep::keep(SweepRun& run, std::shared_ptr<const Weights> weights) {
    const std::size_t bytes = weights->values.size() * sizeof(float);
    if (plan_.keeps_weights && !run.diverged && kept_.fetch_add(bytes) + bytes <= kKeptBytes) {
        run.weights = std::move(weights);
    }
}

std::vector<SweepRun> Sweep::train(const Cell& cell) {
    Config config = plan_.config;
    config.network.seed += cell.seed;
    config.optimizer.seed += cell.seed;
    const std::shared_ptr<const Dataset> data = data_for(cell.seed, cell.train_size);
    const Weights first = initial_weights(config.network, data->classes);

    const std::unique_ptr<Engine> engine = factory_(setup_for(config, data, cell.count)).engine;
    EngineState state;
    for (std::size_t m = 0; m < cell.count; ++m) {
        state.weights.insert(state.weights.end(), first.values.begin(), first.values.end());
    }
    engine->set_state(state);
    engine->set_lambda(std::span(plan_.lambda).subspan(cell.first, cell.count));
    Batches batches(data->train, config.optimizer);
    for (std::int64_t step = 0; step < plan_.steps; ++step) {
        if (stop_.stop_requested()) {
            return {};
        }
        engine->step(batches.next());
        steps_ += static_cast<std::int64_t>(cell.count);
    }
    engine->weights(state.weights);

    const Metrics before = measure(WeightsFlow(std::make_shared<Weights>(first)), *data,
                                   config.objective, config.optimizer.batch);
    std::vector<SweepRun> out;
    for (std::size_t m = 0; m < cell.count && !stop_.stop_requested(); ++m) {
        auto weights = std::make_shared<Weights>(first);
        std::copy_n(state.weights.begin() + m * first.values.size(), first.values.size(),
                    weights->values.begin());
        SweepRun run{.lambda = plan_.lambda[cell.first + m],
                     .seed = config.network.seed,
                     .train_size = cell.train_size,
                     .metrics = measure(WeightsFlow(weights), *data, config.objective,
                                        config.optimizer.batch)};
        run.diverged = blown_up(run.metrics, before);
        keep(run, std::move(weights));
        out.push_back(std::move(run));
    }
    return out;
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
