#include "app/stage/invitation.h"

#include <cmath>

namespace la {

namespace {

constexpr double kSlow = 50, kUsual = 250;  // steps per second
constexpr float kSlowSeconds = 6;           // the steps that turn the boundary are in them
constexpr float kArrowAfter = 7;            // seconds

}  // namespace

bool invites(const FrameContext& context) {
    const Invitation& invitation = context.temp.invitation;
    const bool elsewhere = context.temp.lesson.open || context.temp.demo.player.playing() ||
                           context.temp.demo.player.ended() || context.state.presentation ||
                           context.state.laboratory != LaboratoryKind::Flow;
    return !invitation.accepted && !elsewhere && context.has_a() && !context.frozen();
}

void update_invitation(const FrameContext& context, float seconds) {
    Invitation& invitation = context.temp.invitation;
    if (!invites(context)) {
        return;
    }
    if (invitation.seconds == 0) {
        invitation.lambda = context.snapshot.members.back().lambda;
        context.experiment.pass(SetSpeed{kSlow});
    }
    const float before = invitation.seconds;
    invitation.seconds += seconds;
    if (before < kSlowSeconds && invitation.seconds >= kSlowSeconds && context.state.speed == 0) {
        context.experiment.pass(SetSpeed{kUsual});
    }
    if (context.snapshot.members.back().lambda != invitation.lambda) {
        invitation.accepted = true;
    }
}

void invitation_line(const FrameContext& context, const Rect& rect) {
    constexpr const char* kLine =
        "A and B both learn to tell the colours apart. B also pays for every move of its points.";
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("invitation", rect);
    const float size = theme.px(Fonts::kTitle), pad = theme.px(14);
    ImFont* font = theme.fonts.title;
    const float room = rect.width() - 2 * pad;
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, room, kLine);
    ImGui::GetWindowDrawList()->AddText(font, size,
                                        {std::floor(rect.min.x + pad + (room - extent.x) / 2),
                                         std::floor((rect.min.y + rect.max.y - extent.y) / 2)},
                                        theme.colour(theme.palette->text), kLine, nullptr, room);
    context.ui.end_panel();
    ImGui::PopStyleVar();
    context.ui.controls().add("invitation", rect);
}

void invitation_arrow(const FrameContext& context) {
    const auto& rects = context.ui.controls().rects();
    const auto slider = rects.find("lambda");
    const float seconds = context.temp.invitation.seconds;
    if (!invites(context) || seconds < kArrowAfter || slider == rects.end()) {
        return;
    }
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const Rect& track = slider->second;
    const float size = theme.px(Fonts::kTitle);
    const ImVec2 extent = theme.fonts.title->CalcTextSizeA(size, 1e9f, 0, "Drag λ");
    const float bob = context.state.moves_less() ? 0 : theme.px(4) * std::sin(4 * seconds);
    const float y = (track.min.y + track.max.y) / 2, half = theme.px(17);
    const ImVec2 tip{track.max.x + theme.px(20) + bob, y};
    const ImVec2 box{tip.x + half, y - half};
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    draw.AddTriangleFilled(tip, {tip.x + half, y - half}, {tip.x + half, y + half},
                           theme.colour(p.accent));
    draw.AddRectFilled(box, {box.x + extent.x + theme.px(22), y + half}, theme.colour(p.accent),
                       theme.px(3));
    draw.AddText(theme.fonts.title, size, {box.x + theme.px(9), y - extent.y / 2},
                 theme.colour(p.panel), "Drag λ");
    context.ui.controls().add("invitation.arrow",
                              {{tip.x, y - half}, {box.x + extent.x + theme.px(22), y + half}});
}

}  // namespace la
