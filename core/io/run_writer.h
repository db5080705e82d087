#pragma once

#include <filesystem>
#include <string>

#include "core/train/snapshot.h"

namespace la {

// The folder of a run, taken before the first step and written at the end. It is taken for this
// process alone while the object lives. Thread: any one at a time.
class RunWriter {
  public:
    // Makes the folder if it does not exist. Throws Error if the run could not be written in the
    // end, as far as this can be known now: the folder cannot be made or written to, another
    // process writes to it, or it is not empty and `force` is false.
    RunWriter(const std::filesystem::path& folder, bool force);
    ~RunWriter() = default;
    RunWriter(const RunWriter&) = delete;
    RunWriter& operator=(const RunWriter&) = delete;

    // Writes the files of run_files, the weights first. In place of another run, all of them or
    // none: the folder holds one run at any moment, and no file of another. What does not fit is
    // left out, the rest is written, if need be into a folder beside or one for temporary files,
    // and an Error says what is where. Same run and step, same bytes. `init`: the model file of the
    // first weights; empty: by the seed.
    void write(const Snapshot& run, const std::string& init = "");

  private:
    void lock();

    std::filesystem::path folder_;
    struct Lock {
        int file = -1;  // the open folder
        ~Lock();
    } lock_;
};

}  // namespace la
