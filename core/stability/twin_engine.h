#pragma once

#include "core/engine/engine.h"
#include "core/model/config.h"

namespace la {

// The engine to make for a run: a twin can be told from rounding in double precision only, so that
// auto is the double engine where one is asked for. An engine or a GPU that is named stays.
inline EngineOptions options_for_twin(EngineOptions asked, const StabilityConfig& stability) {
    const bool here = asked.device.kind == DeviceKind::Auto || asked.device.kind == DeviceKind::Cpu;
    if (stability.twin > 0 && here && asked.engine == EngineKind::Auto) {
        asked.engine = EngineKind::Double;
    }
    return asked;
}

}  // namespace la
