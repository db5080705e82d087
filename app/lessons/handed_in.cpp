#include "app/lessons/handed_in.h"

#include <algorithm>
#include <string>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "app/lessons/lesson_answers.h"
#include "app/lessons/lesson_parts.h"
#include "app/ui/solid_buttons.h"
#include "core/base/error.h"

namespace la {

using Json = nlohmann::json;

namespace {

constexpr std::size_t kLongestText = 2000;  // bytes
constexpr std::size_t kMostCards = 100;

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
    throw UsageError("answers.json: " + path + " must be " + what);
}

// The value of this key, which may be missing.
template<class T>
T value(const Json& object, const std::string& path, const char* key, const char* kind) {
    const auto found = object.find(key);
    try {
        T out = found == object.end() ? T{} : found->get<T>();
        if constexpr (std::is_same_v<T, std::string>) {
            if (out.size() > kLongestText) {
                refuse(path + key, "shorter");
            }
        }
        return out;
    } catch (const Json::exception&) {
        refuse(path + key, kind);
    }
}

HandedInCard parse_card(const Json& json, const std::string& path) {
    if (!json.is_object()) {
        refuse(path, "an object");
    }
    const std::string of = path + ".";
    return {.title = value<std::string>(json, of, "title", "a text"),
            .question = value<std::string>(json, of, "question", "a text"),
            .answer = value<std::string>(json, of, "answer", "a text"),
            .tries = static_cast<int>(
                std::clamp(value<double>(json, of, "tries", "a number"), 0.0, 1e6)),
            .right = value<bool>(json, of, "right", "true or false"),
            .skipped = value<bool>(json, of, "skipped", "true or false")};
}

// How the card was left: what, and in which colour.
struct Verdict {
    std::string text;
    glm::vec4 colour;
};

Verdict verdict(const HandedInCard& card, const Palette& palette) {
    if (card.right) {
        return {right_after(card.tries), palette.accent};
    }
    if (card.answer.empty()) {
        return {card.skipped ? "skipped" : "not answered", palette.text_dim};
    }
    return {"not right" + std::string(card.skipped ? ", skipped" : ""), palette.warning};
}

}  // namespace

HandedIn parse_handed_in(std::string_view json) {
    const Json whole = Json::parse(json, nullptr, false);
    if (!whole.is_object()) {
        throw UsageError("answers.json: this is not JSON of answers");
    }
    HandedIn out{
        .file = {}, .title = value<std::string>(whole, "", "title", "a text"), .cards = {}};
    const Json cards = whole.value("cards", Json::array());
    if (!cards.is_array() || cards.size() > kMostCards) {
        refuse("cards", "a list of at most " + std::to_string(kMostCards));
    }
    for (std::size_t i = 0; i < cards.size(); ++i) {
        out.cards.push_back(parse_card(cards[i], "cards[" + std::to_string(i) + "]"));
    }
    return out;
}

void handed_in_answers(const FrameContext& context, const HandedIn& handed_in) {
    const Palette& p = *context.theme().palette;
    ImGui::PushFont(context.theme().fonts.title);
    lesson_words(context.ui, handed_in.title, p.text);
    ImGui::PopFont();
    for (const HandedInCard& card : handed_in.cards) {
        const Verdict how = verdict(card, p);
        if (card.question.empty()) {
            lesson_words(context.ui, card.title + (card.skipped ? ": skipped" : ""), p.text_dim);
            continue;
        }
        lesson_words(context.ui, card.title, p.text_dim);
        lesson_words(context.ui, card.question, p.text);
        if (!card.answer.empty()) {
            lesson_words(context.ui, "answered: " + card.answer, p.text);
        }
        lesson_words(context.ui, how.text, how.colour);
        ImGui::Dummy({0, context.theme().px(4)});
    }
}

void handed_in_buttons(const FrameContext& context) {
    LessonUi& ui = context.temp.lesson;
    const SolidButtons solid(context.theme());
    if (context.ui.button("handed_in.weights", "its networks",
                          "Shows the weights that were handed in; Esc leads back")) {
        context.temp.commands.emplace_back(OpenModel{ui.handed_in->file});
    }
    const char* label = "lessons  (Enter)";
    const float width = ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
    if (context.ui.button("handed_in.lessons", label, "To the lessons  [Enter or page up]")) {
        ui.handed_in.reset();
    }
}

bool press_in_handed_in(const FrameContext& context, const KeyPress& key) {
    if (key.key == kKeyEnter || key.key == kKeyPageUp) {
        context.temp.lesson.handed_in.reset();
        return true;
    }
    return key.key >= '1' && key.key <= '9';  // as in a lesson
}

}  // namespace la
