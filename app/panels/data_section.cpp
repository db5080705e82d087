#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include "app/panels/data_section.h"
#include "app/ui/hit_area.h"
#include "app/ui/icons.h"
#include "app/ui/solid_buttons.h"
#include "core/config/config_json.h"
#include "core/data/data_scale.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"

namespace la {

namespace {

constexpr float kTile = 78, kPicture = 62, kGap = 8, kHead = 24, kRow = 106;  // design pixels
constexpr int kColumns = 8;

void draw_picture(const Theme& theme, const DatasetPicture& picture, ImVec2 at, float side) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float dot = std::max(1.0f, theme.px(0.8f));
    for (std::size_t i = 0; i < picture.points.size(); ++i) {
        const int label = std::min<int>(picture.labels[i], kClassColours - 1);
        const Palette& p = *theme.palette;
        const glm::vec4 colour = (picture.shades ? p.shades : p.classes)[label];
        const ImVec2 at_pixel{at.x + picture.points[i].x * side,
                              at.y + (1 - picture.points[i].y) * side};
        draw.AddRectFilled({at_pixel.x - dot, at_pixel.y - dot},
                           {at_pixel.x + dot, at_pixel.y + dot}, theme.colour(colour));
    }
}

// One data set: its picture with its name below. True when clicked.
bool tile(const FrameContext& context, const DatasetKindInfo& info, bool current) {
    const Theme& theme = context.theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size{theme.px(kTile), theme.px(kTile + 18)};
    ImGui::PushID(static_cast<int>(info.kind));
    const bool clicked = hit_area("tile", size);
    ImGui::PopID();
    const std::string name = "dataset." + std::string(info.name);
    context.ui.controls().add_last_item(name);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + theme.px(kTile), at.y + theme.px(kTile)};
    draw.AddRectFilled(at, end, theme.colour(theme.palette->plot), theme.px(5));
    const bool hovered = ImGui::IsItemHovered();
    if (current || hovered) {
        draw.AddRect(at, end,
                     theme.colour(current ? theme.palette->accent : theme.palette->text_dim),
                     theme.px(5), 0, theme.px(1.5f));
    }
    const float inset = theme.px((kTile - kPicture) / 2);
    draw_picture(theme, context.temp.data.pictures.of(info.kind), {at.x + inset, at.y + inset},
                 theme.px(kPicture));
    const std::string title(info.title);
    const float text = theme.px(Fonts::kSmall - 1);
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(text, 1e9f, 0, title.c_str());
    draw.AddText(theme.fonts.small, text,
                 {at.x + std::max(0.0f, (theme.px(kTile) - extent.x) / 2), end.y + theme.px(2)},
                 theme.colour(current ? theme.palette->accent : theme.palette->text),
                 title.c_str());
    char tip[160];
    if (has_values(info.kind)) {
        std::snprintf(tip, sizeof tip,
                      "%s: points with a number each, for regression  "
                      "[dataset.kind=%s]",
                      title.c_str(), std::string(info.name).c_str());
    } else {
        std::snprintf(tip, sizeof tip, "%s's %s, %d classes%s  [dataset.kind=%s]",
                      std::string(info.origin).c_str(), title.c_str(), info.usual.classes,
                      info.uses & kUsesClasses ? ", or any other number" : "",
                      std::string(info.name).c_str());
    }
    context.ui.tooltip(tip);
    return clicked;
}

// A field for the name of a file; enter or the button opens it.
void file_row(const FrameContext& context) {
    const Theme& theme = context.theme();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("CSV file: x, y, label");
    ImGui::SameLine();
    ImGui::SetNextItemWidth(theme.px(380));
    auto& name = context.temp.data.file;
    const bool entered = ImGui::InputTextWithHint(
        "##data_file", "a path; or drop a file onto the window", name.data(), name.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    context.ui.controls().add_last_item("data_file");
    ImGui::SameLine();
    const bool pressed =
        context.ui.button("data_open", "open", "Start a new run on the points of this file");
    if ((entered || pressed) && name[0] != '\0') {
        context.temp.commands.emplace_back(OpenData{name.data()});
        ImGui::CloseCurrentPopup();
    }
}

// All data sets, grouped by origin; groups share a line where there is room.
void chooser(const FrameContext& context, DatasetConfig& d, bool& changed) {
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(16), theme.px(12)});
    ImGui::SetNextWindowSize({theme.px(32 + kColumns * (kTile + kGap) - kGap), 0});
    if (ImGui::BeginPopup("datasets")) {
        const ImVec2 origin = ImGui::GetCursorPos();
        int column = 0, row = 0;
        for (std::size_t i = 0; i < kDatasetKinds.size(); ++i) {
            const DatasetKindInfo& info = kDatasetKinds[i];
            if (!has_generator({.kind = info.kind})) {
                continue;
            }
            if (i == 0 || kDatasetKinds[i - 1].origin != info.origin) {
                const auto members =
                    std::ranges::count(kDatasetKinds, info.origin, &DatasetKindInfo::origin);
                if (column + members > kColumns) {
                    column = 0;
                    ++row;
                }
                ImGui::SetCursorPos(
                    {origin.x + theme.px(static_cast<float>(column) * (kTile + kGap)),
                     origin.y + theme.px(static_cast<float>(row) * (kRow + kHead))});
                ImGui::PushFont(theme.fonts.small);
                ImGui::TextDisabled("%s", std::string(info.origin).c_str());
                ImGui::PopFont();
            }
            ImGui::SetCursorPos(
                {origin.x + theme.px(static_cast<float>(column) * (kTile + kGap)),
                 origin.y + theme.px(static_cast<float>(row) * (kRow + kHead) + kHead - 4)});
            if (tile(context, info, d.kind == info.kind)) {
                d = with_kind(d, info.kind);
                d.file.clear();
                changed = true;
                ImGui::CloseCurrentPopup();
            }
            ++column;
        }
        ImGui::SetCursorPos(
            {origin.x, origin.y + theme.px(static_cast<float>(row + 1) * (kRow + kHead))});
        file_row(context);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

// What was assumed of the file, and the offer to standardise it.
void data_notes(const FrameContext& context, DatasetConfig& d, bool& changed) {
    ImGui::PushFont(context.theme().fonts.small);
    ImGui::PushTextWrapPos(0);
    for (const std::string& note : context.snapshot.data->notes) {
        ImGui::TextDisabled("%s", note.c_str());
    }
    if (const std::string& why = data_picture(context).raw_scale; !why.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text,
                              context.theme().colour(context.theme().palette->warning));
        ImGui::TextUnformatted((why + ": standardise?").c_str());
        ImGui::PopStyleColor();
        const SolidButtons solid(context.theme());
        if (context.ui.button("standardise.now", "standardise",
                              field_help("dataset.standardise") + "  [dataset.standardise]")) {
            d.standardise = changed = true;
        }
    }
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
}

// The present data set: a picture of its points and its name. A click opens the chooser.
void current(const FrameContext& context, DatasetConfig& d, bool& changed) {
    const Theme& theme = context.theme();
    const DatasetKindInfo& info = info_of(d.kind);
    const float side = theme.px(46);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, side};
    const bool clicked = hit_area("dataset", size) || context.ui.controls().used("dataset");
    context.ui.controls().add_last_item("dataset");
    context.ui.add_stop("dataset");
    const bool hovered = ImGui::IsItemHovered();
    context.ui.tooltip_of("dataset", field_help("dataset.kind") + "  [dataset.kind]");
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Palette& p = *theme.palette;
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, theme.colour(p.plot), theme.px(5));
    draw.AddRect(at, {at.x + size.x, at.y + size.y},
                 theme.colour(hovered ? p.text_dim : p.panel_border), theme.px(5));
    const DataTemp::Picture& kept = data_picture(context);
    const float inset = theme.px(4);
    draw_picture(theme, kept.picture, {at.x + inset, at.y + inset}, side - 2 * inset);
    const float left = at.x + side + theme.px(8);
    ImGui::PushClipRect({left, at.y}, {at.x + size.x - theme.px(20), at.y + size.y}, true);
    const std::string title = d.kind == DatasetKind::Csv
                                  ? std::filesystem::path(d.file).filename().string()
                                  : std::string(info.title);
    draw.AddText({left, at.y + theme.px(4)}, theme.colour(p.text), title.c_str());
    char line[96];
    const Dataset& data = *context.snapshot.data;
    if (data.has_values()) {
        const char* what = has_values(d.kind) ? "" : ", as -1 and 1";
        std::snprintf(line, sizeof line, "numbers to learn%s",
                      d.kind == DatasetKind::Csv ? "" : what);
    } else {
        std::snprintf(line, sizeof line, "%s, %d classes", std::string(info.origin).c_str(),
                      data.classes);
    }
    draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall - 1), {left, at.y + theme.px(25)},
                 theme.colour(p.text_dim), line);
    ImGui::PopClipRect();
    const ImVec2 arrow{at.x + size.x - theme.px(13), at.y + side / 2};
    draw.AddTriangleFilled({arrow.x - theme.px(5), arrow.y - theme.px(3)},
                           {arrow.x + theme.px(5), arrow.y - theme.px(3)},
                           {arrow.x, arrow.y + theme.px(4)}, theme.colour(p.text));
    if (clicked) {
        ImGui::OpenPopup("datasets");
    }
    chooser(context, d, changed);
}

template<class T>
void number(const FrameContext& context, bool& changed, const char* name, const char* label,
            const std::string& path, std::array<double, 2> range, T& value) {
    const auto edited = context.ui.number_row(name, label, static_cast<double>(value), range[0],
                                              range[1], std::is_integral_v<T> ? "%.0f" : "%.3g",
                                              field_help(path) + "  [" + path + "]");
    if (edited) {
        value = static_cast<T>(*edited);
        changed = true;
    }
}

}  // namespace

const DataTemp::Picture& data_picture(const FrameContext& context) {
    DataTemp::Picture& kept = context.temp.data.picture;
    if (kept.of != context.snapshot.data) {
        kept.of = context.snapshot.data;
        kept.picture = make_picture(*kept.of, 200);
        kept.raw_scale = raw_scale(context.snapshot.config->dataset, *kept.of);
    }
    return kept;
}

void data_rows(const FrameContext& context, DatasetConfig& d, bool& changed) {
    current(context, d, changed);
    const DatasetKindInfo& info = info_of(d.kind);
    if (context.ui.button(
            "draw", context.temp.drawing.on ? "stop drawing" : "draw points",
            "Paint, move, erase and relabel points in the input plane while training runs")) {
        toggle_drawing(context);
    }
    if (d.kind == DatasetKind::Drawn) {
        ImGui::TextDisabled("%d points", context.snapshot.data->size());
        return;
    }
    if (has_generator(d)) {
        number(context, changed, "points", "points", "dataset.points", {10, 100000}, d.points);
    } else {
        bool standardise = d.standardise;
        if (context.ui.check("standardise", "standardise", standardise,
                             field_help("dataset.standardise") + "  [dataset.standardise]")) {
            d.standardise = standardise;
            changed = true;
        }
        data_notes(context, d, changed);
    }
    if (info.uses & kUsesClasses) {
        number(context, changed, "classes", "classes", "dataset.classes", {2, 10}, d.classes);
    }
    if (info.uses & kUsesNoise) {
        number(context, changed, "noise", "noise", "dataset.noise", {0, 2 * info.noise_most},
               d.noise);
    }
    if (info.uses & kUsesSpread) {
        number(context, changed, "spread", "spread", "dataset.spread", {0, 10}, d.spread);
    }
    if (info.uses & kUsesFactor) {
        number(context, changed, "factor", "factor", "dataset.factor", {0, 0.99}, d.factor);
    }
    if (info.uses & kUsesShift) {
        number(context, changed, "shift", "shift", "dataset.shift", {0, 10}, d.shift);
    }
    if (d.task == DatasetTask::Classes) {
        number(context, changed, "label_noise", "label noise", "dataset.label_noise", {0, 1},
               d.label_noise);
    }
    number(context, changed, "test_fraction", "test share", "dataset.test_fraction", {0, 0.9},
           d.test_fraction);
    number(context, changed, "data_seed", "data seed", "dataset.seed", {0, 9007199254740991.0},
           d.seed);
}

}  // namespace la
