#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/experiment/experiment_filter.h"
#include "app/experiment/frozen_experiment.h"
#include "core/base/job_thread.h"

namespace la {

// Can show a model of a file in place of the run, beside the run's B and on its points, while the
// run goes on. Meanwhile commands that train or edit are ignored; TakeState and Open reach the run.
// Thread: the window's, never waits; the file is read on a thread of its own.
class ModelExperiment : public ExperimentFilter {
  public:
    explicit ModelExperiment(Experiment& run);

    void open(const std::filesystem::path& file);
    void leave() { shown_ = false; }
    // Once per frame: shows what has been read. Returns in one line why a model cannot be shown;
    // empty otherwise.
    std::string update();

    bool shown() const { return shown_; }
    std::shared_ptr<const Snapshot> run() const { return run_.snapshot(); }

    void send(Command command) override;
    std::shared_ptr<const TakenState> taken() const override { return run_.taken(); }

  protected:
    Experiment& target() const override {
        return shown_ ? static_cast<Experiment&>(*frozen_) : run_;
    }

  private:
    struct Job {
        std::filesystem::path file;
        std::shared_ptr<const Snapshot> run;
    };
    struct Answer {
        std::shared_ptr<const Snapshot> model;  // null: see failure
        std::string failure;
    };

    Experiment& run_;
    std::unique_ptr<FrozenExperiment> frozen_;  // made for the first model, kept for the next
    bool shown_ = false;
    std::uint64_t number_ = 0;
    JobThread<Job, Answer> reader_;
};

}  // namespace la
