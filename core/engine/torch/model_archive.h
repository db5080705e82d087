#pragma once

#include <string>

#include "core/model/model_file.h"

namespace la {

// Reads the parameters of a TorchScript file. Throws Error without the file's name, which the
// caller adds.
ModelFile load_archive(const std::string& bytes);

}  // namespace la
