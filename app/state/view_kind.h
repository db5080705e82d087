#pragma once

#include "core/model/condition.h"

namespace la {

// The view in the middle of the window: the plane at depth s; space and depth in a box; the plane
// after every layer, in cells; the input plane with the data at rest and the boundary of the whole
// network; or accuracy and action of many networks over lambda.
enum class ViewKind { Plane, InDepth, Layers, Input, Sweep };
inline constexpr int kViewKinds = static_cast<int>(kViewNames.size());  // in their order

inline ViewKind next_view(ViewKind view) {
    return static_cast<ViewKind>((static_cast<int>(view) + 1) % kViewKinds);
}
inline ViewKind view_before(ViewKind view) {
    return static_cast<ViewKind>((static_cast<int>(view) + kViewKinds - 1) % kViewKinds);
}

// How A and B share the place of the views: side by side; in one large view, A's flow hollow
// beneath B's; or B alone.
enum class PairLayout { SideBySide, Overlaid, Single };

// The layout that this view can show: only the plane overlays two flows.
inline PairLayout layout_in(ViewKind view, PairLayout layout) {
    return layout == PairLayout::Overlaid && view != ViewKind::Plane ? PairLayout::SideBySide
                                                                     : layout;
}

inline PairLayout next_layout(ViewKind view, PairLayout layout) {
    const auto next = static_cast<PairLayout>((static_cast<int>(layout_in(view, layout)) + 1) % 3);
    return next == PairLayout::Overlaid && view != ViewKind::Plane ? PairLayout::Single : next;
}

// Whose points the frame of the flow views holds as a whole: B's, and of A's only what is near
// them; those of both; or A's alone.
enum class FrameOf { B, Both, A };

// Measures that the bars over the layers can show.
enum class LayerMeasure { Energy, Cosine, Folds, Stretch };

// The sections of the controls, from top to bottom.
enum class Section { Objective, Compare, Data, Network, Optimiser, Stop, Show };
inline constexpr int kSections = 7;
inline constexpr std::array<const char*, kSections> kSectionNames{
    "objective", "compare", "data", "network", "optimiser", "stop", "show"};

// The points that move as particles: those of the data; fresh points of the same distribution; or a
// regular lattice over the box of the data, coloured by the class that the network decides.
enum class ParticleSource { Data, Fresh10k, Fresh100k, Lattice };

}  // namespace la
