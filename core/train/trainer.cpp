#include "core/train/trainer.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/base/thread_name.h"
#include "core/base/thread_priority.h"
#include "core/train/command_effects.h"

namespace la {

using namespace std::chrono_literals;

namespace {

constexpr auto kRateWindow = 500ms;
constexpr auto kMaxBacklog = 100ms;  // what a paced run that fell behind catches up at most

// The stop and the cues of a configuration for the shallow run are not those of the residual one.
Config residual_part(Config config) {
    if (config.laboratory == LaboratoryKind::MeanField) {
        config.laboratory.reset();
        config.stop = {};
        config.cues.clear();
    }
    return config;
}

}  // namespace

Trainer::Trainer(const Config& config, Options options)
    : options_(std::move(options)),
      training_(residual_part(config), options_.engine, options_.factory, options_.rows_every),
      running_(options_.on_thread && options_.running && options_.stop_at != 0),
      steps_per_s_(options_.steps_per_s) {
    if (config.laboratory == LaboratoryKind::MeanField) {
        shallow_.load(config);
        kind_ = RunKind::Shallow;
    }
    publish();
}

Trainer::Trainer(const TrainingState& state, Options options)
    : options_(std::move(options)),
      training_(state, options_.engine, options_.factory),
      running_(options_.on_thread && options_.running && options_.stop_at != state.now.step),
      steps_per_s_(options_.steps_per_s) {
    restore_shallow(state);
    publish();
}

Trainer::~Trainer() {
    thread_.request_stop();
}

void Trainer::start() {
    thread_ = std::jthread([this](std::stop_token stop) { loop(stop); });
}

void Trainer::send(Command command) {
    {
        const std::lock_guard lock(mutex_);
        inbox_.push_back(std::move(command));
    }
    wake_.notify_one();
}

void Trainer::prepare_inline() {
    training_.prepare();
    publish();
}

void Trainer::run_inline(std::int64_t steps) {
    take_commands({});
    std::int64_t left = std::exchange(pending_, 0) + steps;
    while (left > 0 && !diverged() && take_step()) {
        --left;
    }
    publish();
}

TrainingState Trainer::last_state() {
    TrainingState out = training_.state();
    out.shallow = shallow_.state();
    return out;
}

bool Trainer::stop_within(std::chrono::milliseconds limit) {
    if (!thread_.joinable()) {
        return true;
    }
    thread_.request_stop();
    std::unique_lock lock(mutex_);
    return wake_.wait_for(lock, limit, [this] { return finished_; });
}

void Trainer::loop(std::stop_token stop) {
    name_thread("trainer");
    lower_thread_priority(GiveWay::Beside);
    stop_ = stop;
    work(stop);
    {
        const std::lock_guard lock(mutex_);
        finished_ = true;
    }
    wake_.notify_all();
}

void Trainer::work(std::stop_token stop) {
    rate_since_ = next_step_ = Clock::now();
    while (!stop.stop_requested()) {
        try {
            take_commands(stop);
            if (!prepared_ && !failed_) {
                training_.prepare();
                prepared_ = true;
                dirty_ = true;
                next_step_ = Clock::now();
            }
            take_steps(stop);
        } catch (const std::exception& error) {
            fail(error.what());
        }
        const Clock::time_point now = Clock::now();
        measure_rate(now);
        if (dirty_ && now >= next_publish_) {
            publish();
            next_publish_ = now + kPublishEvery;
        }
        Clock::time_point until = dirty_ ? next_publish_ : now + kRateWindow;
        if (wants_step() && (shallow() || !failed_)) {
            until = steps_per_s_ > 0 ? std::min(until, next_step_) : now;
        }
        wait(stop, until);
    }
}

void Trainer::fail(const std::string& message) {
    failed_ = true;
    running_ = false;
    pending_ = 0;
    message_ = message;
    dirty_ = true;
}

void Trainer::take_commands(std::stop_token stop) {
    std::vector<Command> commands;
    {
        const std::lock_guard lock(mutex_);
        commands.swap(inbox_);
    }
    taken_ += commands.size();
    for (const Command& command : joined(std::move(commands))) {
        if (stop.stop_requested()) {
            return;
        }
        try {
            execute(command);
        } catch (const std::exception& error) {
            message_ = error.what();  // the run goes on as it was
        }
        dirty_ = true;
    }
}

// One step; false where the run is to pause after it.
bool Trainer::take_step() {
    dirty_ = true;
    ++rate_steps_;
    if (shallow()) {
        shallow_.training().step();
        return !diverged() && !shallow_.training().stopped();
    }
    training_.step();
    return !training_.diverged() && !training_.stopped() && training_.steps() != options_.stop_at;
}

// Steps until it is time to publish, to read the inbox or to wait for the pace.
void Trainer::take_steps(std::stop_token stop) {
    if ((failed_ && !shallow()) || !wants_step()) {
        return;
    }
    const auto interval = std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(steps_per_s_ > 0 ? 1 / steps_per_s_ : 0));
    const Clock::time_point slice_end = Clock::now() + 5ms;
    Clock::time_point now = Clock::now();
    next_step_ = std::max(next_step_, now - kMaxBacklog);
    while (!stop.stop_requested() && wants_step()) {
        const bool paced = steps_per_s_ > 0 && pending_ == 0;
        if (paced && now < next_step_) {
            return;
        }
        const bool goes_on = take_step();
        next_step_ += interval;
        if (pending_ > 0) {
            --pending_;
        }
        if (!goes_on) {
            running_ = false;
            pending_ = 0;
        }
        now = Clock::now();
        if (now >= slice_end) {
            return;
        }
    }
}

void Trainer::wait(std::stop_token stop, Clock::time_point until) {
    std::unique_lock lock(mutex_);
    if (inbox_.empty() && until > Clock::now()) {
        wake_.wait_until(lock, stop, until, [this] { return !inbox_.empty(); });
    }
}

void Trainer::measure_rate(Clock::time_point now) {
    if (now - rate_since_ < kRateWindow) {
        return;
    }
    const double rate =
        static_cast<double>(rate_steps_) / std::chrono::duration<double>(now - rate_since_).count();
    dirty_ = dirty_ || rate != rate_;
    rate_ = rate;
    rate_steps_ = 0;
    rate_since_ = now;
}

void Trainer::publish() {
    Snapshot out = training_.snapshot();
    out.version = ++version_;
    out.commands = taken_;
    out.steps_per_s = rate_;
    out.devices = devices_;
    out.shallow = shallow_.snapshot();
    out.kind = kind_;
    if (shallow()) {
        running_ = running_ && !diverged();
        out.status = running_ ? Status::Running : Status::Paused;
    } else if (out.status == Status::Diverged) {
        running_ = false;
    } else if (failed_) {
        out.status = Status::Failed;
    } else if (options_.on_thread && !prepared_) {
        out.status = Status::Starting;
    } else {
        out.status = running_ ? Status::Running : Status::Paused;
    }
    if (!message_.empty()) {
        out.message = message_;
    }
    latest_.set(std::make_shared<const Snapshot>(std::move(out)));
    dirty_ = false;
}

}  // namespace la
