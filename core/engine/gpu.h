#pragma once

namespace la {

// Whether LibTorch could find a GPU here. Does not load LibTorch: it is a matter of how LibTorch
// was built and, for CUDA, of what the driver says. The driver's answer takes some milliseconds.
bool gpu_present();

}  // namespace la
