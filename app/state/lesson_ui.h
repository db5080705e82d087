#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/state/lesson.h"

namespace la {

// All lessons on offer: the program's, then the user's.
struct LessonShelf {
    std::vector<Lesson> lessons;
    std::vector<std::string> failures;  // a line per file that is no lesson, naming it
};

// How far a card of a lesson has come.
struct CardProgress {
    bool set_up = false;          // its setup has been executed
    std::vector<float> held{};    // [checks] seconds without a break
    std::vector<bool> met{};      // [checks], for good
    std::string typed{};          // of a number
    std::optional<int> chosen{};  // of the answers
    int tries = 0;
    bool right = false;    // answered rightly
    bool skipped = false;  // left before it was done
};

// A lesson that has been begun. Written by app/lessons.
struct LessonRun {
    std::shared_ptr<const LessonShelf> shelf;
    std::size_t lesson = 0;  // index into shelf->lessons
    std::size_t card = 0;    // cards.size(): all are done
    std::vector<CardProgress> cards;
    Config expected;                            // of the run that the lesson has started
    std::optional<std::int64_t> training_to{};  // the step that it trains to
    float patience = 0;                         // seconds on this card
    float nudge = 0;                            // seconds for which "not yet" is said

    const Lesson& now() const { return shelf->lessons[lesson]; }
    bool ended() const { return card >= now().cards.size(); }
};

// A card of a lesson that was handed in.
struct HandedInCard {
    std::string title, question, answer;  // question: empty, the card asked nothing
    int tries = 0;
    bool right = false;
    bool skipped = false;
};

// The answers of somebody, as they were handed in. Written by App.
struct HandedIn {
    std::string file;  // the archive
    std::string title;
    std::vector<HandedInCard> cards;
};

struct LessonUi {
    bool open = false;  // the drawer
    std::shared_ptr<const LessonShelf> shelf;
    std::size_t chosen = 0;             // in the list of lessons
    std::optional<LessonRun> run;       // none: the list is shown
    std::optional<HandedIn> handed_in;  // shown in the place of both; none: nothing was opened
};

}  // namespace la
