#include "core/config/cues_json.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"

namespace la {
namespace {

std::string refusal(const std::string& cues) {
    try {
        parse_config("{\"cues\": " + cues + "}");
    } catch (const UsageError& error) {
        return error.what();
    }
    return "taken";
}

TEST(CuesJson, EveryKeyIsRead) {
    const Config config = parse_config(
        R"({"cues": [{"at": 1.5, "seconds": 2, "lambda": 0.1, "depth": 3, "speed": 1000,
                      "reset": true, "say": "so"}, {"at": 4}]})");
    ASSERT_EQ(config.cues.size(), 2u);
    EXPECT_EQ(config.cues[0], (Cue{1.5, 2, 0.1, 3.0, 1000.0, true, "so"}));
    EXPECT_EQ(config.cues[1], Cue{.at = 4});
    const std::string stage =
        R"([{"at":1.0,"when":{"value":"accuracy","at_least":0.9},"key":true,"view":"in depth",)"
        R"("run":false,"ring":"lambda","show":"action_a","say":"so"}])";
    EXPECT_EQ(to_json(parse_cues(stage)), stage);
    const std::string page = R"([{"at":1.0,"laboratory":"stability","explorer":"two_weights"}])";
    EXPECT_EQ(parse_cues(page)[0].explorer, Explorer::TwoWeights);
    EXPECT_EQ(to_json(parse_cues(page)), page);
}

TEST(CuesJson, ComeBackAsTheyWere) {
    const Config config = presets().front().config;
    ASSERT_GT(config.cues.size(), 3u);
    EXPECT_EQ(parse_config(to_json(config)), config);
    EXPECT_EQ(to_json(Config{}).find("cues"), std::string::npos) << "none, no word of them";
}

TEST(CuesJson, WhatIsWrongIsNamedByItsPath) {
    EXPECT_EQ(refusal("{}"), "cues: not a list of cues, [{\"at\": 0, \"lambda\": 0.1}]");
    EXPECT_EQ(refusal("[7]"), "cues[0]: 7 is not an object");
    EXPECT_EQ(refusal("[{\"lambda\": 1}]"), "cues[0].at: missing; a cue needs its time in seconds");
    EXPECT_EQ(refusal("[{\"at\": 1}, {\"at\": 2, \"lambda\": 20}]"),
              "cues[1].lambda: 20 is out of range, 0.0 to 10.0");
    EXPECT_EQ(refusal("[{\"at\": 5}, {\"at\": 2}]"), "cues[1].at: 2 is before the cue before it");
    EXPECT_EQ(refusal("[{\"at\": 5, \"colour\": 2}]"), "cues[0].colour: unknown key");
    EXPECT_EQ(refusal("[{\"at\": \"5\"}]"), "cues[0].at: \"5\" is not a number");
    EXPECT_EQ(refusal("[{\"at\": 5, \"say\": 5}]"), "cues[0].say: 5 is not a text");
    EXPECT_EQ(refusal("[{\"at\": 5, \"reset\": 1}]"), "cues[0].reset: 1 is not true or false");
    EXPECT_EQ(refusal("[{\"at\": 5, \"sweep\": 1}]"), "cues[0].sweep: 1 is not true or false");
    EXPECT_EQ(refusal("[{\"at\": 1, \"view\": \"top\"}]"),
              "cues[0].view: \"top\" is no view: plane, in depth, layers, input, sweep");
    EXPECT_EQ(refusal("[{\"at\": 1, \"explorer\": \"top\"}]"),
              "cues[0].explorer: \"top\" is no tab: rate, foretell, two_weights");
    EXPECT_EQ(refusal("[{\"at\": 1, \"show\": \"view\"}]"),
              "cues[0].show: \"view\" is no number that can be shown");
    EXPECT_EQ(refusal("[{\"at\": 1, \"when\": {\"value\": \"beauty\"}}]"),
              "cues[0].when.value: \"beauty\" is no value; docs/lessons.md lists them");
    EXPECT_EQ(refusal("[{\"at\": -1}]"), "cues[0].at: -1 is out of range, 0.0 to 3600.0");
}

TEST(CuesJson, AreSetLikeAnyOtherField) {
    Config config = presets().front().config;
    set_field(config, "cues=[{\"at\": 3, \"lambda\": 0.5}]");
    ASSERT_EQ(config.cues.size(), 1u);
    EXPECT_EQ(config.cues[0].lambda, 0.5);
    set_field(config, "objective.lambda=0.2");
    EXPECT_EQ(config.cues.size(), 1u) << "other settings leave them";
    set_field(config, "cues=[]");
    EXPECT_TRUE(config.cues.empty());
}

}  // namespace
}  // namespace la
