#pragma once

#include "app/experiment/history_view.h"
#include "app/motion/depth_playback.h"
#include "app/panels/preset_chooser.h"
#include "app/stage/cue_director.h"
#include "app/ui/type_size.h"

namespace la::shortcut {

// What a key does that no control on screen has a function of its own for. Each is the action of a
// row of the table in shortcuts.cpp.

void raise_lambda(const FrameContext& context);
// Below the smallest lambda of the slider, the next value is 0.
void lower_lambda(const FrameContext& context);
void toggle_lambda(const FrameContext& context);
void change_speed(const FrameContext& context, int by);
void play_or_stop_depth(const FrameContext& context);
void leave(const FrameContext& context);
void open_or_close_theory(const FrameContext& context);
void take_lens(const FrameContext& context);
void lay_out_otherwise(const FrameContext& p);
// The frame of the views holds B's points, then both networks', then A's.
void frame_next(const FrameContext& context);
void view_as_at_first(const FrameContext& context);
void open_save_menu(const FrameContext& p);
void save_picture(const FrameContext& context);
void sweep_or_stop(const FrameContext& context);
void play_or_pause(const FrameContext& context);
void open_palette(const FrameContext& context);
void open_lessons(const FrameContext& context);
void copy_setting(const FrameContext& context);
void paste_setting(const FrameContext& context);

template<std::size_t kIndex>
void load_preset(const FrameContext& context) {
    if (const auto preset = preset_of_key(context, kIndex)) {
        start_preset(context, *preset);
    }
}

template<bool UiState::*kSwitch>
void flip(const FrameContext& context) {
    context.state.*kSwitch = !(context.state.*kSwitch);
}

template<int kDirection>
void step_layer(const FrameContext& context) {
    step_depth(context.temp.depth, static_cast<float>(context.layers()), kDirection);
}

template<int kDirection>
void look(const FrameContext& context) {
    look_along(context.temp.history, context.snapshot, kDirection);
}

template<ViewKind kView>
void show_view(const FrameContext& context) {
    if (kView != ViewKind::Sweep || !context.frozen()) {
        context.state.view = kView;
        context.temp.theory.open = false;
    }
}

template<ViewKind (*kOther)(ViewKind)>
void show_other_view(const FrameContext& context) {
    context.state.view = kOther(context.state.view);
    context.temp.theory.open = false;
}

template<LaboratoryKind kKind>
void open_laboratory(const FrameContext& context) {
    context.state.laboratory = kKind;
}

template<class Asked>
void ask(const FrameContext& context) {
    context.temp.commands.emplace_back(Asked{});
}

// The same key of a clicker, from the table, where no guide has used it before.
template<int kKey>
void on_stage(const FrameContext& context) {
    press_on_stage(context, {kKey});
}

template<int kBy>
void change_type(const FrameContext& context) {
    int& size = context.state.type_size;
    const int largest = context.temp.largest_type;
    size = next_type_size(size, kBy, largest);
    context.temp.notice = {
        "type size " + std::to_string(size) + " %" +
            (size == largest && kBy > 0 ? ", as large as this window has room for" : ""),
        4};
}

}  // namespace la::shortcut
