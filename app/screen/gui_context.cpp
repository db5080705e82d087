#include "app/screen/gui_context.h"

#include <imgui.h>

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace la {

ImTextureID texture_id(unsigned texture) {
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture));
}

GuiContext::GuiContext(Window* window) : context_(ImGui::CreateContext()), window_(window) {
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    if (window_ != nullptr) {
        window_->connect_gui();
    }
    ImGui_ImplOpenGL3_Init("#version 330");
}

GuiContext::~GuiContext() {
    ImGui::SetCurrentContext(context_);
    ImGui_ImplOpenGL3_Shutdown();
    if (window_ != nullptr) {
        window_->disconnect_gui();
    }
    ImGui::DestroyContext(context_);
}

void GuiContext::make_current() {
    ImGui::SetCurrentContext(context_);
}

void GuiContext::new_frame() {
    begun_ = true;
    ImGui_ImplOpenGL3_NewFrame();
    window_->begin_gui_frame();
    ImGui::NewFrame();
}

void GuiContext::new_frame(float width, float height, float seconds) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = seconds;
    begun_ = true;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
}

// Before the first frame there is no texture, and the backend makes it then: one made here would be
// lost.
void GuiContext::remake_fonts() {
    if (begun_) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
}

namespace {

bool held_back(const ImDrawList& list) {
    return list._OwnerName != nullptr && list._OwnerName == GuiContext::kHeldBack;
}

// Draws inside `clip`, of the lists for which `wanted` holds.
void draw_lists(const PixelRect& clip, bool (*wanted)(const ImDrawList& list)) {
    ImDrawData& data = *ImGui::GetDrawData();
    std::vector<ImVec4> kept;
    const auto for_all = [&](auto change) {
        for (int i = 0; i < data.CmdListsCount; ++i) {
            const bool draws = wanted(*data.CmdLists[i]);
            for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) {
                change(command.ClipRect, draws);
            }
        }
    };
    for_all([&](ImVec4& rect, bool draws) {
        kept.push_back(rect);
        rect = !draws ? ImVec4()
                      : ImVec4(std::max(rect.x, static_cast<float>(clip.min.x)),
                               std::max(rect.y, static_cast<float>(clip.min.y)),
                               std::min(rect.z, static_cast<float>(clip.max.x)),
                               std::min(rect.w, static_cast<float>(clip.max.y)));
    });
    ImGui_ImplOpenGL3_RenderDrawData(&data);
    std::size_t next = 0;
    for_all([&](ImVec4& rect, bool) { rect = kept[next++]; });
}

PixelRect whole() {
    const ImVec2 size = ImGui::GetDrawData()->DisplaySize;
    return {{0, 0}, {static_cast<int>(size.x), static_cast<int>(size.y)}};
}

}  // namespace

void GuiContext::draw() {
    draw(whole());
}

void GuiContext::draw(const PixelRect& clip) {
    draw_lists(clip, [](const ImDrawList& list) { return !held_back(list); });
}

void GuiContext::draw_held_back() {
    draw_lists(whole(), held_back);
}

void GuiContext::draw(int top, int rows) {
    ImDrawData* data = ImGui::GetDrawData();
    const ImVec2 at = data->DisplayPos, size = data->DisplaySize;
    data->DisplayPos = {at.x, at.y + static_cast<float>(top)};
    data->DisplaySize = {size.x, static_cast<float>(rows)};
    ImGui_ImplOpenGL3_RenderDrawData(data);
    data->DisplayPos = at;
    data->DisplaySize = size;
}

GuiSwitch::GuiSwitch() : before_(ImGui::GetCurrentContext()) {}

GuiSwitch::~GuiSwitch() {
    ImGui::SetCurrentContext(before_);
}

}  // namespace la
