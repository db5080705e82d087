// Lessons as files: what is wrong with one is named by its path, and hinders no other.

#include "app/lessons/lesson_json.h"

#include <gtest/gtest.h>

#include "app/lessons/lesson_shelf.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

constexpr const char* kFirst = R"({"title": "one", "setup": {"preset": "moons"}})";

std::string refusal(const std::string& json) {
    try {
        parse_lesson(json, "mine");
    } catch (const UsageError& error) {
        return error.what();
    }
    return "taken";
}

std::string of_card(const std::string& card) {
    return refusal("{\"title\": \"t\", \"cards\": [" + std::string(kFirst) + ", " + card + "]}");
}

TEST(LessonJson, IsReadWhole) {
    const Lesson lesson = parse_lesson(
        R"({"title": "t", "story": "s", "minutes": 5, "laboratory": "weights", "measures": true,
            "cards": [{"title": "c", "text": "x", "do": "d", "see": "e", "ring": "play",
                       "setup": {"preset": "moons", "set": ["network.layers=4"], "view": "input",
                                 "layout": "b", "speed": "max", "train_to": 100, "lambda": 0.1,
                                 "depth_part": 0.5, "refine": 4, "section": "data", "run": true,
                                 "reset": true, "laboratory": "flow"},
                       "checks": [{"value": "accuracy_a", "at_least": 0.9, "say": "so"}],
                       "ask": {"text": "q", "value": "action", "within": 0.1, "right": "r",
                               "wrong": "w"}}]})",
        "mine");
    EXPECT_EQ(lesson.laboratory, LaboratoryKind::Weights);
    ASSERT_EQ(lesson.cards.size(), 1u);
    const LessonCard& card = lesson.cards[0];
    EXPECT_EQ(card.act, "d");
    EXPECT_EQ(card.setup.view, ViewKind::Input);
    EXPECT_EQ(card.setup.layout, PairLayout::Single);
    EXPECT_EQ(card.setup.speed, 4);
    EXPECT_EQ(card.checks[0].until.value, "accuracy_a");
    EXPECT_TRUE(card.ask->numeric());
}

TEST(LessonJson, FaultsAreNamedByTheirPath) {
    EXPECT_EQ(refusal("{"), "it is no JSON");
    EXPECT_EQ(refusal("[]"), "lesson: not an object");
    EXPECT_EQ(refusal(R"({"title": "t"})"), "cards: missing");
    EXPECT_EQ(refusal(R"({"title": "t", "cards": [{"title": "c"}]})"),
              "cards[0].setup.preset: missing; a lesson begins with a preset");
    EXPECT_EQ(of_card(R"({"title": "c", "colour": 1})"), "cards[1].colour: unknown key");
    EXPECT_EQ(of_card(R"({"text": "c"})"), "cards[1].title: missing");
    EXPECT_EQ(of_card(R"({"title": "c", "setup": {"preset": "mooons"}})")
                  .find("cards[1].setup: unknown preset mooons"),
              0u);
    EXPECT_EQ(
        of_card(R"({"title": "c", "setup": {"preset": "moons", "set": ["network.layers=0"]}})")
            .find("cards[1].setup: network.layers: 0 is out of range"),
        0u);
    EXPECT_EQ(of_card(R"({"title": "c", "setup": {"view": "top"}})"),
              "cards[1].setup.view: \"top\" is none of plane, in depth, layers, input, sweep");
    EXPECT_EQ(of_card(R"({"title": "c", "checks": [{"value": "beauty", "say": "s"}]})"),
              "cards[1].checks[0].value: \"beauty\" is no value; docs/lessons.md lists them");
    EXPECT_EQ(
        of_card(R"({"title": "c", "checks": [{"value": "view", "at_least": 1, "say": "s"}]})"),
        "cards[1].checks[0]: view is a word: it takes \"is\"");
    EXPECT_EQ(of_card(R"({"title": "c", "checks": [{"value": "step", "at_least": 1}]})"),
              "cards[1].checks[0].say: missing; a check says what is to come about");
    EXPECT_EQ(of_card(R"({"title": "c", "ask": {"text": "q", "answers":
                          [{"text": "a", "say": "s"}]}})"),
              "cards[1].ask.answers: one of them must be right");
    EXPECT_EQ(of_card(R"({"title": "c", "ask": {"text": "q", "answers":
                          [{"text": "a", "say": "s", "right": true}]}})"),
              "cards[1].ask.answers: one of them must be wrong");
    EXPECT_EQ(of_card(R"({"title": "c", "ask": {"text": "q", "value": "view", "right": "r",
                          "wrong": "w"}})"),
              "cards[1].ask.value: \"view\" is no number; docs/lessons.md lists them");
}

TEST(LessonJson, AFolderHasItsLessonsAndALineForWhatIsNone) {
    const ScratchFolder folder;
    write_file(folder / "b.json",
               "{\"title\": \"mine\", \"cards\": [" + std::string(kFirst) + "]}");
    write_file(folder / "a.json", "{\"title\": 3}");
    write_file(folder / "notes.txt", "no lesson");
    const auto shelf = lesson_shelf(folder / "");
    EXPECT_EQ(shelf->lessons.size(), lesson_shelf()->lessons.size() + 1);
    EXPECT_EQ(shelf->lessons.back().title, "mine");
    EXPECT_TRUE(shelf->lessons.back().own);
    ASSERT_EQ(shelf->failures.size(), 1u);
    EXPECT_NE(shelf->failures[0].find("a.json: title: not a text"), std::string::npos)
        << shelf->failures[0];
    EXPECT_TRUE(lesson_shelf(folder / "none")->failures.empty());
}

TEST(LessonJson, EveryLaboratoryHasALessonThatCanBeAnsweredWrong) {
    std::array<int, 4> lessons{};
    const auto shelf = lesson_shelf();
    for (const Lesson& lesson : shelf->lessons) {
        ++lessons[static_cast<std::size_t>(lesson.laboratory)];
        int questions = 0;
        for (const LessonCard& card : lesson.cards) {
            questions += card.ask ? 1 : 0;
        }
        EXPECT_GE(questions, 1) << lesson.name;
    }
    EXPECT_EQ(lessons, (std::array<int, 4>{6, 1, 1, 1}));
}

}  // namespace
}  // namespace la
