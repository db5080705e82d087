#include "core/engine/device.h"

namespace la {

std::string Device::text() const {
    const std::string name(name_of(kind));
    return index == kNoIndex ? name : name + ":" + std::to_string(index);
}

}  // namespace la
