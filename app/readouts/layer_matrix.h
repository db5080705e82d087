#pragma once

namespace la {

// Which of a layer's two matrices a plot of the weights over depth shows.
enum class LayerMatrix { W, V };

}  // namespace la
