#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/model_reader/channel.h"
#include "core/model_reader/model_reader.h"

namespace la {

// The process that reads and runs one model, seen from the program. One thread at a time.
class ModelProcess {
  public:
    // Starts it. `file_bytes`: size of the model, for its memory. Throws Error, NotIsolated.
    ModelProcess(ModelReaderOptions options, std::uint64_t file_bytes);
    ~ModelProcess();  // ends it at once
    ModelProcess(const ModelProcess&) = delete;
    ModelProcess& operator=(const ModelProcess&) = delete;

    bool isolated() const { return isolated_; }

    // The answer to a question, see messages.h; of at most `longest` bytes. Throws Error if there
    // is none, saying why; the process has ended then, and every later question fails likewise.
    std::string ask(std::string_view question, std::uint64_t longest);

  private:
    void greet();
    [[noreturn]] void fail(const std::string& why);
    std::string end();
    void watch_starting();
    void watch();

    ModelReaderOptions options_;
    int process_ = -1;  // number of the process; -1: none
    Channel channel_;
    bool isolated_ = false;
    std::string failure_;
    // Of the question under way.
    double used_before_ = 0, used_ = 0, idle_since_ = 0;
};

}  // namespace la
