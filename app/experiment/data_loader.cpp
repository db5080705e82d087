#include "app/experiment/data_loader.h"

#include <exception>
#include <utility>

namespace la {

DataLoader::DataLoader()
    : job_(
          [this](const std::function<LoadedSetting()>& setting) {
              LoadedData out;
              try {
                  out.setting = setting();
                  out.data =
                      std::make_shared<const Dataset>(make_dataset(out.setting.config.dataset));
              } catch (const std::exception& error) {
                  out.error = error.what();
              }
              loaded_.set(std::make_shared<const LoadedData>(std::move(out)));
          },
          {.name = "data loader"}) {}

}  // namespace la
