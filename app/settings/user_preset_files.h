#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/job_thread.h"
#include "core/io/user_presets.h"

namespace la {

// What the chooser of presets wishes for; done in the next frame.
struct SaveUserPreset {
    std::string name;
};
struct RemoveUserPreset {
    std::string name;
};
using PresetWish = std::variant<SaveUserPreset, RemoveUserPreset>;

// What is on screen about presets of one's own.
struct UserPresetsUi {
    UserPresets own;  // as they lie on the disk
    std::vector<PresetWish> wishes;
    bool asking = false;           // for a name
    bool begin = false;            // the question has just come up
    std::array<char, 128> name{};  // being typed
    std::string removing;          // the one that is being asked about
};

// The thread that reads and writes presets of one's own. Thread: the window's; nothing waits.
class UserPresetFiles {
  public:
    explicit UserPresetFiles(std::filesystem::path folder);  // reads what is there

    void save(Preset preset) { thread_.ask(std::move(preset)); }
    void remove(std::string name) { thread_.ask(std::move(name)); }

    struct Answer {
        UserPresets own;    // afterwards
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
