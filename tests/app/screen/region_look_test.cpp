#include "app/screen/region_look.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <functional>

#include "app/readouts/frame_pace.h"

namespace la {
namespace {

// Two panels side by side, drawn without a graphics card.
class RegionLook : public testing::Test {
  protected:
    using Draw = std::function<void()>;

    RegionLook() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {220, 100};
        io.IniFilename = nullptr;
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        io.Fonts->SetTexID(texture(1));
    }
    ~RegionLook() override { ImGui::DestroyContext(); }

    static ImTextureID texture(std::uintptr_t id) { return reinterpret_cast<ImTextureID>(id); }

    void frame(const Draw& left, const Draw& right) {
        ImGui::GetIO().DeltaTime = kFrame;
        ImGui::NewFrame();
        float x = 0;
        for (const auto& [name, draw] : {std::pair("left", left), std::pair("right", right)}) {
            ImGui::SetNextWindowPos({x, 0});
            ImGui::SetNextWindowSize({100, 100});
            ImGui::Begin(name, nullptr, ImGuiWindowFlags_NoDecoration);
            draw();
            ImGui::End();
            x += 110;
        }
        ImGui::Render();
    }
    std::optional<std::uint64_t> look(const PixelRect& region) const {
        return look_of(region, *ImGui::GetDrawData(), layout_, plots_);
    }
    static Draw says(const char* text) {
        return [text] { ImGui::TextUnformatted(text); };
    }

    static constexpr float kFrame = 1.0f / 60;
    const PixelRect left_{{0, 0}, {100, 100}}, right_{{110, 0}, {210, 100}};
    Layout layout_;
    PlotTemp plots_;
};

TEST_F(RegionLook, StaysWhileNothingChanges) {
    frame(says("1"), says("2"));
    frame(says("1"), says("2"));
    const auto before = look(left_);
    ASSERT_TRUE(before);
    for (int i = 0; i < 5; ++i) {
        frame(says("1"), says("2"));
        EXPECT_EQ(look(left_), before);
    }
    EXPECT_NE(look(right_), before);
}

TEST_F(RegionLook, ChangesWithAWordInItAndNotBesideIt) {
    frame(says("1"), says("2"));
    frame(says("1"), says("2"));
    const auto left = look(left_), right = look(right_);
    frame(says("1"), says("3"));
    EXPECT_EQ(look(left_), left);
    EXPECT_NE(look(right_), right);
}

TEST_F(RegionLook, ChangesWithAColour) {
    const auto in = [](const ImVec4& colour) {
        return [colour] { ImGui::TextColored(colour, "1"); };
    };
    frame(in({1, 1, 1, 1}), says("2"));
    frame(in({1, 1, 1, 1}), says("2"));
    const auto before = look(left_);
    frame(in({1, 1, 0.9f, 1}), says("2"));
    EXPECT_NE(look(left_), before);
}

TEST_F(RegionLook, ChangesWithTheBackgroundsBeneath) {
    frame(says("1"), says("2"));
    frame(says("1"), says("2"));
    std::vector<std::optional<std::uint64_t>> looks{look(left_)};
    layout_.depth = {{0, 0}, {50, 50}};
    looks.push_back(look(left_));
    layout_.plots = {{{0, 50}, {50, 100}}};
    looks.push_back(look(left_));
    plots_.places = {{{0, 50}, {50, 90}}};
    looks.push_back(look(left_));
    plots_.cells[0].version = 1;
    looks.push_back(look(left_));
    plots_.cells[1].rect = {{0, 50}, {20, 90}};
    looks.push_back(look(left_));
    for (std::size_t i = 1; i < looks.size(); ++i) {
        EXPECT_NE(looks[i], looks[i - 1]) << i;
    }
}

// The pixels of a picture may change with its name the same.
TEST_F(RegionLook, OfAPictureIsNotKnown) {
    const auto picture = [] { ImGui::Image(texture(7), {20, 20}); };
    frame(picture, says("2"));
    frame(picture, says("2"));
    EXPECT_FALSE(look(left_));
    EXPECT_TRUE(look(right_));
}

TEST(FramePace, IsDueInEveryFrameOfADisplayAndNotMoreOftenInShorterOnes) {
    for (const float length : {1.0f / 60, 0.0165f, 0.0172f}) {
        FramePace pace;
        for (int i = 0; i < 100; ++i) {
            EXPECT_TRUE(pace.due(length)) << length << " " << i;
        }
    }
    FramePace pace;
    int done = 0;
    for (int i = 0; i < 600; ++i) {
        done += pace.due(1.0f / 240) ? 1 : 0;
    }
    EXPECT_NEAR(done, 150, 3);
}

TEST(FramePace, WaitsAfterALongFrameButNotAfterTwo) {
    FramePace pace;
    EXPECT_FALSE(pace.due(0.03f));
    EXPECT_TRUE(pace.due(0.03f));
    EXPECT_FALSE(pace.due(0.03f));
    EXPECT_TRUE(pace.due(1.0f / 60));
    EXPECT_TRUE(pace.due(1.0f / 60));
}

}  // namespace
}  // namespace la
