#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/data/dataset.h"
#include "core/model/config.h"

namespace la {

// Points that have been read, as the configuration wants them; or why they could not be.
struct LoadedData {
    Config config;
    std::shared_ptr<const Dataset> data;  // null: see error
    std::string error;
};

// Reads files of points on a thread of its own: the window does not wait, and what cannot be read
// does not touch the run. open and take: the window's thread, neither waits.
class DataLoader {
  public:
    DataLoader();
    ~DataLoader();  // stops and joins

    void open(const Config& config);   // the newest wins
    std::optional<LoadedData> take();  // what has been read since the last call

  private:
    void loop(std::stop_token stop);

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Config> inbox_;
    std::optional<LoadedData> outbox_;
    std::jthread thread_;
};

}  // namespace la
