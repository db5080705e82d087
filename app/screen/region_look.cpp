#include "app/screen/region_look.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <functional>
#include <span>
#include <string_view>

#include "app/screen/gui_context.h"

namespace la {

namespace {

class Look {
  public:
    template<class T>
    void add(std::span<const T> values) {
        const std::string_view bytes(reinterpret_cast<const char*>(values.data()),
                                     values.size_bytes());
        value_ = (value_ << 7 | value_ >> 57) ^ std::hash<std::string_view>()(bytes);
    }
    template<class T>
    void add(const T& value) {
        add(std::span<const T>(&value, 1));
    }
    std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_ = 0;
};

bool meets(const ImVec4& box, const PixelRect& region) {
    return box.x < static_cast<float>(region.max.x) && box.z > static_cast<float>(region.min.x) &&
           box.y < static_cast<float>(region.max.y) && box.w > static_cast<float>(region.min.y);
}

// Around all that a list draws. Its commands do not tell: backgrounds are clipped by the window.
ImVec4 box_of(const ImDrawList& list) {
    ImVec4 out{FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX};
    for (const ImDrawVert& vertex : list.VtxBuffer) {
        out = {std::min(out.x, vertex.pos.x), std::min(out.y, vertex.pos.y),
               std::max(out.z, vertex.pos.x), std::max(out.w, vertex.pos.y)};
    }
    return out;
}

// False: it has a picture there.
bool add_list(Look& look, const ImDrawList& list, const PixelRect& region) {
    const bool over_the_picture = list._OwnerName && list._OwnerName == GuiContext::kHeldBack;
    if (over_the_picture || !meets(box_of(list), region)) {
        return true;
    }
    bool any = false;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.ElemCount > 0 && meets(command.ClipRect, region)) {
            if (command.UserCallback || command.GetTexID() != ImGui::GetIO().Fonts->TexID) {
                return false;
            }
            any = true;
            look.add(command.ClipRect);
            look.add(command.IdxOffset);
            look.add(command.ElemCount);
        }
    }
    if (any) {
        look.add(std::span<const ImDrawVert>(list.VtxBuffer.Data, list.VtxBuffer.Size));
        look.add(std::span<const ImDrawIdx>(list.IdxBuffer.Data, list.IdxBuffer.Size));
    }
    return true;
}

}  // namespace

std::optional<std::uint64_t> look_of(const PixelRect& region, const ImDrawData& gui,
                                     const Layout& layout, const PlotTemp& plots) {
    Look look;
    look.add(region);
    for (const Rect& rect : {layout.toolbar, layout.controls, layout.depth, layout.measures,
                             layout.status, layout.drawing, layout.caption, layout.drawer}) {
        look.add(rect);
    }
    look.add(std::span<const Rect>(layout.plots));
    look.add(std::span<const Rect>(plots.places));
    for (const CellPicture& cells : plots.cells) {
        look.add(cells.rect);
        look.add(cells.image);
        look.add(cells.version);
    }
    for (int i = 0; i < gui.CmdListsCount; ++i) {
        if (!add_list(look, *gui.CmdLists[i], region)) {
            return std::nullopt;
        }
    }
    return look.value();
}

}  // namespace la
