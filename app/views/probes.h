#pragma once

#include <memory>
#include <vector>

#include "app/state/ui_state.h"
#include "core/observe/observer.h"
#include "render/flow/viewport.h"

namespace la {

// Indices in the list of probes: the particles (empty: the data), the warped grid, the lattice of
// the vector field at the current layer, and the data for their decided classes.
enum ProbePlace { kParticlesProbe, kGridProbe, kVectorProbe, kDataProbe, kProbes };

inline constexpr int kGridLines = 21;       // per direction
inline constexpr int kGridSamples = 81;     // per line
inline constexpr int kLatticeSide = 48;     // of the particle lattice
inline constexpr int kMaxStates = 1500000;  // of a member: deeper networks get fewer points

// Size and depth of a view.
struct ViewShape {
    Viewport viewport;
    float height = 0;  // logical pixels
    float depth = 0;   // s
};

// Points besides the data that the observer moves for the open views. They are made again only if
// necessary, since the observer compares them by address. GUI thread only.
class Probes {
  public:
    // Always kProbes entries; those not needed are empty.
    std::vector<Probe> needed(const Snapshot& snapshot, const UiState& state,
                              const ViewShape& shape);

  private:
    using Points = std::shared_ptr<const std::vector<glm::vec2>>;

    std::shared_ptr<const Dataset> data_;  // that grid and lattice were made for
    Points grid_, lattice_, vectors_;
    glm::ivec2 vector_lo_{0}, vector_hi_{0};  // in units of vector_step_
    float vector_step_ = 0;
};

// Distance between neighbours in the lattice of the vector field; 0 with fewer than two points.
float lattice_spacing(const std::vector<glm::vec2>& points);

// Number of fresh points for this choice and number of layers.
int fresh_count(ParticleSource particles, int layers);

}  // namespace la
