#include "core/sweep/background_sweep.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/thread_priority.h"

namespace la {

using namespace std::chrono_literals;

namespace {

constexpr auto kPublishEvery = 40ms;

const SweepRun* find(const std::vector<SweepRun>& runs, double lambda, std::uint64_t seed) {
    const auto at = std::ranges::find_if(
        runs, [&](const SweepRun& run) { return run.lambda == lambda && run.seed == seed; });
    return at != runs.end() && at->weights ? &*at : nullptr;
}

// Runs are in the order of lambda.
const SweepRun* least_lambda(const std::vector<SweepRun>& runs, std::uint64_t seed) {
    const auto at = std::ranges::find_if(
        runs, [&](const SweepRun& run) { return run.weights && run.seed == seed; });
    return at != runs.end() ? &*at : nullptr;
}

// The mode of every run is "weight", or "none" at lambda 0.
MemberSnapshot member_of(const SweepRun& run, const Config& config) {
    MemberSnapshot out{.config = {config.network, config.objective, config.optimizer},
                       .weights = run.weights,
                       .lambda = run.lambda};
    out.config.network.seed = run.seed;
    out.config.objective.lambda = run.lambda;
    out.config.objective.mode = run.lambda > 0 ? Mode::Weight : Mode::None;
    return out;
}

}  // namespace

BackgroundSweep::BackgroundSweep(SweepPlan plan, std::uint64_t number, EngineFactory factory)
    : number_(number), factory_(std::move(factory)) {
    plan.keeps_weights = true;
    plan_ = std::make_shared<const SweepPlan>(std::move(plan));
    publish(nullptr, SweepState::Status::Running);
    thread_ = std::jthread([this](std::stop_token stop) { loop(stop); });
}

BackgroundSweep::~BackgroundSweep() {
    steps_.request_stop();
    thread_.request_stop();
}

void BackgroundSweep::stop() {
    steps_.request_stop();
    {
        const std::lock_guard lock(mutex_);
        halted_ = true;
    }
    wake_.notify_all();
}

bool BackgroundSweep::stop_within(std::chrono::milliseconds limit) {
    steps_.request_stop();
    thread_.request_stop();
    std::unique_lock lock(mutex_);
    return wake_.wait_for(lock, limit, [this] { return ended_; });
}

void BackgroundSweep::pick(const Pick& pick) {
    {
        const std::lock_guard lock(mutex_);
        asked_ = pick;
    }
    wake_.notify_all();
}

void BackgroundSweep::loop(std::stop_token stop) {
    lower_thread_priority(GiveWay::Behind);
    try {
        Sweep sweep(*plan_, factory_, steps_);
        train(sweep, stop);
        // All runs are done: only picks remain.
        while (!stop.stop_requested()) {
            answer(sweep);
            std::unique_lock lock(mutex_);
            wake_.wait(lock, stop, [this] { return asked_.has_value(); });
        }
    } catch (const std::exception& error) {
        publish(nullptr, SweepState::Status::Failed, error.what());
    }
    const std::lock_guard lock(mutex_);
    ended_ = true;
    wake_.notify_all();
}

void BackgroundSweep::train(Sweep& sweep, std::stop_token stop) {
    sweep.start();
    bool halted = false;
    while (!halted && !stop.stop_requested() && !sweep.finished()) {
        publish(&sweep, SweepState::Status::Running);
        answer(sweep);
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, kPublishEvery, [this] { return halted_ || asked_; });
        halted = halted_;
    }
    sweep.stop();
    publish(&sweep, sweep.finished() ? SweepState::Status::Finished : SweepState::Status::Stopped);
}

void BackgroundSweep::publish(Sweep* sweep, SweepState::Status status, const std::string& message) {
    const std::shared_ptr<const SweepState> last = state_.get();
    SweepState out = last ? *last : SweepState{.plan = plan_, .number = number_};
    out.status = status;
    out.message = message;
    ++out.version;
    if (!out.runs || (sweep && sweep->runs_done() > out.runs->size())) {
        out.runs = std::make_shared<const std::vector<SweepRun>>(sweep ? sweep->runs()
                                                                       : std::vector<SweepRun>());
    }
    if (sweep) {
        out.runs_total = sweep->runs_total();
        out.steps_done = sweep->steps_done();
        out.steps_total = sweep->steps_total();
    }
    out.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
    state_.set(std::make_shared<const SweepState>(std::move(out)));
}

void BackgroundSweep::answer(const Sweep& sweep) {
    std::optional<Pick> asked;
    {
        const std::lock_guard lock(mutex_);
        asked.swap(asked_);
    }
    if (asked) {
        if (auto snapshot = snapshot_of(sweep, *asked)) {
            picked_.set(std::move(snapshot));
        }
    }
}

// Null: the run is not finished, or its weights were not kept.
std::shared_ptr<const Snapshot> BackgroundSweep::snapshot_of(const Sweep& sweep, const Pick& pick) {
    const auto finished = state_.get()->runs;
    const std::vector<SweepRun>& runs = *finished;
    const SweepRun* run = find(runs, pick.lambda, pick.seed);
    if (!run) {
        return nullptr;
    }
    Config config = plan_->config;
    const std::uint64_t after = run->seed - config.network.seed;
    config.dataset.seed += after;
    config.network.seed = run->seed;
    config.optimizer.seed += after;
    config.objective.mode = run->lambda > 0 ? Mode::Weight : Mode::None;
    config.objective.lambda = run->lambda;
    config.compare.clear();
    auto out = std::make_shared<Snapshot>();
    out->run = kSweepRuns + (number_ << 32) + ++picks_;
    out->version = picks_;
    out->status = Status::Frozen;
    char text[64];
    std::snprintf(text, sizeof text, "λ = %.3g, seed %llu", run->lambda,
                  static_cast<unsigned long long>(run->seed));
    out->message = text;
    out->step = plan_->steps;
    out->data = sweep.data_of(*run);
    const int batch = std::min(config.optimizer.batch, out->data->train);
    out->epoch = out->step / ((out->data->train + batch - 1) / batch);
    MetricsRow row{.step = out->step, .epoch = out->epoch};
    const auto add = [&](const SweepRun& member) {
        out->members.push_back(member_of(member, config));
        row.lambda.push_back(member.lambda);
        row.members.push_back(member.metrics);
    };
    const SweepRun* a = least_lambda(runs, run->seed);  // may be the run itself
    if (pick.with_a) {
        add(*a);
    }
    add(*run);
    if (pick.with_a) {
        config.compare["objective.lambda"] = number_text(a->lambda);
    }
    out->config = std::make_shared<const Config>(std::move(config));
    // A log and a history with this step alone.
    MetricsLog log;
    log.append(std::move(row));
    out->rows = log.rows();
    History history(out->members);
    history.append({out->step, out->epoch, out->members});
    out->history = history.rows();
    out->changes = std::make_shared<const std::vector<SettingChange>>();
    return out;
}

}  // namespace la
