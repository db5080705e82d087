#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/state/view_kind.h"
#include "core/model/condition.h"
#include "core/model/config.h"

namespace la {

// A lesson as its file describes it: assets/lessons/*.json, or a teacher's own (docs/lessons.md).

// What is set when a card opens, in this order. Absent fields stay as they are.
struct LessonSetup {
    std::string preset{};            // starts a run of it
    std::vector<std::string> set{};  // "path=value" of the configuration of that run
    std::optional<LaboratoryKind> laboratory{};
    bool reset = false;
    std::optional<int> speed{};  // index into kSpeeds
    std::optional<double> lambda{};
    std::optional<std::int64_t> train_to{};  // trains to this step, then pauses
    std::optional<bool> run{};
    std::optional<ViewKind> view{};
    std::optional<PairLayout> layout{};
    std::optional<double> depth_part{};  // s / L
    std::optional<int> refine{};         // factor of the layers shown
    std::string section{};               // of the controls: the only one that is open
    bool operator==(const LessonSetup&) const = default;
};

// What a card waits for, and its line in the list of what is to come about.
struct LessonCheck {
    Condition until;
    std::string say;
};

struct LessonAnswer {
    std::string text;
    std::string say;  // what is said of it when it is given
    bool right = false;
};

// A question: some answers to choose from, or a number to type.
struct LessonQuestion {
    std::string text;
    std::vector<LessonAnswer> answers{};
    std::string value{};             // a number: the value that is asked for
    std::optional<double> equals{};  // or this one
    double within = 0;               // relative error that counts as right
    double off = 0;                  // absolute error that does
    std::string right{}, wrong{};    // what is said
    bool numeric() const { return answers.empty(); }
};

struct LessonCard {
    std::string title, text;  // one idea
    std::string act, see;     // what to do, what to see
    std::string ring;         // name of the control that is meant
    LessonSetup setup;
    std::vector<LessonCheck> checks;
    std::optional<LessonQuestion> ask{};
};

struct Lesson {
    std::string name;   // of its file
    std::string title;  // "What does a layer do?"
    std::string story;  // one sentence
    int minutes = 8;
    LaboratoryKind laboratory = LaboratoryKind::Flow;
    bool measures = false;  // the measures stay on screen beside the drawer
    bool own = false;       // from the user's folder
    std::vector<LessonCard> cards;
};

}  // namespace la
