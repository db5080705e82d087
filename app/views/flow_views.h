#pragma once

#include <array>
#include <functional>
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

// The flow views of A and B: states what they need from the observer, frames them and draws them.
// Owns GL objects; used only on the thread with the GL context.
class FlowViews {
  public:
    // Eases the shared frame towards the observed states. Call once per frame.
    void update(const Observation* seen, UiTemp& temp, float seconds);

    // Decision fields that views of this size need at the current depth.
    std::vector<FieldRequest> fields(const Snapshot& snapshot, const UiState& state,
                                     const UiTemp& temp, ImVec2 size);

    // Points that the observer moves besides the data, for views of this size in pixels.
    std::vector<Probe> probes(const Snapshot& snapshot, const UiState& state, const UiTemp& temp,
                              glm::vec2 pixels, float scale);

    // Draws a member's view, or some rows of it, into its canvas (GL only). If the pair is
    // overlaid, B's view contains A's flow too.
    void render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows);

    // Draws the underlay that the next frames reuse when views are drawn in rotation. Call after
    // everything of this frame (GL only).
    void draw_underlay_ahead(const FrameContext& context, int member);

    // Takes over the camera of `other`.
    void copy_view_from(const FlowViews& other) { space_.copy_view_from(other.space_); }

    const Canvas& canvas(int member) const;

    // What a laboratory draws on top of the plane of a member: in `rect`, with notes from height
    // `below` down.
    using Overlay = std::function<void(const Viewport& viewport, const Rect& rect, float below)>;

    // Draws title, axes and notes on top of the canvas (ImGui only).
    void show(const FrameContext& context, int member, const Rect& rect,
              const Overlay& overlay = {});

  private:
    // What was uploaded last. Kept alive so that its address is not reused for other data.
    struct Uploaded {
        std::shared_ptr<const void> data;
        std::uint64_t version = 0;
        std::uint64_t of(std::shared_ptr<const void> now);
    };
    // Everything the underlay depends on but the states.
    struct UnderlayLook {
        Viewport viewport;
        const Palette* palette = nullptr;
        glm::ivec2 size{0};
        bool operator==(const UnderlayLook&) const = default;
    };
    struct Picture {
        FlowRenderer renderer;
        Canvas canvas;
        // Field, lines and vectors under the flow, kept for windows that draw views in rotation.
        Canvas underlay;
        UnderlayLook underlay_drawn, underlay_wanted;
        bool underlay_rests = false;  // wanted is the same as in the previous frame
        std::uint64_t underlay_frame = 0;
        Uploaded states, field;
        std::vector<GhostArrow> free_particles;
        std::shared_ptr<const Snapshot> free_particles_of;
        FoldMarks folds;
    };

    void cover(const Viewport& view);
    void note_outside(const FrameContext& context, int member, const Viewport& viewport) const;
    void mark_folds(const FrameContext& context, int member);
    FlowScene scene_of(const FrameContext& context, int member);
    void draw_underlay(const FrameContext& context, int member, const FlowScene& scene,
                       const Viewport& viewport);
    void find_hovered(const FrameContext& context, const FlowScene& scene, const Viewport& viewport,
                      const Rect& rect) const;

    std::array<Picture, 2> views_;
    SpaceViews space_;
    LayerCells cells_;
    InputViews input_;
    ViewKind shown_ = ViewKind::Plane;
    std::uint64_t aimed_ = 0;  // version of the observation framed last
    FrameOf aimed_of_ = FrameOf::B;
    FieldRequest field_;  // all fields share its rectangle
    Probes probes_;
};

}  // namespace la
