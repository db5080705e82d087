#include "app/lessons/lesson_drawer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/lessons/handed_in.h"
#include "app/lessons/lesson_answers.h"
#include "app/lessons/lesson_parts.h"
#include "app/lessons/lesson_run.h"
#include "app/stage/spotlight.h"
#include "app/ui/solid_buttons.h"

namespace la {

namespace {

constexpr float kFoot = 50;  // design pixels of the row of buttons

// Number and title of every lesson; a click, Enter or its digit begins it.
void lesson_list(const FrameContext& context) {
    LessonUi& ui = context.temp.lesson;
    for (std::size_t i = 0; i < ui.shelf->lessons.size(); ++i) {
        const Lesson& lesson = ui.shelf->lessons[i];
        char about[160];
        std::snprintf(about, sizeof about, "%.100s  ·  %d min%s", lesson.story.c_str(),
                      lesson.minutes, lesson.own ? "  ·  your own" : "");
        const std::string number = i < 9 ? std::to_string(i + 1) : "";
        if (lesson_row(context.ui, "lesson." + std::to_string(i), number, lesson.title, about,
                       i == ui.chosen)) {
            begin_lesson(context, i);
            return;
        }
    }
    for (const std::string& failure : ui.shelf->failures) {
        lesson_words(context.ui, failure, context.theme().palette->error);
    }
}

void head(const FrameContext& context, const std::string& text) {
    context.ui.heading(text.c_str());
    const float size = ImGui::GetFrameHeight();
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - size);
    if (context.ui.button("lesson.close", "×", "Close the drawer; the lesson waits  [Esc]")) {
        context.temp.lesson.open = false;
    }
}

void checks(const FrameContext& context, const LessonRun& run) {
    const LessonCard& card = run.now().cards[run.card];
    const CardProgress& at = run.cards[run.card];
    for (std::size_t i = 0; i < card.checks.size(); ++i) {
        lesson_check(context.ui, card.checks[i].say, at.met[i]);
    }
}

void lost(const FrameContext& context, const std::string& why) {
    const Palette& p = *context.theme().palette;
    lesson_words(context.ui, why, p.warning);
    const SolidButtons solid(context.theme());
    if (context.ui.button("lesson.restore", "back to the lesson's setting  (Enter)",
                          "Starts the run of this card again; what was ticked stays ticked")) {
        back_to_setting(context);
    }
}

void card(const FrameContext& context, const LessonRun& run) {
    const LessonCard& now = run.now().cards[run.card];
    const Palette& p = *context.theme().palette;
    ImGui::PushFont(context.theme().fonts.title);
    lesson_words(context.ui, now.title, p.text);
    ImGui::PopFont();
    lesson_words(context.ui, now.text, p.text);
    ImGui::Dummy({0, context.theme().px(2)});
    lesson_labelled(context.ui, "Do", now.act);
    lesson_labelled(context.ui, "See", now.see);
    if (run.training_to) {
        char text[80];
        std::snprintf(text, sizeof text, "training to step %lld ...",
                      static_cast<long long>(*run.training_to));
        lesson_words(context.ui, text, p.text_dim);
    }
    checks(context, run);
    if (const std::string why = why_lost(context); !why.empty()) {
        lost(context, why);
    } else if (now.ask && checks_met(run)) {
        lesson_question(context, run);
    }
}

// How it went, when all cards are done.
void summary(const FrameContext& context, const LessonRun& run) {
    const Palette& p = *context.theme().palette;
    ImGui::PushFont(context.theme().fonts.title);
    lesson_words(context.ui, "Done: " + run.now().title, p.text);
    ImGui::PopFont();
    for (const std::string& line : lesson_lines(run)) {
        lesson_words(context.ui, line, p.text);
    }
    ImGui::Dummy({0, context.theme().px(4)});
    const SolidButtons solid(context.theme());
    if (context.ui.button("hand_in", "hand in  (H)",
                          "Writes an archive with the answers, a picture, the setting, the weights "
                          "and the measures")) {
        context.temp.commands.emplace_back(HandIn{answers_json(run)});
    }
}

void foot_buttons(const FrameContext& context) {
    LessonUi& ui = context.temp.lesson;
    const SolidButtons solid(context.theme());
    const bool ended = ui.run->ended();
    const bool done = !ended && card_done(*ui.run);
    if (context.ui.button("lesson.back", "back", "The card before  [page up]")) {
        card_before(context);
        return;
    }
    if (!ended) {
        ImGui::SameLine();
        if (context.ui.button("lesson.skip", "skip",
                              "Leave this card as it is  [Shift+page down]")) {
            skip_card(context);
            return;
        }
    }
    const char* label = ended ? "all lessons" : done ? "next  (Enter)" : "next";
    const float width = ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
    ImGui::PushStyleColor(ImGuiCol_Text,
                          context.theme().colour(done ? context.theme().palette->accent
                                                      : context.theme().palette->text));
    const bool pressed =
        context.ui.button("lesson.next", label, "The next card  [Enter or page down]");
    ImGui::PopStyleColor();
    if (pressed) {
        next_card(context);
    }
}

void foot(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("lesson_foot", rect);
    context.temp.lesson.handed_in ? handed_in_buttons(context) : foot_buttons(context);
    context.ui.end_panel();
}

}  // namespace

void lesson_drawer(const FrameContext& context, const Rect& rect) {
    LessonUi& ui = context.temp.lesson;
    const bool has_foot = ui.run || ui.handed_in;
    const float foot_height = has_foot ? context.theme().px(kFoot) : 0;
    context.ui.controls().add("lesson", rect);
    context.ui.begin_scrolling_panel("lesson", {rect.min, {rect.max.x, rect.max.y - foot_height}});
    if (ui.handed_in) {
        head(context, "HANDED IN");
        handed_in_answers(context, *ui.handed_in);
    } else if (!ui.run) {
        head(context, "LESSONS");
        lesson_list(context);
    } else {
        char text[64];
        const std::size_t cards = ui.run->cards.size();
        std::snprintf(text, sizeof text, "LESSON %d  ·  %d OF %d",
                      static_cast<int>(ui.run->lesson + 1),
                      static_cast<int>(std::min(ui.run->card + 1, cards)), static_cast<int>(cards));
        head(context, text);
        if (ui.run->ended()) {
            summary(context, *ui.run);
        } else {
            card(context, *ui.run);
            if (ui.run->nudge > 0 && !card_done(*ui.run)) {
                lesson_words(context.ui, not_yet(*ui.run), context.theme().palette->warning);
            }
        }
    }
    context.ui.end_panel();
    if (has_foot) {
        foot(context, {{rect.min.x, rect.max.y - foot_height}, rect.max});
    }
}

void lesson_ring(const FrameContext& context, const Layout& layout) {
    const LessonUi& ui = context.temp.lesson;
    if (!ui.run || ui.run->ended() || ui.handed_in || !why_lost(context).empty()) {
        return;
    }
    const LessonCard& now = ui.run->now().cards[ui.run->card];
    if (now.ring.empty() || (checks_met(*ui.run) && now.ask)) {
        return;  // the question is what counts now
    }
    const std::array<Rect, 4> dimmed{layout.toolbar, layout.controls, layout.measures,
                                     layout.status};
    spotlight(context, now.ring, dimmed, ui.run->patience);
}

}  // namespace la
