#pragma once

#include <filesystem>
#include <string>

#include "core/train/snapshot.h"

namespace la {

// What is handed in at the end of a lesson: the files of a run, a picture and the answers, gathered
// in a folder for temporary files and packed into one archive. The folder goes with the object.
// Thread: any one at a time.
class HandInFiles {
  public:
    explicit HandInFiles(std::filesystem::path archive);
    ~HandInFiles();
    HandInFiles(const HandInFiles&) = delete;
    HandInFiles& operator=(const HandInFiles&) = delete;

    const std::filesystem::path& archive() const { return archive_; }
    const std::filesystem::path& folder() const { return folder_; }  // empty before write_run

    // Throws Error where the archive could not be written in the end, as far as this can be known
    // now, or a file of the run cannot be made. `answers`: JSON.
    void write_run(const Snapshot& run, const std::string& answers);
    // All that lies in the folder then, by name. Throws Error.
    void pack() const;

  private:
    std::filesystem::path archive_, folder_;
};

}  // namespace la
