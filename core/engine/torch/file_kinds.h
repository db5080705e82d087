#pragma once

#include <string>
#include <string_view>

namespace la {

// What to do in Python to get a file that can be read.
inline constexpr const char* kHowToSave =
    "in Python, torch.save(dict(net.state_dict()), f) gives weights for train --init, "
    "torch.jit.script(net).save(f) with a method trajectory(x) a model for inspect (see README)";

// What a file is that is no ZIP file of PyTorch, known by its first bytes, and the way to one that
// is; empty for a ZIP file.
std::string other_format(std::string_view bytes);

// The same for a pickle in a file of torch.save that holds no plain dict.
std::string other_object(std::string_view pickle);

}  // namespace la
