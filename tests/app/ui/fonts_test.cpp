#include "app/ui/fonts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace la {
namespace {

// A driver may refuse a texture that is larger, and then every letter is a black box.
TEST(FontAtlas, FitsIntoATextureAtEveryScale) {
    ImGui::CreateContext();
    for (const float scale : {0.75f, 1.0f, 4.4f, 4.6f, 6.3f, 9.0f, 14.0f}) {
        for (const bool views : {false, true}) {
            const Fonts fonts = views ? load_view_fonts(scale) : load_fonts(scale);
            const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
            EXPECT_LE(std::max(atlas.TexWidth, atlas.TexHeight), 8192) << scale;
            EXPECT_EQ(fonts.scale, scale);
            for (const ImFont* font : {fonts.text, fonts.small, fonts.title}) {
                const float size = font == fonts.text    ? Fonts::kText
                                   : font == fonts.small ? Fonts::kSmall
                                                         : Fonts::kTitle;
                EXPECT_NEAR(font->FontSize * font->Scale, size * scale, 0.01f * scale);
            }
        }
    }
    ImGui::DestroyContext();
}

}  // namespace
}  // namespace la
