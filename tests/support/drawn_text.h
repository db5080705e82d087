#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace la {

// Letters that stand side by side, as they were drawn; a space for each gap between them.
struct DrawnText {
    std::string text;
    ImVec2 min, max;    // before anything is cut off
    ImRect clip;        // outside of which nothing of it is seen
    ImU32 color = 0;    // of the first letter
    std::string owner;  // the window of Dear ImGui that has drawn it
    int order = 0;      // of what is drawn: the last one is in front

    // The part that is seen.
    ImRect seen() const {
        ImRect out(min, max);
        out.ClipWithFull(clip);
        return out;
    }
};

// An area that is filled without a gap, so that nothing behind it is seen.
struct DrawnArea {
    ImRect rect;
    int order = 0;
    bool opaque = true;  // else something behind it shines through
    std::string owner;   // as of a text
};

// The last frame, read back from the triangles of Dear ImGui: what is seen, whatever has drawn it.
class DrawnFrame {
  public:
    DrawnFrame() {
        for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
            for (const ImFontGlyph& glyph : font->Glyphs) {
                letters_[{glyph.U0, glyph.V0}] = glyph.Codepoint;
            }
        }
        const ImDrawData& data = *ImGui::GetDrawData();
        for (int list = 0; list < data.CmdListsCount; ++list) {
            for (const ImDrawCmd& command : data.CmdLists[list]->CmdBuffer) {
                read(*data.CmdLists[list], command);
            }
        }
    }

    const std::vector<DrawnText>& texts() const { return texts_; }

    // Whether an area that was drawn after `from`, and before `to`, hides all of this.
    bool covered(const ImRect& rect, int from, int to = INT_MAX) const {
        return std::ranges::any_of(areas_, [&](const DrawnArea& area) {
            return area.opaque && area.order > from && area.order < to && area.rect.Contains(rect);
        });
    }
    // Whether something that was drawn later hides a part of this.
    bool touched(const DrawnText& text) const {
        return std::ranges::any_of(areas_, [&](const DrawnArea& area) {
            return area.order > text.order && area.rect.Overlaps(text.seen());
        });
    }
    // Whether a plate of its window lies over a part of this. Plates are wide, marks of points not.
    bool under_plate(const DrawnText& text, float slack) const {
        return std::ranges::any_of(areas_, [&](const DrawnArea& area) {
            ImRect both = text.seen();
            if (area.rect.GetWidth() < 1.5f * area.rect.GetHeight() || area.order < text.order ||
                area.owner != text.owner || !both.Overlaps(area.rect)) {
                return false;
            }
            both.ClipWith(area.rect);
            return both.GetWidth() > slack && both.GetHeight() > slack &&
                   !area.rect.Contains(text.seen());
        });
    }

  private:
    void read(const ImDrawList& list, const ImDrawCmd& command) {
        const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
        const ImDrawVert* corners = list.VtxBuffer.Data + command.VtxOffset;
        const ImRect clip(command.ClipRect);
        const char* owner = list._OwnerName ? list._OwnerName : "";
        bool joins = false;
        for (unsigned i = 0; i + 2 < command.ElemCount;) {
            const ImDrawIdx first = indices[i];
            unsigned end = i;  // of the triangles that share a corner: one letter, or one area
            while (end + 2 < command.ElemCount && indices[end] == first) {
                end += 3;
            }
            const ImDrawVert& a = corners[first];
            const auto letter = letters_.find({a.uv.x, a.uv.y});
            if (letter != letters_.end() && end == i + 6) {
                const ImDrawVert& c = corners[indices[i + 2]];
                read_letter(letter->second, a, c, clip, joins);
                joins = true;
                texts_.back().owner = owner;
            } else if (const unsigned alpha = a.col >> IM_COL32_A_SHIFT; alpha > 0x80) {
                read_area(indices + i, indices + end, corners, clip);
                if (!areas_.empty() && areas_.back().order == order_) {
                    areas_.back().opaque = alpha == 0xff;
                    areas_.back().owner = owner;
                }
            }
            i = end;
        }
    }

    // `joins`: it may belong to the text of the last letter.
    void read_letter(unsigned letter, const ImDrawVert& a, const ImDrawVert& c, const ImRect& clip,
                     bool joins) {
        char bytes[5] = {};
        ImTextCharToUtf8(bytes, letter);
        const float height = c.pos.y - a.pos.y;
        if (joins) {
            const DrawnText& last = texts_.back();
            joins = a.pos.x >= last.min.x && a.col == last.color &&
                    a.pos.x - last.max.x < std::max(height, 8.0f) &&
                    std::abs((a.pos.y + c.pos.y) / 2 - (last.min.y + last.max.y) / 2) <
                        std::max(height, 12.0f);
        }
        if (!joins) {
            texts_.push_back({"", a.pos, c.pos, clip, a.col, "", ++order_});
        }
        DrawnText& text = texts_.back();
        text.text += (a.pos.x - text.max.x > 0.25f * (text.max.y - text.min.y) ? " " : "");
        text.text += bytes;
        text.max = {std::max(text.max.x, c.pos.x), std::max(text.max.y, c.pos.y)};
        text.min.y = std::min(text.min.y, a.pos.y);
    }

    // Round corners are not filled: the area is as if they were.
    void read_area(const ImDrawIdx* begin, const ImDrawIdx* end, const ImDrawVert* corners,
                   const ImRect& clip) {
        constexpr float kLeast = 14;  // smaller ones cover no text
        ImRect rect(corners[*begin].pos, corners[*begin].pos);
        for (const ImDrawIdx* i = begin; i < end; ++i) {
            rect.Add(corners[*i].pos);
        }
        rect.ClipWithFull(clip);
        if (rect.GetWidth() > kLeast && rect.GetHeight() > kLeast) {
            areas_.push_back({.rect = rect, .order = ++order_, .owner = {}});
        }
    }

    std::map<std::pair<float, float>, unsigned> letters_;  // by the place in the atlas
    std::vector<DrawnText> texts_;
    std::vector<DrawnArea> areas_;
    int order_ = 0;
};

}  // namespace la
