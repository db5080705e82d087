#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include <glm/vec4.hpp>

#include "app/app.h"

namespace la {

// The content of --state: one JSON object, see the contract in README.
std::string state_json(App& app, glm::ivec4 window);

// Writes the newest text it was given, atomically, on a thread of its own: a slow disk does not
// hold up a frame. A file that cannot be written is given up after the first failure, which
// failure() then tells.
class StateWriter {
  public:
    explicit StateWriter(
        std::filesystem::path path);  // throws Error if it cannot be written at all
    ~StateWriter();

    void write(std::string text);
    std::string failure() const;

  private:
    void loop(std::stop_token stop);

    std::filesystem::path path_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<std::string> inbox_;
    std::string failure_;
    std::jthread thread_;
};

}  // namespace la
