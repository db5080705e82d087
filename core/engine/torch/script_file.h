#pragma once

#include <exception>
#include <string>

#include <torch/script.h>

namespace la {

// Loads a TorchScript file onto the CPU. `extra`: its extra files that are wanted. Throws Error
// without the file's name: damaged, or made for a later LibTorch.
torch::jit::Module load_script(const std::string& bytes, torch::jit::ExtraFilesMap& extra);

// The cause in a LibTorch message of many lines, most of them source of the model and addresses:
// one line.
std::string cause_of(const std::exception& error);

}  // namespace la
