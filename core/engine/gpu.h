#pragma once

namespace la {

// True if LibTorch could find a GPU here. Does not load LibTorch: asks how it was built and, for
// CUDA, the driver, which takes some milliseconds.
bool gpu_present();

}  // namespace la
