#include "core/config/condition_json.h"

#include <gtest/gtest.h>

#include <set>

#include "core/base/error.h"

namespace la {
namespace {

std::string refusal(const std::string& json) {
    try {
        parse_condition(json, "when");
    } catch (const UsageError& error) {
        return error.what();
    }
    return "taken";
}

TEST(ConditionJson, ComesBackAsItWas) {
    for (const char* json :
         {R"({"value":"accuracy_a","at_least":0.9,"at_most":1.0,"seconds":2.0})",
          R"({"value":"view","is":"in depth"})", R"({"value":"preset","is":""})"}) {
        EXPECT_EQ(to_json(parse_condition(json, "when")), json);
    }
}

TEST(ConditionJson, WhatIsWrongIsNamedByItsPath) {
    EXPECT_EQ(refusal("3"), "when: not a condition, {\"value\": \"accuracy\", \"at_least\": 0.95}");
    EXPECT_EQ(refusal("{}"), "when.value: missing; a condition needs the name of a value");
    EXPECT_EQ(refusal(R"({"value": "step_a", "at_least": 1})"),
              "when.value: \"step_a\" is no value; docs/lessons.md lists them");
    EXPECT_EQ(refusal(R"({"value": "step"})"),
              "when: step is a number: it takes \"at_least\" or \"at_most\"");
    EXPECT_EQ(refusal(R"({"value": "view", "at_least": 1})"),
              "when: view is a word: it takes \"is\"");
    EXPECT_EQ(refusal(R"({"value": "step", "at_least": "1"})"),
              "when.at_least: \"1\" is not a number");
    EXPECT_EQ(refusal(R"({"value": "step", "at_least": 1, "seconds": -1})"),
              "when.seconds: -1 is out of range, 0 to 600");
    EXPECT_EQ(refusal(R"({"value": "step", "colour": 1})"), "when.colour: unknown key");
}

TEST(ConditionJson, NamesAreUnique) {
    std::set<std::string_view> names;
    for (const StateValue& value : kStateValues) {
        EXPECT_TRUE(names.insert(value.name).second) << value.name;
        EXPECT_FALSE(value.name.ends_with("_a")) << value.name;
    }
}

}  // namespace
}  // namespace la
