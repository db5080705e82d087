#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include <glm/vec4.hpp>

#include "app/app.h"
#include "core/base/latest.h"
#include "core/base/newest_job.h"

namespace la {

// The content of --state: one JSON object, by the contract in README. `window`: x, y, width,
// height.
std::string state_json(App& app, glm::ivec4 window);

// Writes the newest text that write() got, atomically, on a thread of its own, so that a slow disk
// never delays a frame. The destructor writes a text that waits. After a failure the next text is
// tried all the same.
//     write, complaint    the window's thread, neither waits
class StateWriter {
  public:
    explicit StateWriter(std::filesystem::path path);  // writes {}; throws Error

    void write(std::string text) { job_.request(std::move(text)); }
    // Why writing fails, once when it begins to fail, and "" otherwise.
    std::string complaint();

  private:
    std::filesystem::path path_;
    Latest<std::string> failure_;  // "": the newest text is written
    std::string said_;
    NewestJob<std::string> job_;
};

}  // namespace la
