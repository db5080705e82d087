#pragma once

#include <filesystem>

#include "core/model_reader/recorded_model.h"
#include "core/train/snapshot.h"

namespace la {

// Puts a recorded network on its own points into `out` as the last member, with its history; the
// other members stay. `path` is for the message.
void show_recording(Snapshot& out, const RecordedModel& recording,
                    const std::filesystem::path& path);

// The recorded network among those of a snapshot; null if there is none.
const RecordedFlow* recorded_in(const Snapshot& snapshot);

}  // namespace la
