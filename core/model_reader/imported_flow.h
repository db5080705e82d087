#pragma once

#include <string>
#include <vector>

#include "core/model/flow.h"

namespace la {

// A network that is not ours, whose code we do not have.
class ImportedFlow : public Flow {
  public:
    // What of the model cannot be shown, and what was changed to show it; a line each.
    virtual const std::vector<std::string>& notes() const = 0;
};

}  // namespace la
