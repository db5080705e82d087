#pragma once

#include <string>
#include <string_view>

namespace la {

// What to do in Python to get a file that can be read.
inline constexpr const char* kHowToSave =
    "in Python, torch.save(net.state_dict(), f) gives the weights of a network like ours, "
    "torch.jit.script(net).save(f) with a method trajectory(x) any model (see README)";

// What a file is that is no ZIP file of PyTorch and no safetensors file, known by its first bytes,
// and the way to one that is; empty for these.
std::string other_format(std::string_view bytes);

}  // namespace la
