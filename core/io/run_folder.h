#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/train/snapshot.h"

namespace la {

// What a run leaves behind: config.json, data.csv, metrics.csv, model.pt, and with "compare" also
// metrics_a.csv and model_a.pt. The command line and the GUI write it with the same function.

// The spacing of metrics.csv that gives a run of so many steps about 1,000 rows.
std::int64_t rows_every(std::int64_t steps);

// Makes the folder if it is not there. Error if it cannot be made, or is not empty without `force`.
void open_run_folder(const std::filesystem::path& folder, bool force);

// Writes every file whole, and removes those of another run that this one does not have. A snapshot
// of the same run at the same step gives the same bytes. `init`: the model file that the first
// weights came from, if any. Throws Error. Loads LibTorch.
void write_run(const std::filesystem::path& folder, const Snapshot& run,
               const std::string& init = "");

// config.json and the model's configuration of a run on points from a file name data.csv, beside
// them, instead: the folder is whole wherever it is taken, and trains to the same bytes again.
// Where the points came from is in "ran". The files' contents. Numbers are the shortest text that
// reads back as the same number; a number that is not finite is an empty cell.
std::string data_csv(const Dataset& data);                         // x,y,label,split
std::string metrics_csv(const Snapshot& run, std::size_t member);  // last row: the snapshot's step
std::string config_with_ran(const Snapshot& run, const std::string& init);

// The same on one line and in plain ASCII, to go inside pictures, films and tables.
std::string config_line(const Snapshot& run);

// The configuration of one member as that of a run of its own.
Config member_config(const Snapshot& run, std::size_t member);

}  // namespace la
