#include "app/stage/caption_strip.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/stage/spotlight.h"
#include "app/stage/state_values.h"
#include "app/state/said.h"

namespace la {

namespace {

// What each laboratory hands over at the end.
struct Handed {
    const char* words;
    const char* control;
};

Handed handed_over(const FrameContext& context) {
    switch (context.state.laboratory) {
        case LaboratoryKind::Weights:
            return {"The layers are yours now: drag the slider.", "refine"};
        case LaboratoryKind::MeanField:
            return {"α is yours now: drag it, or press ↑ and ↓.", "alpha_track"};
        case LaboratoryKind::Stability:
            return {"The learning rate is yours now: drag it, or press ↑ and ↓.", "rate_track"};
        case LaboratoryKind::Flow:
            break;
    }
    return {"λ is yours now: drag it, or press ↑ and ↓.", "lambda"};
}

// The captions as dots, those that have been shown brighter.
void dots(const Theme& theme, const CuePlayer& cues, const Rect& rect) {
    const int count = cues.captions();
    const float step = theme.px(9), radius = theme.px(2.2f);
    float x = rect.min.x + (rect.width() - step * static_cast<float>(count - 1)) / 2;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (int i = 0; i < count; ++i, x += step) {
        draw.AddCircleFilled(
            {x, rect.max.y - theme.px(5)}, radius,
            theme.colour(i < cues.caption() || cues.ended() ? theme.palette->accent
                                                            : theme.palette->panel_border));
    }
}

// The largest size, up to the title's, at which the text fits.
float size_for(const Theme& theme, const std::string& text, ImVec2 room) {
    float size = theme.px(Fonts::kTitle);
    while (size > theme.px(8) &&
           theme.fonts.title->CalcTextSizeA(size, 1e9f, room.x, text.c_str()).y > room.y) {
        size -= theme.px(0.5f);
    }
    return size;
}

std::vector<std::string> wrapped(const ImFont* font, float size, float width,
                                 const std::string& text) {
    std::vector<std::string> out;
    const char* end = text.c_str() + text.size();
    for (const char* begin = text.c_str(); begin < end;) {
        const char* line_end = std::max(
            begin + 1, font->CalcWordWrapPositionA(size / font->FontSize, begin, end, width));
        // ImGui breaks after a point, too, as in "0.5".
        if (line_end < end && *line_end != ' ') {
            const std::string_view line(begin, line_end);
            const std::size_t space = line.rfind(' ');
            line_end = space == line.npos || space == 0 ? line_end : begin + space;
        }
        out.emplace_back(begin, line_end);
        begin = line_end;
        while (begin < end && *begin == ' ') {
            ++begin;
        }
    }
    return out;
}

// As many lines as are needed, and these of about the same length: no word stands alone.
std::vector<std::string> even_lines(const Theme& theme, float size, float width,
                                    const std::string& text) {
    const ImFont* font = theme.fonts.title;
    std::vector<std::string> out = wrapped(font, size, width, text);
    const float step = theme.px(8);
    for (float narrower = width - step; out.size() > 1 && narrower > step; narrower -= step) {
        std::vector<std::string> lines = wrapped(font, size, narrower, text);
        if (lines.size() > out.size()) {
            break;
        }
        out = std::move(lines);
    }
    return out;
}

// A number beside the words, over its name.
struct Shown {
    std::string number{}, name{};
};

void words(const FrameContext& context, const Rect& rect, const std::string& text,
           const Shown& shown, glm::vec4 colour) {
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImFont* font = theme.fonts.title;
    const float pad = theme.px(14);
    float right = rect.max.x - pad;
    const float middle = (rect.min.y + rect.max.y) / 2;
    if (!shown.number.empty()) {
        const auto line = [&](ImFont* face, float size, const std::string& part, float y,
                              glm::vec4 tint) {
            const float width = face->CalcTextSizeA(size, 1e9f, 0, part.c_str()).x;
            draw.AddText(face, size, {right - width, std::floor(y)}, theme.colour(tint),
                         part.c_str());
            return width;
        };
        const float size = theme.px(30), small = theme.px(15);
        const float top = middle - (size + small) / 2;
        const float width =
            std::max(line(theme.fonts.value, size, shown.number, top, theme.palette->accent),
                     line(font, small, shown.name, top + size, theme.palette->text_dim));
        // As wide as the widest was: the words stay where they are.
        float& widest = *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("widest"));
        widest = std::max(widest, width);
        right -= widest + pad;
    }
    const ImVec2 room{right - rect.min.x - pad, rect.height() - theme.px(12)};
    const float size = size_for(theme, text, room);
    const std::vector<std::string> lines = even_lines(theme, size, room.x, text);
    float y = std::floor(middle - size * static_cast<float>(lines.size()) / 2 - theme.px(3));
    for (const std::string& line : lines) {
        const float width = font->CalcTextSizeA(size, 1e9f, 0, line.c_str()).x;
        draw.AddText(font, size, {std::floor(rect.min.x + pad + (room.x - width) / 2), y},
                     theme.colour(colour), line.c_str());
        y += size;
    }
}

}  // namespace

void caption_strip(const FrameContext& context, const Rect& rect, const std::string& sentence) {
    const CuePlayer& cues = context.temp.demo.player;
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("cue_strip", rect);
    // There is no status line here. Only what went wrong is worth more than a caption.
    const Said said = said_now(context.temp);
    const bool shown = context.state.presentation && !said.text.empty() &&
                       (!cues.playing() || said.tone == Said::Tone::Failed);
    if (shown) {
        words(context, rect, said.text, {}, p.*colour_of(said.tone));
    } else if (cues.ended()) {
        words(context, rect, handed_over(context).words, {}, p.accent);
        dots(theme, cues, rect);
        context.ui.controls().add("cue_end", rect);
    } else if (cues.playing()) {
        const std::string& show = cues.show();
        words(context, rect, cues.say(),
              show.empty() ? Shown{} : Shown{state_text(context, show), state_label(context, show)},
              p.text);
        dots(theme, cues, rect);
        if (!cues.say().empty()) {
            context.ui.controls().add("cue_caption", rect);
        }
    } else {
        const Snapshot& s = context.snapshot;
        const bool bad = s.status == Status::Diverged || s.status == Status::Failed;
        words(context, rect, s.message.empty() || context.frozen() ? sentence : s.message, {},
              bad ? p.error : p.accent);
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

void cue_ring(const FrameContext& context) {
    const CuePlayer& cues = context.temp.demo.player;
    const std::string control = cues.ended()     ? handed_over(context).control
                                : cues.playing() ? cues.ring()
                                                 : std::string();
    if (!control.empty()) {
        spotlight(context, control, {}, static_cast<float>(ImGui::GetTime()));
    }
}

void blank_screen(const FrameContext& context) {
    if (context.temp.demo.blank) {
        const ImVec2 window = ImGui::GetIO().DisplaySize;
        ImGui::GetForegroundDrawList()->AddRectFilled({0, 0}, window, IM_COL32_BLACK);
        context.ui.controls().add("blank", {{0, 0}, window});
    }
}

}  // namespace la
