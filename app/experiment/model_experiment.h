#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/experiment/frozen_experiment.h"
#include "core/base/job_thread.h"

namespace la {

// A lab in which a model of a file can be looked at in the place of the run, beside its B and on
// its points, while the run goes on. Whatever would train or edit is passed over meanwhile; what
// asks for the state of the run, or goes on with another, reaches it. Thread: the window's, never
// waits; the file is read on a thread of its own.
class ModelExperiment : public Experiment {
  public:
    explicit ModelExperiment(Experiment& run);

    void open(const std::filesystem::path& file);
    void leave() { shown_ = false; }
    // Once per frame: shows what has been read. Why a model cannot be, in one line; else empty.
    std::string update();

    bool shown() const { return shown_; }
    std::shared_ptr<const Snapshot> run() const { return run_.snapshot(); }

    void send(Command command) override;
    std::shared_ptr<const Snapshot> snapshot() const override { return experiment().snapshot(); }
    void request(ObserverRequest request) override { experiment().request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return experiment().observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return run_.taken(); }

  private:
    struct Job {
        std::filesystem::path file;
        std::shared_ptr<const Snapshot> run;
    };
    struct Answer {
        std::shared_ptr<const Snapshot> model;  // null: see failure
        std::string failure;
    };
    Experiment& experiment() const { return shown_ ? static_cast<Experiment&>(*frozen_) : run_; }

    Experiment& run_;
    std::unique_ptr<FrozenLiveExperiment> frozen_;  // made for the first model, kept for the next
    bool shown_ = false;
    std::uint64_t number_ = 0;
    JobThread<Job, Answer> reader_;
};

}  // namespace la
