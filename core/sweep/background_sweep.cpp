#include "core/sweep/background_sweep.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/thread_name.h"
#include "core/base/thread_priority.h"

namespace la {

using namespace std::chrono_literals;

namespace {

constexpr auto kPublishEvery = 40ms;

const SweepRun* find(const std::vector<SweepRun>& runs, const SweepValues& values,
                     std::uint64_t seed) {
    const auto at = std::ranges::find_if(
        runs, [&](const SweepRun& run) { return run.values == values && run.seed == seed; });
    return at != runs.end() && at->weights ? &*at : nullptr;
}

// The run that stands beside another as A, on the other's points: it has as many classes. Runs are
// in the order of their values.
const SweepRun* least_value(const std::vector<SweepRun>& runs, const SweepRun& of) {
    const auto at = std::ranges::find_if(runs, [&](const SweepRun& run) {
        return run.weights && run.values[1] == of.values[1] && run.repeat == of.repeat &&
               run.weights->classes == of.weights->classes;
    });
    return at != runs.end() ? &*at : nullptr;
}

MemberSnapshot member_of(const SweepRun& run, const SweepPlan& plan) {
    const Config config = config_of(plan, run.values, run.repeat);
    MemberSnapshot out{.config = {config.network, config.objective, config.optimizer},
                       .weights = run.weights,
                       .lambda = effective_lambda(config.objective)};
    if (config.objective.mode == Mode::Uzawa) {
        out.nu = run.nu;
        out.lambda = 1 / run.nu;
    }
    return out;
}

// A and B share the data and the batches: what they differ in there is not written down.
void compare_with(const SweepRun& a, const SweepPlan& plan, Config& config) {
    const std::string& path = plan.over[0].path;
    if (!path.starts_with("dataset.") && path != "optimizer.batch" && path != "optimizer.seed") {
        config.compare[path] = number_text(a.values[0]);
    }
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
    name_thread("sweep");
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
            picked_.set(std::make_shared<const Picked>(Picked{*asked, std::move(snapshot)}));
        }
    }
}

// Null: the run is not finished, or its weights were not kept.
std::shared_ptr<const Snapshot> BackgroundSweep::snapshot_of(const Sweep& sweep, const Pick& pick) {
    const auto finished = state_.get()->runs;
    const std::vector<SweepRun>& runs = *finished;
    const SweepRun* run = find(runs, pick.values, pick.seed);
    if (!run) {
        return nullptr;
    }
    Config config = config_of(*plan_, run->values, run->repeat);
    auto out = std::make_shared<Snapshot>();
    out->run = kSweepRuns + (number_ << 32) + ++picks_;
    out->version = picks_;
    out->status = Status::Frozen;
    out->message = run_text(*plan_, *run);
    out->step = plan_->steps;
    out->data = sweep.data_of(*run);
    const int batch = std::min(config.optimizer.batch, out->data->train);
    out->epoch = out->step / ((out->data->train + batch - 1) / batch);
    MetricsRow row{.step = out->step, .epoch = out->epoch};
    const auto add = [&](const SweepRun& member) {
        out->members.push_back(member_of(member, *plan_));
        row.lambda.push_back(out->members.back().lambda);
        row.members.push_back(member.metrics);
    };
    if (pick.with_a) {
        const SweepRun* a = least_value(runs, *run);  // may be the run itself
        add(*a);
        compare_with(*a, *plan_, config);
    }
    add(*run);
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
