#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>
#include <limits>
#include <vector>

#include "render/plot/series.h"
#include "render/plot/style.h"

namespace la::plot {

// ImGui without a backend: fonts are built, frames begin and end, nothing is shown.
class PlotTest : public ::testing::Test {
  protected:
    void SetUp() override {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {800, 600};
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        style_ = make_plot_style(dark_palette(), nullptr, 13, 1);
        for (int i = 0; i <= 1000; ++i) {
            x_.push_back(i);
            y_.push_back(i % 100 == 50 ? std::numeric_limits<double>::quiet_NaN()
                                       : 100 * std::exp(-0.01 * i));
        }
        columns_ = {x_.data(), y_.data()};
    }
    void TearDown() override { ImGui::DestroyContext(); }

    // Runs a frame with the mouse at a place; all vertices the plot made are within its size.
    template<typename Draw>
    void frame(ImVec2 mouse, Draw draw) {
        ImGuiIO& io = ImGui::GetIO();
        io.DeltaTime = 1 / 60.0f;
        io.MousePos = mouse;
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({800, 600});
        ImGui::Begin("plots", nullptr, ImGuiWindowFlags_NoDecoration);
        ImGui::SetCursorScreenPos({20, 20});
        draw();
        ImGui::End();
        ImGui::Render();
    }

    Series series(const char* name, bool dashed) const {
        return {.name = name,
                .count = static_cast<int>(x_.size()),
                .data = &columns_,
                .x = Columns::x_at,
                .y = Columns::y_at,
                .colour = IM_COL32_WHITE,
                .dashed = dashed};
    }

    PlotStyle style_;
    std::vector<double> x_;
    std::vector<double> y_;
    Columns columns_;
};

}  // namespace la::plot
