#include "app/lessons/lesson_answers.h"

#include <nlohmann/json.hpp>

namespace la {

using Json = nlohmann::ordered_json;

namespace {

std::string answer_of(const LessonCard& card, const CardProgress& at) {
    if (!at.chosen) {
        return {};
    }
    return card.ask->numeric() ? at.typed
                               : card.ask->answers[static_cast<std::size_t>(*at.chosen)].text;
}

}  // namespace

std::vector<std::string> lesson_lines(const LessonRun& run) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < run.cards.size(); ++i) {
        const LessonCard& card = run.now().cards[i];
        const CardProgress& at = run.cards[i];
        if (at.skipped) {
            out.push_back(card.title + ": skipped");
        } else if (card.ask && at.right) {
            out.push_back(card.title + ": " + right_after(at.tries));
        }
    }
    return out;
}

std::string right_after(int tries) {
    return tries == 1 ? "right at the first try"
                      : "right after " + std::to_string(tries) + " tries";
}

std::string not_yet(const LessonRun& run) {
    const LessonCard& card = run.now().cards[run.card];
    const CardProgress& at = run.cards[run.card];
    if (run.training_to) {
        return "Not yet: it still trains.";
    }
    for (std::size_t i = 0; i < card.checks.size(); ++i) {
        if (!at.met[i]) {
            return "Not yet: " + card.checks[i].say + ".";
        }
    }
    return !at.chosen ? "Not yet: the question is open."
                      : "Not yet: try another answer, or skip this card.";
}

std::string answers_json(const LessonRun& run) {
    Json out{{"lesson", run.now().name}, {"title", run.now().title}, {"cards", Json::array()}};
    for (std::size_t i = 0; i < run.cards.size(); ++i) {
        const LessonCard& card = run.now().cards[i];
        const CardProgress& at = run.cards[i];
        Json one{{"title", card.title}};
        if (card.ask) {
            one["question"] = card.ask->text;
            one["answer"] = answer_of(card, at);
            one["right"] = at.right;
            one["tries"] = at.tries;
        }
        one["skipped"] = at.skipped;
        out["cards"].push_back(std::move(one));
    }
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace la
