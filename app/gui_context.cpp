#include "app/gui_context.h"

#include <imgui.h>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

namespace la {

GuiContext::GuiContext(GLFWwindow* window) : windowed_(window != nullptr) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    if (windowed_) {
        ImGui_ImplGlfw_InitForOpenGL(window, true);
    }
    ImGui_ImplOpenGL3_Init("#version 330");
}

GuiContext::~GuiContext() {
    ImGui_ImplOpenGL3_Shutdown();
    if (windowed_) {
        ImGui_ImplGlfw_Shutdown();
    }
    ImGui::DestroyContext();
}

void GuiContext::new_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
}

void GuiContext::new_frame(float width, float height, float seconds) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = seconds;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
}

void GuiContext::remake_fonts() {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

void GuiContext::draw() {
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace la
