#include "app/experiment/model_experiment.h"

#include <exception>
#include <utility>

#include "app/experiment/model_snapshot.h"

namespace la {

namespace {

constexpr std::uint64_t kFirstRun = std::uint64_t{1} << 62;  // above the runs of any training

}  // namespace

ModelExperiment::ModelExperiment(Experiment& run)
    : ExperimentFilter(run), run_(run), reader_([this](const Job& job) {
          Answer answer;
          try {
              answer.model = model_beside(job.file, *job.run);
          } catch (const std::exception& error) {
              answer.failure = error.what();
          }
          reader_.answer(std::move(answer));
      }) {}

void ModelExperiment::open(const std::filesystem::path& file) {
    reader_.ask({file, run_.snapshot()});
}

std::string ModelExperiment::update() {
    std::string failure;
    for (Answer& answer : reader_.answers()) {
        failure = std::move(answer.failure);
        if (!answer.model) {
            continue;
        }
        auto model = std::make_shared<Snapshot>(*answer.model);
        model->run = kFirstRun + ++number_;
        if (frozen_) {
            frozen_->show(std::move(model));
        } else {
            frozen_ =
                std::make_unique<FrozenExperiment>(std::move(model), std::make_unique<Observer>());
        }
        shown_ = true;
    }
    return failure;
}

void ModelExperiment::send(Command command) {
    if (std::holds_alternative<Open>(command)) {
        shown_ = false;
    }
    if (!shown_ || std::holds_alternative<TakeState>(command)) {
        run_.send(std::move(command));
    }
}

}  // namespace la
