#pragma once

#include <memory>
#include <vector>

#include "app/state/ui_state.h"
#include "core/observe/observer.h"
#include "render/flow/viewport.h"

namespace la {

// Places in the list of probes: what moves as particles (empty: the data), the warped grid, the
// lattice of the vector field at the layer at hand, and the data for what is decided of them.
enum ProbePlace { kParticlesProbe, kGridProbe, kVectorProbe, kDataProbe, kProbes };

inline constexpr int kGridLines = 21;       // each way
inline constexpr int kGridSamples = 81;     // of a line
inline constexpr int kLatticeSide = 48;     // of the particles' lattice
inline constexpr int kMaxStates = 1500000;  // of a member's particles: with many layers fewer

// How large and how deep a view is.
struct ViewShape {
    Viewport viewport;
    float height = 0;  // logical pixels
    float depth = 0;   // s
};

// The points beside the data that the open views need the observer to move. Points are made anew
// only when they must be, so that the observer knows them again. Lives on the GUI's thread.
class Probes {
  public:
    // kProbes of them; without need, empty.
    std::vector<Probe> needed(const Snapshot& snapshot, const UiState& state,
                              const ViewShape& shape);

  private:
    using Points = std::shared_ptr<const std::vector<glm::vec2>>;

    std::shared_ptr<const Dataset> data_;  // of the grid and the lattice
    Points grid_, lattice_, vectors_;
    glm::ivec2 vector_lo_{0}, vector_hi_{0};  // in steps
    float vector_step_ = 0;
};

// The distance of neighbours in the lattice of the vector field; 0 if it is not one.
float lattice_spacing(const std::vector<glm::vec2>& points);

// How many fresh points the choice means, for a network of so many layers.
int fresh_count(ParticleSource particles, int layers);

}  // namespace la
