#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/experiment/run_options.h"
#include "core/io/model_file.h"
#include "core/model_reader/model_reader.h"
#include "core/train/snapshot.h"

namespace la {

// The configuration of a model's network: that of --preset or --config, else that in the file; then
// --set. Throws Error, UsageError.
Config config_for_model(const RunOptions& options, const ModelFile& model,
                        const std::filesystem::path& path);

// The weights of a model as a network of this shape. Throws Error also if the parameters fit but
// the file names another network.
Weights weights_for(const ModelFile& model, const NetworkConfig& network, int classes,
                    const std::filesystem::path& path);

// The network of a model file on its data, for `inspect` and `render`; `against`: a model of ours,
// as A beside it. Data named by the options replaces the model's own. An imported TorchScript model
// is shown as it is, by default on the data.csv beside it; a recording on its own points. Throws
// Error, UsageError, NotIsolated.
std::shared_ptr<const Snapshot> model_snapshot(const RunOptions& options,
                                               const ModelReaderOptions& reader,
                                               const std::filesystem::path& path,
                                               const std::filesystem::path& against = {});

// The same in a window that trains: the model as B on the points of the run, the run's B as A; a
// recording alone, on its own points.
std::shared_ptr<const Snapshot> model_beside(const std::filesystem::path& path,
                                             const ModelReaderOptions& reader, const Snapshot& run);

// What of the imported networks of a snapshot cannot be shown, and what was changed to show it; a
// line each.
std::vector<std::string> notes_of(const Snapshot& snapshot);

// The model of a program among the networks of a snapshot; null if there is none.
const IsolatedFlow* imported_in(const Snapshot& snapshot);

}  // namespace la
