#pragma once

#include <array>
#include <string>

#include "app/ui/layout.h"
#include "app/views/flow_scenes.h"
#include "app/views/frame_context.h"
#include "app/views/input_views.h"
#include "app/views/layer_cells.h"
#include "app/views/probes.h"
#include "app/views/space_views.h"
#include "render/flow/flow_renderer.h"

namespace la {

// The flow views of A and B: what they need from the observer, how they are framed, and how they
// are drawn. Owns the GL objects; lives on the thread with the context.
class FlowViews {
  public:
    // Eases the shared frame towards what is seen; call once per frame.
    void update(const Observation* seen, UiTemp& temp, float seconds);

    // The decision fields that the views need at this depth, for views of this size.
    std::vector<FieldRequest> fields(const Snapshot& snapshot, const UiState& state,
                                     const UiTemp& temp, ImVec2 size);

    // The points beside the data that they need, for views of this size in pixels.
    std::vector<Probe> probes(const Snapshot& snapshot, const UiState& state, const UiTemp& temp,
                              glm::vec2 pixels, float scale);

    // Draws a member's view, or some rows of it, into its canvas (GL only); B's with A's flow in it
    // where they overlay.
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);

    // For the next frames of a window that draws in turn, after all of this one (GL only).
    void draw_underlay_ahead(const FrameContext& context, int member);

    // Looks from where the other does.
    void copy_view_from(const FlowViews& other) { space_.copy_view_from(other.space_); }

    const Canvas& canvas(int member) const;

    // Title, axes and notes, to go on top of the canvas (ImGui only).
    void show(const FrameContext& context, int member, const Rect& rect);

  private:
    // What was uploaded last, kept alive so that its address stays its own.
    struct Uploaded {
        std::shared_ptr<const void> data;
        std::uint64_t version = 0;
        std::uint64_t of(std::shared_ptr<const void> now);
    };
    struct Ground {
        Viewport viewport;
        const Palette* palette = nullptr;
        glm::ivec2 size{0};
        bool operator==(const Ground&) const = default;
    };
    struct Picture {
        FlowRenderer renderer;
        Canvas canvas;
        // What lies under the flow, for windows that draw in turn.
        Canvas ground;
        Ground underlay_drawn, underlay_wanted;
        bool underlay_rests = false;  // wanted as in the frame before
        std::uint64_t underlay_frame = 0;
        Uploaded states, field;
        std::vector<GhostArrow> ideal;
        std::shared_ptr<const Snapshot> ideal_of;
        FoldMarks folds;
    };

    void cover(const Viewport& view);
    void note_outside(const FrameContext& context, int member, const Viewport& viewport) const;
    void mark_folds(const FrameContext& context, int member);
    FlowScene scene_of(const FrameContext& context, int member);
    void draw_ground(const FrameContext& context, int member, const FlowScene& scene,
                     const Viewport& viewport);
    void hover(const FrameContext& context, const FlowScene& scene, const Viewport& viewport,
               const Rect& rect) const;

    std::array<Picture, 2> views_;
    SpaceViews space_;
    LayerCells cells_;
    InputViews input_;
    ViewKind shown_ = ViewKind::Plane;
    std::uint64_t aimed_ = 0;  // version of the observation that was framed last
    FieldRequest field_;       // whose rectangle all fields share
    Probes probes_;
};

}  // namespace la
