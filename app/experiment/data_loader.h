#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "app/experiment/setting_file.h"
#include "core/base/latest.h"
#include "core/base/newest_job.h"
#include "core/data/dataset.h"
#include "core/model/config.h"

namespace la {

// A configuration, with the answers of a lesson where its file has them.
struct LoadedSetting {
    Config config;
    AnswersFile answers{};
};

// A setting and the points that it names, or why they could not be read.
struct LoadedData {
    LoadedSetting setting;
    std::shared_ptr<const Dataset> data;  // null: see error
    std::string error;
};

// Reads files of points and of settings on a thread of its own: the window does not wait, and a
// file that cannot be read does not touch the run. Owned by App.
//     open, take    the window's thread, neither waits
class DataLoader {
  public:
    DataLoader();

    // What finds a setting, asked on the loader's thread. The newest wins.
    void open(std::function<LoadedSetting()> setting) { job_.request(std::move(setting)); }
    // What has been read since the last call; null: nothing.
    std::shared_ptr<const LoadedData> take() { return loaded_.take(); }

  private:
    Latest<LoadedData> loaded_;
    NewestJob<std::function<LoadedSetting()>> job_;
};

}  // namespace la
