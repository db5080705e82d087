#include "app/laboratories/laboratories.h"

#include "app/laboratories/flow/flow_laboratory.h"
#include "app/laboratories/mean_field/mean_field_laboratory.h"
#include "app/laboratories/stability/stability_laboratory.h"
#include "app/laboratories/weights/weights_laboratory.h"

namespace la {

Laboratories::Laboratories()
    : all_{std::make_unique<FlowLaboratory>(), std::make_unique<WeightsLaboratory>(),
           std::make_unique<MeanFieldLaboratory>(), std::make_unique<StabilityLaboratory>()} {}

void Laboratories::choose_run(const Snapshot& snapshot, UndoableExperiment& experiment) {
    // Before the training has taken the commands sent, the snapshot shows an old choice.
    if (snapshot.kind != now().run() && snapshot.commands >= experiment.passed() &&
        snapshot.status != Status::Frozen) {
        experiment.pass(ChooseRun{now().run()});
    }
}

void Laboratories::ask_for_measures(UndoableExperiment& experiment) {
    const SetMeasures wanted = now().measures_of_the_run();
    if (wanted.weights != asked_.weights || wanted.stability != asked_.stability) {
        experiment.pass(wanted);
        asked_ = wanted;
    }
}

}  // namespace la
