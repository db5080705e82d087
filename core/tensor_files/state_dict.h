#pragma once

#include <string>

#include "core/model/model_file.h"

namespace la {

// The tensors of what torch.save of PyTorch 1.6 and later writes: a dict or OrderedDict of tensors
// by name, alone or as "state_dict", "model_state_dict" or "model" in a checkpoint. Numbers of any
// type become single precision; views of a storage are laid out. A model.pt of ours gives its
// parameters and its configuration.
//
// Nothing is executed (pickle.h). Throws Error without the file's name: a Python object of any
// other kind is refused by its name.
ModelFile read_state_dict(const std::string& bytes);

// Is it a file of TorchScript that only LibTorch can read, as it is no model.pt of ours? False for
// all that is no ZIP archive.
bool is_strange_script(const std::string& bytes);

}  // namespace la
