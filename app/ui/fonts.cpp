#include "app/ui/fonts.h"

#include <algorithm>
#include <string_view>

#include "font_file.h"

namespace la {

namespace {

// Latin, Greek, Cyrillic, punctuation, super- and subscripts, arrows, mathematical operators.
constexpr ImWchar kTextRanges[] = {0x20,   0x24f,  0x370,  0x3ff,  0x400,  0x45f,
                                   0x490,  0x491,  0x2010, 0x2027, 0x2070, 0x209c,
                                   0x2190, 0x21ff, 0x2200, 0x22ff, 0};
// Characters used on and below flow views: names of classes in Latin, Greek and Cyrillic; sub- and
// superscripts, arrows, signs.
constexpr ImWchar kViewRanges[] = {0x20,   0x7e,   0xa1,   0x17f,  0x391,  0x3c9,  0x400,
                                   0x45f,  0x490,  0x491,  0x2013, 0x2026, 0x2070, 0x2096,
                                   0x2190, 0x2193, 0x2211, 0x2212, 0x221d, 0x221e, 0x2225,
                                   0x2225, 0x2264, 0x2265, 0};
constexpr ImWchar kIconRanges[] = {0xf000, 0xf2e0, 0};

void add(const char* file, float size, const ImWchar* ranges, bool merge, float drop = 0) {
    const std::string_view bytes = font_file(file);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;  // the bytes are embedded in the program
    config.MergeMode = merge;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    config.GlyphOffset.y = drop;
    // The atlas takes a mutable pointer but only reads data it does not own.
    ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
        const_cast<char*>(bytes.data()), static_cast<int>(bytes.size()), size, &config, ranges);
}

ImFont* face(const char* file, float size, float scale, const ImWchar* ranges = kTextRanges) {
    add(file, size * scale, ranges, false);
    ImFont* font = ImGui::GetIO().Fonts->Fonts.back();
    add("DejaVuSans.ttf", size * scale * 0.92f, ranges, true);
    return font;
}

}  // namespace

namespace {

// Up to these scales the atlas is at most 8192 texels high: drivers may refuse a larger texture,
// and all is black then. Beyond them letters are drawn larger than they are made.
constexpr float kMostMade = 4.5f, kMostMadeOfViews = 6.25f;

// The atlas without fonts.
void begin_atlas() {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.TexGlyphPadding = 1;
}

void build_atlas(float larger) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Build();
    for (ImFont* font : atlas.Fonts) {
        font->Scale = larger;
    }
}

}  // namespace

Fonts load_fonts(float scale, float value) {
    const float made = std::min(scale, kMostMade);
    begin_atlas();
    Fonts out;
    out.scale = scale;
    out.text = face("Inter-Regular.otf", 15, made);
    add("fontawesome-webfont.ttf", 15 * made, kIconRanges, true, made);
    out.small = face("Inter-Regular.otf", Fonts::kSmall, made);
    out.heading = face("Inter-SemiBold.otf", 12.5f, made);
    out.title = face("Inter-SemiBold.otf", 19, made);
    out.value = face("Inter-SemiBold.otf", value, made);
    build_atlas(scale / made);
    return out;
}

Fonts load_view_fonts(float scale) {
    const float made = std::min(scale, kMostMadeOfViews);
    begin_atlas();
    Fonts out;
    out.scale = scale;
    out.text = face("Inter-Regular.otf", Fonts::kText, made, kViewRanges);
    out.small = face("Inter-Regular.otf", Fonts::kSmall, made, kViewRanges);
    out.title = face("Inter-SemiBold.otf", Fonts::kTitle, made, kViewRanges);
    out.value = face("Inter-SemiBold.otf", Fonts::kValue, made, kViewRanges);
    out.heading = out.small;
    build_atlas(scale / made);
    return out;
}

}  // namespace la
