#include <cmath>
#include <cstdio>
#include <span>
#include <string>

#include "app/experiment/history_view.h"
#include "app/experiment/model_snapshot.h"
#include "app/panels/panels.h"
#include "app/readouts/change_marks.h"
#include "app/readouts/frame_times.h"
#include "app/readouts/live_sentence.h"
#include "app/state/said.h"
#include "app/ui/format.h"
#include "app/views/member_depth.h"
#include "render/plot/number.h"

namespace la {

namespace {

const char* status_text(Status status) {
    switch (status) {
        case Status::Starting:
            return "starting the engine";
        case Status::Running:
            return "training";
        case Status::Paused:
            return "paused";
        case Status::Diverged:
            return "diverged";
        case Status::Failed:
            return "failed";
        case Status::Frozen:
            return "inspecting (read-only)";
    }
    return "";
}

// Of an imported model, whether its process can only compute.
std::string status_of(const Snapshot& snapshot) {
    std::string out = status_text(snapshot.status);
    if (const IsolatedFlow* flow = imported_in(snapshot)) {
        out += flow->isolated() ? ", isolated" : ", NOT isolated";
    }
    return out;
}

}  // namespace

void caption_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(16), theme.px(8)});
    context.ui.begin_panel("caption", rect);
    if (context.state.view == ViewKind::Sweep) {  // it has neither a step nor a layer
        context.ui.end_panel();
        ImGui::PopStyleVar();
        return;
    }
    if (context.snapshot.status == Status::Frozen) {
        ImGui::TextDisabled("%s", frozen_line(context.displayed()).c_str());
    } else {
        ImGui::TextDisabled("step %s", count_text(context.displayed().step).c_str());
    }
    ImGui::SameLine(std::max(theme.px(120), ImGui::GetItemRectSize().x + theme.px(32)));
    if (same_depth(context.displayed())) {
        ImGui::TextDisabled("layer %.1f of %d", context.temp.depth.value, context.layers());
    } else {
        ImGui::TextDisabled("s / L = %.2f",
                            context.temp.depth.value / static_cast<float>(context.layers()));
    }
    const std::string sentence = live_sentence(context.observation);
    ImGui::SameLine(rect.width() - theme.px(16) - ImGui::CalcTextSize(sentence.c_str()).x);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted(sentence.c_str());
    ImGui::PopStyleColor();
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

// ": λ = 0.03, seed 4"; empty for a network of two settings, whose name is too long for the
// columns.
static std::string short_name(const FrameContext& context) {
    const std::string& name = context.displayed().message;
    return name.size() < 26 ? ": " + name : std::string();
}

// A look back uses the columns of step and epoch together.
RunTexts residual_run_texts(const FrameContext& context) {
    const Snapshot& s = context.snapshot;
    char step[80], epoch[32] = "";
    if (context.shows_sweep()) {
        std::snprintf(step, sizeof step, "sweep%s (training is at %s)", short_name(context).c_str(),
                      count_text(s.step).c_str());
    } else if (context.temp.history.shown) {
        std::snprintf(step, sizeof step, "step %s (training is at %s)",
                      count_text(context.temp.history.shown->step).c_str(),
                      count_text(s.step).c_str());
    } else {
        std::snprintf(step, sizeof step, "step %s", count_text(s.step).c_str());
        std::snprintf(epoch, sizeof epoch, "epoch %s", count_text(s.epoch).c_str());
    }
    return {s.device.empty()   ? std::string("no engine yet")
            : s.choice.empty() ? s.device + " · " + s.engine + " engine"
                               : s.choice,
            step, epoch, s.message};
}

void status_panel(const FrameContext& context, const Rect& rect, const FrameTimes& times,
                  const RunTexts& run) {
    const Theme& theme = context.theme();
    const Snapshot& s = context.snapshot;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(16), theme.px(7)});
    context.ui.begin_panel("status", rect);
    ImGui::PushFont(theme.fonts.small);
    const bool bad = s.status == Status::Diverged || s.status == Status::Failed;
    ImGui::PushStyleColor(ImGuiCol_Text,
                          theme.colour(bad ? theme.palette->error : theme.palette->text_dim));
    // Fixed columns, so that changing numbers do not move their neighbours.
    char steps[48], frames[48];
    std::snprintf(steps, sizeof steps, "%s steps/s",
                  count_text(std::llround(s.steps_per_s)).c_str());
    std::snprintf(frames, sizeof frames, "%.0f frames/s", times.frames_per_second());
    // The text of engine "auto" is longer, but constant during a run.
    const float first =
        std::max(theme.px(186), ImGui::CalcTextSize(run.engine.c_str()).x + theme.px(24));
    const SessionUi& session = context.temp.session;
    const bool offers = session.offer && session.notice.empty();
    const bool asks = !session.untrusted.empty();
    const Said answer = said_now(context.temp);
    const bool said = !answer.text.empty();
    const std::string message = said                   ? answer.text
                                : !run.message.empty() ? run.message
                                : s.changes            ? last_change(*s.changes, context.has_a())
                                                       : std::string();
    float x = theme.px(16);
    const std::string status = status_of(s);
    const std::string texts[] = {run.engine, status, run.step, run.epoch, steps, frames};
    const std::string model[] = {status, frames};  // a model has no training
    std::span<const std::string> columns(texts);
    columns = context.frozen() ? std::span<const std::string>(model) : columns;
    // What is said for a while is worth more than the last columns.
    const float wanted = said ? ImGui::CalcTextSize(message.c_str()).x + theme.px(32) : 0;
    while (columns.size() > 3 &&
           first + theme.px(138) * static_cast<float>(columns.size() - 1) + wanted > rect.width()) {
        columns = columns.first(columns.size() - 1);
    }
    for (const std::string& text : columns) {
        ImGui::SameLine(x);
        const bool failure = bad && text == status;
        ImGui::PushStyleColor(
            ImGuiCol_Text, theme.colour(failure ? theme.palette->error : theme.palette->text_dim));
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopStyleColor();
        x += x < theme.px(20) ? first : theme.px(138);
    }
    const float right = save_status(context.ui, context.temp.saving, context.temp.commands,
                                    rect.width() - theme.px(16));
    const float room = std::max(0.0f, right - x);
    const float width = std::min(ImGui::CalcTextSize(message.c_str()).x, room);
    const glm::vec4 colour = said                   ? theme.palette->*colour_of(answer.tone)
                             : bad                  ? theme.palette->error
                             : !run.message.empty() ? theme.palette->warning
                                                    : theme.palette->text_dim;
    if (asks) {
        trust_question(context.ui, session.untrusted, context.temp.commands, right);
    } else if (offers) {
        unsaved_offer(context.ui, *session.offer, context.temp.commands, right);
    } else {
        ImGui::SameLine(right - width);
        ImGui::PushClipRect({rect.min.x + x, rect.min.y}, {rect.min.x + right, rect.max.y}, true);
        ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(colour));
        ImGui::TextUnformatted(message.c_str());
        ImGui::PopClipRect();
        ImGui::PopStyleColor();
        context.ui.tooltip(message);
    }
    ImGui::PopStyleColor();
    ImGui::PopFont();
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
