#include "app/export/storyboard.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "app/readouts/differences.h"
#include "app/readouts/live_sentence.h"
#include "app/readouts/score_words.h"
#include "app/screen/gui_context.h"
#include "app/views/flow_scenes.h"
#include "app/views/framing.h"
#include "app/views/layer_cells.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr int kColumns = 5;

using Cell = Storyboard::Cell;
using Board = Storyboard::Board;

void text(const Theme& theme, ImFont* font, float size, ImVec2 at, glm::vec4 colour,
          const char* words) {
    ImGui::GetBackgroundDrawList()->AddText(font, theme.px(size), at, theme.colour(colour), words);
}

void draw_row_text(const Board& board, int row) {
    const Theme& theme = board.theme;
    const Palette& p = *theme.palette;
    const int members = static_cast<int>(board.seen->members.size());
    const Metrics& metrics = board.seen->members[row].metrics;
    const bool is_a = members == 2 && row == 0;
    const float x = theme.px(28);
    const float y = board.at(row, 0).y;
    char line[64];
    const glm::vec4 colour = is_a ? p.text : p.accent;
    const bool lambda =
        board.differences.empty() ||
        (board.differences.size() == 1 && board.differences.front().path == "objective.lambda");
    float line_y = y + theme.px(56);
    if (lambda) {
        std::snprintf(line, sizeof line, "%s   λ = %s", is_a ? "A" : "B",
                      plot::plain(board.seen->snapshot->members[row].lambda).c_str());
        text(theme, theme.fonts.value, 26, {x, y + theme.px(8)}, colour, line);
    } else {
        text(theme, theme.fonts.value, 26, {x, y + theme.px(8)}, colour, is_a ? "A" : "B");
        // Beside the name, one below the other: there is room for three.
        float beside = y + theme.px(board.differences.size() > 1 ? 6 : 14);
        for (std::size_t i = 0; i < std::min<std::size_t>(board.differences.size(), 3); ++i) {
            const Difference& d = board.differences[i];
            const std::string said = d.name + " = " + (is_a ? d.a : d.b);
            text(theme, theme.fonts.text, 15, {x + theme.px(32), beside}, colour, said.c_str());
            beside += theme.px(17);
        }
        line_y = std::max(line_y, beside + theme.px(10));
    }
    const std::string score = score_label(*board.seen->snapshot);
    const std::pair<const char*, std::string> facts[] = {
        {score.c_str(), ""},
        {"action A = L Σ Eₖ", plot::compact(metrics.action)},
        {"displacement D", plot::compact(metrics.displacement)},
        {"straightness D / A", ""}};
    for (const auto& [label, value] : facts) {
        std::string shown = value;
        if (shown.empty()) {
            std::snprintf(line, sizeof line, "%.3f",
                          label == score.c_str()
                              ? metrics.test_accuracy
                              : metrics.displacement / std::max(metrics.action, 1e-30));
            shown = line;
        }
        text(theme, theme.fonts.small, Fonts::kSmall, {x, line_y}, p.text_dim, label);
        text(theme, theme.fonts.title, 19, {x, line_y + theme.px(15)}, p.text, shown.c_str());
        line_y += theme.px(52);
    }
}

void draw_board(const Board& board, const std::vector<std::unique_ptr<Cell>>& cells) {
    const Theme& theme = board.theme;
    const Palette& p = *theme.palette;
    const Snapshot& s = *board.seen->snapshot;
    char line[160];
    text(theme, theme.fonts.value, 26, {theme.px(28), theme.px(18)}, p.text,
         "A residual network is a flow");
    const std::string sentence = live_sentence(board.seen.get());
    if (s.status == Status::Frozen) {
        std::snprintf(line, sizeof line, "%s     %s", frozen_line(s).c_str(), sentence.c_str());
    } else {
        std::snprintf(line, sizeof line, "after %lld steps     %s", static_cast<long long>(s.step),
                      sentence.c_str());
    }
    text(theme, theme.fonts.text, 15, {theme.px(440), theme.px(27)}, p.accent, line);
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const int columns = static_cast<int>(board.layers.back().size());
    for (int row = 0; row < static_cast<int>(board.seen->members.size()); ++row) {
        draw_row_text(board, row);
        for (int column = 0; column < columns; ++column) {
            const ImVec2 min = board.at(row, column);
            const ImVec2 max{min.x + board.cell, min.y + board.cell};
            const Cell& cell = *cells[row * columns + column];
            draw.AddImageRounded(texture_id(cell.canvas.texture()), min, max, {0, 1}, {1, 0},
                                 IM_COL32_WHITE, theme.px(6));
            draw.AddRect(min, max, theme.colour(p.panel_border), theme.px(6));
            const int k = board.layers[row][column];
            std::snprintf(line, sizeof line, k == 0 ? "input" : "after layer %d", k);
            if (row == 0) {
                text(theme, theme.fonts.small, Fonts::kSmall,
                     {min.x + theme.px(2), min.y - theme.px(20)}, p.text_dim, line);
            } else if (board.layers[row] != board.layers[0]) {
                text(theme, theme.fonts.small, Fonts::kSmall,
                     {min.x + theme.px(8), min.y + theme.px(6)}, p.text, line);
            }
        }
    }
}

}  // namespace

Storyboard::Storyboard(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                       const Palette& palette)
    : offscreen_(offscreen), size_(size), experiment_(experiment), run_(experiment.snapshot()) {
    board_.theme.palette = &palette;
    // Every row has the same columns, at the same fractions of the network's own depth.
    const std::vector<MemberSnapshot>& members = run_->members;
    if (members.size() == 2) {
        board_.differences = differences(members.front(), members.back());
    }
    int fewest = members.front().config.network.layers;
    for (const MemberSnapshot& member : members) {
        fewest = std::min(fewest, member.config.network.layers);
    }
    for (const MemberSnapshot& member : members) {
        board_.layers.push_back(
            shown_layers(member.config.network.layers, std::min(kColumns, fewest + 1)));
    }
    lay_out(size);
    experiment_.request({.snapshot = run_});
}

// Square cells, as large as the picture allows; the text is left of them.
void Storyboard::lay_out(glm::ivec2 size) {
    const auto rows = static_cast<float>(run_->members.size());
    const auto columns = static_cast<float>(board_.layers.back().size());
    const auto width = static_cast<float>(size.x);
    const auto height = static_cast<float>(size.y);
    const float scale = std::min(width / 1920, height / (rows > 1 ? 780.0f : 440.0f));
    board_.theme.scale = scale;
    board_.gap = 12 * scale;
    board_.left = 230 * scale;
    board_.top = 88 * scale;
    board_.cell = std::floor(
        std::min((width - board_.left - 28 * scale - (columns - 1) * board_.gap) / columns,
                 (height - board_.top - 28 * scale - (rows - 1) * board_.gap) / rows));
    board_.theme.fonts = load_view_fonts(scale);
    apply_theme(board_.theme);
    offscreen_.remake_fonts();
}

float Storyboard::fraction() const {
    return static_cast<float>(cells_.size()) /
           static_cast<float>(run_->members.size() * board_.layers.back().size());
}

bool Storyboard::work() {
    const auto columns = board_.layers.back().size();
    if (fraction() >= 1) {
        return true;
    }
    const std::shared_ptr<const Observation> seen = experiment_.observation();
    if (!seen || seen->snapshot != run_) {
        return false;
    }
    if (!board_.seen) {
        board_.seen = seen;
        const Box box = frame_box(*seen);
        ViewportEase ease;
        ease.aim(box.lo, box.hi);
        ease.snap();
        view_ = ease.current(1);
    }
    const auto row = static_cast<int>(cells_.size() / columns);
    const int k = board_.layers[row][cells_.size() % columns];
    const FieldRequest field{
        .layer = k, .width = 160, .height = 160, .lo = view_.lo(), .hi = view_.hi(), .far = false};
    if (seen->asked.fields != std::vector{field}) {
        experiment_.request({.snapshot = run_, .views = {.fields = {field}}});
        return false;
    }
    FlowScene scene = make_cell_scene(*seen, row, k, UiState{});
    scene.pixel_scale = board_.theme.scale;
    cells_.push_back(std::make_unique<Cell>());
    const int side = static_cast<int>(board_.cell);
    cells_.back()->canvas.resize({side, side});
    cells_.back()->renderer.draw(scene, view_, *board_.theme.palette, cells_.back()->canvas);
    return fraction() >= 1;
}

Image Storyboard::picture() {
    offscreen_.draw(*board_.theme.palette, [&] { draw_board(board_, cells_); });
    return offscreen_.read();
}

Image draw_storyboard(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                      const Palette& palette) {
    Storyboard board(offscreen, size, experiment, palette);
    while (!board.work()) {}
    return board.picture();
}

}  // namespace la
