#include "app/laboratories/laboratories.h"

#include "app/laboratories/flow/flow_laboratory.h"
#include "app/laboratories/weights/weights_laboratory.h"

namespace la {

Laboratories::Laboratories()
    : all_{std::make_unique<FlowLaboratory>(), std::make_unique<WeightsLaboratory>()} {}

void Laboratories::ask_for_measures(UndoableExperiment& experiment) {
    const SetMeasures wanted = now().measures_of_the_run();
    if (wanted.weights != asked_.weights) {
        experiment.pass(wanted);
        asked_ = wanted;
    }
}

}  // namespace la
