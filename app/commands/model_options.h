#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "app/experiment/run_options.h"
#include "core/model_reader/model_reader.h"
#include "core/train/snapshot.h"

namespace la {

// What the commands that read models share.

// --trust, for use with `model`, the option that names one; null: there always is one.
void add_trust_option(CLI::App& command, RunOptions& run, CLI::Option* model = nullptr);

// Ends the reading when the program is interrupted, or when `closing` says so. What the model
// prints goes to model.log in the state folder. Says on a terminal that it waits.
ModelReaderOptions model_reader_options(const RunOptions& run, std::function<bool()> closing = {});

// Prints what of an imported model cannot be shown, a line each.
void print_model_notes(const Snapshot& snapshot);

// Throws Error if an imported model has failed since it was opened: what it gave is NaN.
void check_model(const Snapshot& snapshot);

}  // namespace la
