#include "app/ui/theme.h"

#include "app/ui/contrast.h"

namespace la {

namespace {

ImVec4 vec(glm::vec4 c, float alpha = 1) {
    return {c.x, c.y, c.z, c.w * alpha};
}

ImVec4 mix(glm::vec4 a, glm::vec4 b, float t) {
    return vec(a + (b - a) * t);
}

}  // namespace

void apply_theme(const Theme& theme) {
    const Palette& p = *theme.palette;
    ImGuiStyle style;
    style.WindowPadding = {12, 10};
    style.FramePadding = {7, 4};
    style.ItemSpacing = {8, 5};
    style.ItemInnerSpacing = {6, 4};
    style.FrameRounding = 4;
    style.PopupRounding = 6;
    style.WindowRounding = 0;
    style.GrabRounding = 4;
    style.ScrollbarSize = 10;
    style.WindowBorderSize = 1;
    style.FrameBorderSize = 0;
    style.ScaleAllSizes(theme.scale);
    style.WindowBorderSize = 1;
    // Pale, and still 4.5 : 1 on the panels of both themes.
    style.DisabledAlpha = luminance(p.text) > luminance(p.panel) ? 0.6f : 0.65f;
    style.AntiAliasedLinesUseTex = false;  // textured lines are too soft at width 1

    ImVec4* c = style.Colors;
    c[ImGuiCol_Text] = vec(p.text);
    c[ImGuiCol_TextDisabled] = vec(p.text_dim);
    c[ImGuiCol_WindowBg] = {0, 0, 0, 0};  // App::draw_backdrop fills panels below ImGui
    c[ImGuiCol_PopupBg] = vec(p.panel);
    c[ImGuiCol_Border] = vec(p.panel_border);
    c[ImGuiCol_FrameBg] = mix(p.panel, p.text, 0.05f);
    c[ImGuiCol_FrameBgHovered] = mix(p.panel, p.text, 0.11f);
    c[ImGuiCol_FrameBgActive] = mix(p.panel, p.text, 0.16f);
    c[ImGuiCol_Button] = {0, 0, 0, 0};
    c[ImGuiCol_ButtonHovered] = mix(p.panel, p.text, 0.11f);
    c[ImGuiCol_ButtonActive] = mix(p.panel, p.text, 0.18f);
    c[ImGuiCol_Header] = mix(p.panel, p.accent, 0.20f);
    c[ImGuiCol_HeaderHovered] = mix(p.panel, p.text, 0.11f);
    c[ImGuiCol_HeaderActive] = mix(p.panel, p.accent, 0.30f);
    c[ImGuiCol_CheckMark] = vec(p.accent);
    c[ImGuiCol_SliderGrab] = vec(p.accent);
    c[ImGuiCol_SliderGrabActive] = vec(p.accent);
    c[ImGuiCol_TextSelectedBg] = mix(p.panel, p.accent, 0.35f);
    c[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
    c[ImGuiCol_NavHighlight] = vec(p.accent);
    ImGui::GetStyle() = style;
}

}  // namespace la
