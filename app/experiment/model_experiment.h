#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/experiment/experiment_filter.h"
#include "app/experiment/frozen_experiment.h"
#include "core/base/job_thread.h"

namespace la {

// Can show a model of a file in place of the run, beside the run's B and on its points, while the
// run goes on. Meanwhile commands that train or edit are ignored; TakeState and Open reach the run.
// Thread: the window's, never waits; the file is read on a thread of its own.
class ModelExperiment : public ExperimentFilter {
  public:
    // `log`: receives what models print; empty: dropped.
    explicit ModelExperiment(Experiment& run, std::filesystem::path log = {});
    ~ModelExperiment() override { leave(); }

    // `trust`: also if the system cannot isolate it. Gives up a model that is being read.
    void open(const std::filesystem::path& file, bool trust = false);
    // Back to the run. Gives up what is being read and what the model computes.
    void leave();

    struct News {
        std::string failure;             // why a model is not shown, or no more; empty: none
        bool not_isolated = false;       // that is why: `file` can be opened with trust
        std::filesystem::path file;      // that the news is about
        std::vector<std::string> notes;  // about a model that is shown now
    };
    // Once per frame: shows what has been read. Returns what is new.
    News update();

    bool shown() const { return shown_; }
    bool reading() const { return wanted_ > answered_; }
    std::shared_ptr<const Snapshot> run() const { return run_.snapshot(); }

    void send(Command command) override;
    std::shared_ptr<const TakenState> taken() const override { return run_.taken(); }

  protected:
    Experiment& target() const override {
        return shown_ ? static_cast<Experiment&>(*frozen_) : run_;
    }

  private:
    struct Job {
        std::uint64_t number = 0;
        std::filesystem::path file;
        bool trust = false;
        std::shared_ptr<const Snapshot> run;
    };
    struct Answer {
        std::uint64_t number = 0;
        std::shared_ptr<const Snapshot> model;  // null: see news
        News news;
    };

    Answer read(const Job& job);
    bool lets_go(std::uint64_t number) const { return number != wanted_ && number != on_show_; }

    Experiment& run_;
    std::filesystem::path log_;
    std::unique_ptr<FrozenExperiment> frozen_;  // made for the first model, kept for the next
    bool shown_ = false;
    std::uint64_t asked_ = 0, answered_ = 0;  // numbers of models
    // The models whose processes may go on, 0 for none; asked by the threads that wait for them.
    std::atomic<std::uint64_t> wanted_{0}, on_show_{0};
    JobThread<Job, Answer> reader_;
};

}  // namespace la
