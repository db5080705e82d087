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
// never delays a frame. The destructor writes a text that waits. The first failure ends all
// writing.
//     write, failure    the window's thread, neither waits
class StateWriter {
  public:
    explicit StateWriter(std::filesystem::path path);  // writes {}; throws Error

    void write(std::string text) { job_.request(std::move(text)); }
    std::string failure() const;  // empty: none

  private:
    std::filesystem::path path_;
    Latest<std::string> failure_;
    NewestJob<std::string> job_;
};

}  // namespace la
