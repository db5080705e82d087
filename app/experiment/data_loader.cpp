#include "app/experiment/data_loader.h"

#include <exception>
#include <utility>

namespace la {

DataLoader::DataLoader()
    : job_([this](const Config& config) {
          LoadedData out{.config = config, .data = nullptr, .error = {}};
          try {
              out.data = std::make_shared<const Dataset>(make_dataset(config.dataset));
          } catch (const std::exception& error) {
              out.error = error.what();
          }
          loaded_.set(std::make_shared<const LoadedData>(std::move(out)));
      }) {}

}  // namespace la
