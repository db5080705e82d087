#include "app/guides.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/lessons/lesson_drawer.h"
#include "app/lessons/lesson_run.h"
#include "app/palette/palette.h"
#include "app/stage/caption_strip.h"
#include "app/stage/cue_director.h"
#include "app/stage/invitation.h"
#include "app/theory/theory_page.h"

namespace la {

namespace {

constexpr float kTipSeconds = 4;      // for which a tooltip stays while the mouse rests
constexpr float kPointerSeconds = 2;  // the same of the pointer, in a presentation

// Esc takes the lens away.
bool leave_lens(const FrameContext& context, const KeyPress& key) {
    const bool used = context.temp.lens.on && key.key == kKeyEscape && key.modifiers == 0;
    context.temp.lens.on = context.temp.lens.on && !used;
    return used;
}

// The wheel is the lens's while that is there.
void turn_lens(Lens& lens) {
    ImGuiIO& io = ImGui::GetIO();
    if (lens.on && io.MouseWheel != 0) {
        constexpr float kNotch = 1.25f;
        lens.times = std::clamp(lens.times * std::pow(kNotch, std::exchange(io.MouseWheel, 0.0f)),
                                Lens::kLeast, Lens::kMost);
    }
}

}  // namespace

void update_guides(const FrameContext& context, float seconds,
                   const std::function<std::optional<SweepSettings>()>& own_sweep) {
    UiTemp& temp = context.temp;
    direct_cues(context, seconds, own_sweep);
    update_lesson(context, seconds);
    update_invitation(context, seconds);
    temp.sentence.add(context.observation, seconds);
    temp.palette.seconds_left = std::max(0.0f, temp.palette.seconds_left - seconds);
    temp.pointer.still =
        std::exchange(temp.pointer.moved, false) ? 0 : temp.pointer.still + seconds;
}

void watch_pointer(const FrameContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    Pointer& pointer = context.temp.pointer;
    pointer.moved = pointer.moved || io.MouseDelta.x != 0 || io.MouseDelta.y != 0 ||
                    ImGui::IsMouseDown(ImGuiMouseButton_Left) || io.MouseWheel != 0;
    turn_lens(context.temp.lens);
    const float still = pointer.moved ? 0 : pointer.still;
    const bool stage = context.state.presentation;
    context.ui.controls().show_tips(still < kTipSeconds && !stage && !context.temp.lens.on &&
                                    !context.temp.demo.player.playing());
    if (stage && still > kPointerSeconds) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_None);
    }
}

Beside beside_the_views(const UiTemp& temp) {
    const LessonUi& lesson = temp.lesson;
    return {.drawer = lesson.open,
            .measures = !lesson.open || (lesson.run && lesson.run->now().measures),
            .side = temp.side};
}

void make_room_for_guides(const FrameContext& context, Layout& layout) {
    const CuePlayer& cues = context.temp.demo.player;
    const bool demo = (cues.playing() || cues.ended()) && !context.state.presentation;
    if (demo || invites(context)) {
        make_room_for_caption(layout, context.theme().scale);
    }
}

bool press_in_guides(const FrameContext& context, const KeyPress& key) {
    return press_in_palette(context, key) || leave_lens(context, key) ||
           press_in_theory(context, key) ||
           (!ImGui::GetIO().WantTextInput &&
            (press_on_stage(context, key) || press_in_lesson(context, key)));
}

void guide_panels(const FrameContext& context, const Layout& layout) {
    if (context.temp.lesson.open && layout.drawer.width() > 0) {
        lesson_drawer(context, layout.drawer);
    }
    if (layout.caption.height() > 0 && invites(context)) {
        invitation_line(context, layout.caption);
    } else if (layout.caption.height() > 0) {
        caption_strip(context, layout.caption, "");
    }
}

void guide_overlays(const FrameContext& context, const Layout& layout) {
    palette_panel(context);
    cue_ring(context);
    if (context.temp.lesson.open && !context.state.presentation) {
        lesson_ring(context, layout);
    }
    invitation_arrow(context);
    blank_screen(context);
}

}  // namespace la
