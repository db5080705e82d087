#include <algorithm>
#include <string>
#include <vector>

#include "app/laboratories/weights/weights_panels.h"
#include "app/ui/solid_buttons.h"

namespace la {

namespace {

constexpr float kCell = 20, kGap = 3, kMargin = 30;  // design pixels
constexpr float kMostWidth = 420, kMostHeight = 340;
constexpr const char* kMenu = "##entries";

// One number beside the cells.
void label(const Theme& theme, ImVec2 middle, std::size_t number) {
    const std::string text = std::to_string(number);
    const float size = theme.px(Fonts::kSmall - 1);
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text.c_str());
    ImGui::GetWindowDrawList()->AddText(theme.fonts.small, size,
                                        {middle.x - 0.5f * extent.x, middle.y - 0.5f * extent.y},
                                        theme.colour(theme.palette->text_dim), text.c_str());
}

// A cell for every entry, in the place that it has in the matrix; true if it was clicked.
bool cell(const FrameContext& context, ImVec2 at, const std::string& name, bool drawn) {
    const Theme& theme = context.theme();
    const float side = theme.px(kCell);
    ImGui::SetCursorScreenPos(at);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {side, side});
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + side, at.y + side};
    const Palette& palette = *theme.palette;
    draw.AddRectFilled(at, end, theme.colour(drawn ? palette.accent : palette.plot), theme.px(3));
    draw.AddRect(at, end, theme.colour(hovered ? palette.text : palette.panel_border), theme.px(3));
    context.ui.controls().add_last_item(name);
    return clicked;
}

void cells(const FrameContext& context, const Weights& weights, const std::string& name) {
    const Theme& theme = context.theme();
    WeightsPage& page = context.state.weights;
    std::vector<EntryPlace>& chosen = page.entries[static_cast<std::size_t>(page.lines)];
    const WeightLayout layout(weights.network, weights.classes);
    const bool w = page.lines == LayerMatrix::W;
    const std::size_t rows = w ? layout.hidden : layout.dimension;
    const std::size_t columns = w ? layout.dimension : layout.hidden;
    const std::vector<MatrixEntry> drawn = drawn_entries(weights, page.lines, chosen);
    const float pitch = theme.px(kCell + kGap), margin = theme.px(kMargin);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    for (std::size_t c = 0; c < columns; ++c) {
        label(theme,
              {origin.x + margin + pitch * c + 0.5f * theme.px(kCell), origin.y + theme.px(9)}, c);
    }
    const float top = origin.y + theme.px(20);
    for (std::size_t r = 0; r < rows; ++r) {
        label(theme, {origin.x + 0.5f * margin, top + pitch * r + 0.5f * theme.px(kCell)}, r);
        for (std::size_t c = 0; c < columns; ++c) {
            const MatrixEntry entry{0, static_cast<int>(r), static_cast<int>(c)};
            const bool is_drawn = std::ranges::any_of(drawn, [&](const MatrixEntry& other) {
                return other.row == entry.row && other.column == entry.column;
            });
            const std::string id = name + ".entry." + std::to_string(r) + "." + std::to_string(c);
            if (cell(context, {origin.x + margin + pitch * c, top + pitch * r}, id, is_drawn)) {
                chosen = toggled(weights, page.lines, chosen, {entry.row, entry.column});
            }
            const std::string said = name_of_entry(page.lines, entry) +
                                     (!is_drawn && drawn.size() >= std::size_t{kMaxLines}
                                          ? ": 12 lines are drawn already; take one out first"
                                          : "");
            context.ui.tooltip_beside(said);
        }
    }
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy({margin + pitch * columns, top - origin.y + pitch * rows});
}

void spread_button(const FrameContext& context, const std::string& name) {
    const SolidButtons solid(context.theme());
    WeightsPage& page = context.state.weights;
    if (context.ui.button((name + ".spread").c_str(), "some, spread evenly",
                          "Six entries from all over the matrix")) {
        page.entries[static_cast<std::size_t>(page.lines)].clear();
    }
}

}  // namespace

void open_entry_chooser() {
    ImGui::OpenPopup(kMenu);
}

void entry_chooser(const FrameContext& context, const Weights& weights, const std::string& name) {
    const Theme& theme = context.theme();
    const bool w = context.state.weights.lines == LayerMatrix::W;
    const WeightLayout layout(weights.network, weights.classes);
    const std::size_t rows = w ? layout.hidden : layout.dimension;
    const std::size_t columns = w ? layout.dimension : layout.hidden;
    const float bar = theme.px(16);
    const ImVec2 size{
        std::min(theme.px(kMostWidth), theme.px(kMargin + (kCell + kGap) * columns) + bar),
        std::min(theme.px(kMostHeight), theme.px(24 + (kCell + kGap) * rows) + bar)};
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(14), theme.px(10)});
    if (ImGui::BeginPopup(kMenu)) {
        context.ui.heading(w ? "ENTRIES OF W, DRAWN OF A AND B ALIKE"
                             : "ENTRIES OF V, DRAWN OF A AND B ALIKE");
        if (ImGui::BeginChild("cells", size, false, ImGuiWindowFlags_HorizontalScrollbar)) {
            cells(context, weights, name);
        }
        ImGui::EndChild();
        spread_button(context, name);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

}  // namespace la
