#include "app/experiment/data_loader.h"

#include <exception>
#include <utility>

namespace la {

DataLoader::DataLoader() : thread_([this](std::stop_token stop) { loop(stop); }) {}

DataLoader::~DataLoader() {
    thread_.request_stop();
}

void DataLoader::open(const Config& config) {
    {
        const std::lock_guard lock(mutex_);
        inbox_ = config;
    }
    wake_.notify_one();
}

std::optional<LoadedData> DataLoader::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(outbox_, std::nullopt);
}

void DataLoader::loop(std::stop_token stop) {
    while (!stop.stop_requested()) {
        std::optional<Config> config;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return inbox_.has_value(); })) {
                return;
            }
            config.swap(inbox_);
        }
        LoadedData out{.config = *config, .data = nullptr, .error = {}};
        try {
            out.data = std::make_shared<const Dataset>(make_dataset(config->dataset));
        } catch (const std::exception& error) {
            out.error = error.what();
        }
        const std::lock_guard lock(mutex_);
        outbox_ = std::move(out);
    }
}

}  // namespace la
