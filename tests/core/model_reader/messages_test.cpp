#include "core/model_reader/messages.h"

#include <iterator>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/support/mutate.h"

namespace la {
namespace {

ModelFile some_file() {
    return {.parameters = {{"blocks.0.fc1.weight", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"b", {}, {}}},
            .config = "{}",
            .script = true};
}

FlowFacts some_facts() {
    return {.layers = 7,
            .dimension = 3,
            .classes = 2,
            .forward = true,
            .tail = false,
            .notes = {"tail gives nothing: left out", ""}};
}

TEST(ReaderMessages, AreReadAsTheyWereWritten) {
    const ReaderQuestion question{ReaderTask::Open, "bytes", {{1, 2}, {3, 4}}, 5, {6, 7, 8}};
    const ReaderQuestion read = question_of(encode(question));
    EXPECT_EQ(read.task, question.task);
    EXPECT_EQ(read.file, question.file);
    EXPECT_EQ(read.points, question.points);
    EXPECT_EQ(read.number, question.number);
    EXPECT_EQ(read.x, question.x);

    const ModelFile file = file_of(encode(some_file()));
    ASSERT_EQ(file.parameters.size(), 2u);
    EXPECT_EQ(file.parameters[0].name, "blocks.0.fc1.weight");
    EXPECT_EQ(file.parameters[0].shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(file.parameters[0].values, (std::vector<float>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(file.config, "{}");
    EXPECT_TRUE(file.script);

    const FlowFacts facts = facts_of(encode(some_facts()));
    EXPECT_EQ(facts.layers, 7);
    EXPECT_EQ(facts.dimension, 3);
    EXPECT_TRUE(facts.forward);
    EXPECT_FALSE(facts.tail);
    EXPECT_EQ(facts.notes, some_facts().notes);
}

TEST(ReaderMessages, AFailureIsThrownAsOneLine) {
    const std::string failure = encode_failure("bad\n\x1b[31mred" + std::string(5000, 'x'));
    for (const auto& read : {+[](std::string_view text) { facts_of(text); },
                             +[](std::string_view text) { file_of(text); },
                             +[](std::string_view text) { values_of(text); }}) {
        try {
            read(failure);
            ADD_FAILURE() << "nothing thrown";
        } catch (const Error& error) {
            const std::string what = error.what();
            EXPECT_TRUE(what.starts_with("bad  [31mred")) << what;
            EXPECT_LE(what.size(), 1000u);
        }
    }
}

TEST(ReaderMessages, AFailureWithoutAWordIsSaidToBeOne) {
    try {
        values_of(encode_failure(""));
        ADD_FAILURE() << "nothing thrown";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "it failed without a word");
    }
}

TEST(ReaderMessages, AnswersOfImpossibleFlowsAreRefused) {
    for (const FlowFacts& wrong : {FlowFacts{.layers = 0, .dimension = 2, .classes = 2},
                                   FlowFacts{.layers = 1 << 20, .dimension = 2, .classes = 2},
                                   FlowFacts{.layers = 3, .dimension = 1, .classes = 2},
                                   FlowFacts{.layers = 3, .dimension = 257, .classes = 2},
                                   FlowFacts{.layers = 3, .dimension = 2, .classes = 11},
                                   FlowFacts{.layers = -3, .dimension = 2, .classes = 2}}) {
        EXPECT_THROW(facts_of(encode(wrong)), Error) << wrong.layers << " " << wrong.dimension;
    }
}

// The process that answers may be in the hands of a stranger.
TEST(ReaderMessages, MutatedAnswersAreReadOrRefused) {
    const std::string whole[] = {encode(some_file()), encode(some_facts()),
                                 encode(std::vector<float>{1, 2, 3}), encode(ReaderGreeting{})};
    Mutator mutator(1, {std::begin(whole), std::end(whole)},
                    {std::string(8, '\xff'), "\1", std::string(1, '\0')});
    for (int i = 0; i < 20000; ++i) {
        const std::string text = mutator.next();
        for (const auto& read : {+[](std::string_view bytes) { facts_of(bytes); },
                                 +[](std::string_view bytes) { file_of(bytes); },
                                 +[](std::string_view bytes) { values_of(bytes); },
                                 +[](std::string_view bytes) { greeting_of(bytes); }}) {
            try {
                read(text);
            } catch (const Error&) {
                continue;
            }
        }
    }
}

}  // namespace
}  // namespace la
