#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/train/snapshot.h"

namespace la {

// The files of a run: config.json, data.csv, metrics.csv, model.safetensors and model.pt, and with
// "compare" also metrics_a.csv, model_a.safetensors and model_a.pt, with "weights.measure"
// smoothness.csv, with "stability" ftle.csv.
// The command line and the window write them by the same functions.

// The spacing of metrics.csv that gives a run of this many steps about 1,000 rows.
std::int64_t rows_every(std::int64_t steps);

// In the order of their worth.
inline constexpr std::array kRunFiles{
    "model.safetensors", "model_a.safetensors", "config.json",   "data.csv",       "model.pt",
    "model_a.pt",        "metrics.csv",         "metrics_a.csv", "smoothness.csv", "ftle.csv"};
// False for those of A where there is none, and for measures that config.weights does not ask for.
bool belongs_to(std::string_view name, const Snapshot& run);

// The content of one of them. Same run and step, same bytes. `init`: the model file of the first
// weights; empty: by the seed. Throws Error.
std::string run_file(std::string_view name, const Snapshot& run, const std::string& init = "");

// The contents of the files. In a run on points from a file, config.json and the model name the
// data.csv beside them instead, so that the folder can be moved and trains to the same bytes again;
// "ran" has the original file. Numbers are the shortest text that reads back as the same number, or
// an empty cell if not finite.
std::string data_csv(const Dataset& data);                         // x,y,label,split
std::string metrics_csv(const Snapshot& run, std::size_t member);  // last row: the snapshot's step
std::string config_with_ran(const Snapshot& run, const std::string& init);

// The configuration on one line of ASCII, to go inside pictures, films and tables.
std::string config_line(const Snapshot& run);

// The configuration of a run that would train this member alone.
Config member_config(const Snapshot& run, std::size_t member);

}  // namespace la
