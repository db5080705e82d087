#pragma once

#include <filesystem>
#include <string>

#include "app/settings/settings.h"
#include "core/base/job_thread.h"

namespace la {

// The settings in a folder, settings.json: read before the window opens, written when something in
// it has changed and stayed so for a moment, and at the end. A frame waits for none of it. What
// cannot be read is put aside as settings.kept.json, and nothing of it is lost. Thread: the
// window's.
class SettingsFile {
  public:
    explicit SettingsFile(std::filesystem::path folder);  // empty: nothing is remembered

    struct Read {
        WindowMemory settings;
        std::string complaint;  // one line; empty: all is well
    };
    Read read();

    // The settings as they are now, a few times a second. The first are those to begin with.
    void keep(const WindowMemory& now);

    // Why the last could not be written, once; empty: they were.
    std::string complaint();

    // Writes what has changed, and waits for it; as complaint().
    std::string close(const WindowMemory& now);

  private:
    std::filesystem::path put_aside() const;  // throws Error
    void write(const std::string& text);

    std::filesystem::path folder_;
    bool failed_ = false;           // the newest that was written was not
    std::string written_, latest_;  // texts; empty: none yet
    std::string said_;
    JobThread<std::string, std::string> thread_{[this](const std::string& text) { write(text); }};
};

// Removes the settings in the folder, and nothing else; says what it did. Throws Error.
std::string reset_settings(const std::filesystem::path& folder);

}  // namespace la
