#include "app/experiment/data_loader.h"

#include <exception>
#include <utility>

namespace la {

DataLoader::DataLoader()
    : job_([this](const std::function<Config()>& setting) {
          LoadedData out;
          try {
              out.config = setting();
              out.data = std::make_shared<const Dataset>(make_dataset(out.config.dataset));
          } catch (const std::exception& error) {
              out.error = error.what();
          }
          loaded_.set(std::make_shared<const LoadedData>(std::move(out)));
      }) {}

}  // namespace la
