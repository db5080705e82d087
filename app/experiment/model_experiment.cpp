#include "app/experiment/model_experiment.h"

#include <exception>
#include <utility>

#include "app/experiment/model_snapshot.h"

namespace la {

namespace {

constexpr std::uint64_t kFirstRun = std::uint64_t{1} << 62;  // above the runs of any training

}  // namespace

ModelExperiment::ModelExperiment(Experiment& run, std::filesystem::path log)
    : ExperimentFilter(run),
      run_(run),
      log_(std::move(log)),
      reader_("model", [this](const Job& job) { reader_.answer(read(job)); }) {}

void ModelExperiment::open(const std::filesystem::path& file, bool trust) {
    wanted_ = ++asked_;
    reader_.ask({asked_, file, trust, run_.snapshot()});
}

void ModelExperiment::leave() {
    shown_ = false;
    on_show_ = 0;
    wanted_ = 0;
}

ModelExperiment::Answer ModelExperiment::read(const Job& job) {
    Answer out{.number = job.number, .news = {.file = job.file}};
    try {
        const ModelReaderOptions options{
            .trust = job.trust,
            .given_up = [this, number = job.number] { return lets_go(number); },
            .log = log_};
        out.model = model_beside(job.file, options, *job.run);
        out.news.notes = notes_of(*out.model);
    } catch (const NotIsolated& error) {
        out.news.failure = error.what();
        out.news.not_isolated = true;
    } catch (const std::exception& error) {
        out.news.failure = error.what();
    }
    return out;
}

ModelExperiment::News ModelExperiment::update() {
    News news;
    for (Answer& answer : reader_.answers()) {
        answered_ = answer.number;
        if (answer.number != wanted_) {
            continue;  // given up
        }
        news = std::move(answer.news);
        if (!answer.model) {
            wanted_ = on_show_.load();
            continue;
        }
        auto model = std::make_shared<Snapshot>(*answer.model);
        model->run = kFirstRun + answer.number;
        if (frozen_) {
            frozen_->show(std::move(model));
        } else {
            frozen_ =
                std::make_unique<FrozenExperiment>(std::move(model), std::make_unique<Observer>());
        }
        on_show_ = answer.number;
        shown_ = true;
    }
    if (shown_) {
        const IsolatedFlow* flow = imported_in(*frozen_->snapshot());
        if (std::string why = flow ? flow->failure() : std::string(); !why.empty()) {
            leave();
            news.failure = std::move(why);
        }
    }
    return news;
}

void ModelExperiment::send(Command command) {
    if (std::holds_alternative<Open>(command)) {
        leave();
    }
    if (!shown_ || std::holds_alternative<TakeState>(command)) {
        run_.send(std::move(command));
    }
}

}  // namespace la
