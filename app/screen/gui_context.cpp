#include "app/screen/gui_context.h"

#include <imgui.h>

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <vector>

namespace la {

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

void GuiContext::draw() {
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void GuiContext::draw(const PixelRect& clip) {
    ImDrawData& data = *ImGui::GetDrawData();
    std::vector<ImVec4> kept;
    const auto for_all = [&](auto change) {
        for (int i = 0; i < data.CmdListsCount; ++i) {
            for (ImDrawCmd& command : data.CmdLists[i]->CmdBuffer) {
                change(command.ClipRect);
            }
        }
    };
    for_all([&](ImVec4& rect) {
        kept.push_back(rect);
        rect = {std::max(rect.x, static_cast<float>(clip.min.x)),
                std::max(rect.y, static_cast<float>(clip.min.y)),
                std::min(rect.z, static_cast<float>(clip.max.x)),
                std::min(rect.w, static_cast<float>(clip.max.y))};
    });
    ImGui_ImplOpenGL3_RenderDrawData(&data);
    std::size_t next = 0;
    for_all([&](ImVec4& rect) { rect = kept[next++]; });
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
