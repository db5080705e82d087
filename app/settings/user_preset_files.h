#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/job_thread.h"
#include "core/io/user_presets.h"

namespace la {

// Reads and writes user presets on a thread of its own. Its functions are called on the window's
// thread and never wait.
class UserPresetFiles {
  public:
    explicit UserPresetFiles(std::filesystem::path folder);  // starts to read the folder

    void save(Preset preset) { thread_.ask(std::move(preset)); }
    void remove(std::string name) { thread_.ask(std::move(name)); }

    struct Answer {
        UserPresets found;  // all presets of the folder, after the job
        std::string saved;  // name of the preset that was saved, or ""
        std::string removed;
        std::string failure;  // "": success
    };
    std::vector<Answer> answers() { return thread_.answers(); }

  private:
    using Job = std::variant<std::monostate, Preset, std::string>;  // read; save; remove
    Answer run(const Job& job) const;

    std::filesystem::path folder_;
    JobThread<Job, Answer> thread_{"own presets",
                                   [this](const Job& job) { thread_.answer(run(job)); }};
};

}  // namespace la
