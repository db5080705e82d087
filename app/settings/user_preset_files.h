#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/job_thread.h"
#include "core/io/user_presets.h"

namespace la {

// The thread that reads and writes presets of one's own. Thread: the window's; nothing waits.
class UserPresetFiles {
  public:
    explicit UserPresetFiles(std::filesystem::path folder);  // reads what is there

    void save(Preset preset) { thread_.ask(std::move(preset)); }
    void remove(std::string name) { thread_.ask(std::move(name)); }

    struct Answer {
        UserPresets found;  // afterwards
        std::string saved;  // the name of the one that was, or ""
        std::string removed;
        std::string failure;  // "": done
    };
    std::vector<Answer> answers() { return thread_.answers(); }

  private:
    using Job = std::variant<std::monostate, Preset, std::string>;  // read; save; remove
    Answer run(const Job& job) const;

    std::filesystem::path folder_;
    JobThread<Job, Answer> thread_{[this](const Job& job) { thread_.answer(run(job)); }};
};

}  // namespace la
