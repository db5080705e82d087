#pragma once

#include <filesystem>
#include <memory>

#include "app/experiment/run_options.h"
#include "core/io/model_file.h"
#include "core/train/snapshot.h"

namespace la {

// The configuration for a model's network: the one in the file, unless --preset or --config names
// another; then --set. Throws Error, UsageError.
Config config_for_model(const RunOptions& options, const ModelFile& model,
                        const std::filesystem::path& path);

// The model's weights as a network of this shape. Error where the file says of itself that it is
// another network, though its parameters would fit.
Weights weights_for(const ModelFile& model, const NetworkConfig& network, int classes,
                    const std::filesystem::path& path);

// The network of a model file and its data, to look at; with `against`, a model of ours, as A
// beside it. Where the options name data, the model is shown on that, whatever its own was.
// Somebody else's TorchScript model is taken as it is; without named data it is shown on the
// data.csv beside it. Throws Error, UsageError. Loads LibTorch.
std::shared_ptr<const Snapshot> model_snapshot(const RunOptions& options,
                                               const std::filesystem::path& path,
                                               const std::filesystem::path& against = {});

// The same for a window that trains: the model on the points of the run, its B beside it as A.
std::shared_ptr<const Snapshot> model_beside(const std::filesystem::path& path,
                                             const Snapshot& run);

}  // namespace la
