#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace la {

// Letters that stand side by side, as they were drawn; without spaces, which draw nothing.
struct DrawnText {
    std::string text;
    ImVec2 min, max;
};

// All text of the last frame, read back from the triangles of Dear ImGui: what is seen, whatever
// has drawn it. Letters further apart than their height are two texts.
inline std::vector<DrawnText> drawn_texts() {
    std::map<std::pair<float, float>, unsigned> letters;  // by the place in the atlas
    for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
        for (const ImFontGlyph& glyph : font->Glyphs) {
            letters[{glyph.U0, glyph.V0}] = glyph.Codepoint;
        }
    }
    std::vector<DrawnText> out;
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int list = 0; list < data.CmdListsCount; ++list) {
        const ImDrawList& drawn = *data.CmdLists[list];
        bool joins = false;
        for (int i = 0; i + 5 < drawn.IdxBuffer.Size; i += 3) {
            const ImDrawVert& a = drawn.VtxBuffer[drawn.IdxBuffer[i]];
            const ImDrawVert& c = drawn.VtxBuffer[drawn.IdxBuffer[i + 2]];
            const auto letter = letters.find({a.uv.x, a.uv.y});
            if (letter == letters.end() || c.pos.x <= a.pos.x || c.pos.y <= a.pos.y) {
                continue;
            }
            if (drawn.IdxBuffer[i + 3] != drawn.IdxBuffer[i]) {
                continue;  // the second triangle of a letter
            }
            char bytes[5] = {};
            ImTextCharToUtf8(bytes, letter->second);
            const float height = c.pos.y - a.pos.y;
            joins = !out.empty() && joins && a.pos.x >= out.back().min.x &&
                    a.pos.x - out.back().max.x < std::max(height, 8.0f) &&
                    std::abs((a.pos.y + c.pos.y) / 2 - (out.back().min.y + out.back().max.y) / 2) <
                        std::max(height, 12.0f);
            if (!joins) {
                out.push_back({"", a.pos, c.pos});
            }
            out.back().text += bytes;
            out.back().max = {std::max(out.back().max.x, c.pos.x),
                              std::max(out.back().max.y, c.pos.y)};
            out.back().min.y = std::min(out.back().min.y, a.pos.y);
            joins = true;
        }
    }
    return out;
}

}  // namespace la
