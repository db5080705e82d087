#pragma once

#include <filesystem>
#include <string>

#include "app/settings/settings.h"
#include "core/base/job_thread.h"

namespace la {

// The file settings.json in a folder: read before the window opens, written when a setting has
// changed and stayed so for a moment, and at the end. No frame waits for it. A file that cannot be
// read is renamed to settings.kept.json, so that nothing is lost. Thread: the window's.
class SettingsFile {
  public:
    explicit SettingsFile(std::filesystem::path folder);  // empty: nothing is remembered

    struct Read {
        WindowMemory settings;
        std::string complaint;  // one line; empty: success
    };
    Read read();

    // Takes the present settings; called a few times a second. The first call sets what counts as
    // unchanged.
    void keep(const WindowMemory& now);

    // Why the newest settings could not be written, reported once; otherwise empty.
    std::string complaint();

    // Writes what has changed, and waits for it. Returns the same as complaint().
    std::string close(const WindowMemory& now);

  private:
    std::filesystem::path put_aside() const;  // throws Error
    void write(const std::string& text);

    std::filesystem::path folder_;
    bool failed_ = false;           // the newest write failed
    std::string written_, latest_;  // texts of the newest write and keep(); empty: none yet
    std::string said_;
    JobThread<std::string, std::string> thread_{"settings",
                                                [this](const std::string& text) { write(text); }};
};

// Removes the settings in the folder, and nothing else. Returns a line that says what it did.
// Throws Error.
std::string reset_settings(const std::filesystem::path& folder);

}  // namespace la
