#include "core/config/config_json.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/presets.h"

namespace la {
namespace {

std::string refusal(const std::string& json) {
    try {
        parse_config(json);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(ConfigJson, WhatIsWrittenReadsBackEqual) {
    for (const Preset& preset : presets()) {
        EXPECT_EQ(parse_config(to_json(preset.config)), preset.config) << preset.name;
    }
    Config config;
    config.network.activation = Activation::Gelu;
    config.network.scale = ResidualScale::OneOverSqrtL;
    config.optimizer.learning_rate = 0.1 + 0.2;
    config.dataset.seed = 9007199254740991u;
    EXPECT_EQ(parse_config(to_json(config)), config);
}

TEST(ConfigJson, EveryFieldIsOptional) {
    EXPECT_EQ(parse_config("{}"), Config{});
    EXPECT_EQ(parse_config(R"({"network": {}})"), Config{});
    EXPECT_EQ(parse_config(R"({"network": {"layers": 3}})").network.layers, 3);
}

TEST(ConfigJson, WhatIsWrongIsNamedByItsPath) {
    EXPECT_EQ(refusal(R"({"network": {"width": 3}})"), "network.width: unknown key");
    EXPECT_EQ(refusal(R"({"netwrok": {}})"), "netwrok: unknown key");
    EXPECT_EQ(refusal(R"({"optimizer": {"batch": 0}})"),
              "optimizer.batch: 0 is out of range, 1 to 1000000");
    EXPECT_EQ(refusal(R"({"objective": {"uzawa": {"nu": 0}}})"),
              "objective.uzawa.nu: 0 is out of range, above 0 to 1e+12");
    EXPECT_EQ(refusal(R"({"network": {"layers": 2.5}})"),
              "network.layers: 2.5 is not a whole number");
    EXPECT_EQ(refusal(R"({"network": {"layers": "3"}})"), "network.layers: \"3\" is not a number");
    EXPECT_EQ(refusal(R"({"network": {"activation": "swish"}})"),
              "network.activation: \"swish\" is not one of relu, tanh, gelu, softplus, "
              "identity, sigmoid");
    EXPECT_EQ(refusal(R"({"optimizer": {"shuffle": 1}})"),
              "optimizer.shuffle: 1 is not true or false");
    EXPECT_EQ(refusal(R"({"network": 3})"), "network: unknown key");
    EXPECT_EQ(refusal("[1]"), "configuration: not a JSON object");
    EXPECT_EQ(refusal("{"), "configuration: not JSON (at byte 2)");
    EXPECT_EQ(refusal(R"({"network": {"layers": 51e999}})"),
              "configuration: a number is larger than any that can be held");
}

TEST(ConfigJson, AnotherKindOfDataBringsItsUsualFields) {
    DatasetConfig data =
        parse_config(R"({"dataset": {"spread": 0.2, "kind": "ffjord_pinwheel"}})").dataset;
    EXPECT_EQ(data.noise, 0.1);   // the pinwheel's
    EXPECT_EQ(data.spread, 0.2);  // given, although before the kind
    EXPECT_EQ(parse_config(R"({"dataset": {"kind": "circles", "noise": 0.2}})").dataset.noise, 0.2);
    // Naming the present kind changes nothing.
    Config config;
    config.dataset.noise = 0.3;
    set_field(config, "dataset.kind=circles");
    EXPECT_EQ(config.dataset.noise, 0.3);
    set_field(config, "dataset.kind=ffjord_8gaussians");
    EXPECT_EQ(config.dataset.spread, 0.5);
    EXPECT_EQ(refusal(R"({"dataset": {"classes": 11}})"),
              "dataset.classes: 11 is out of range, 2 to 10");
    EXPECT_EQ(refusal(R"({"dataset": {"kind": 3}})").rfind("dataset.kind: 3 is not one of", 0), 0u);
}

TEST(ConfigJson, CompareSaysWhatDiffersInA) {
    const Config config = parse_config(
        R"({"objective": {"lambda": 0.5}, "compare": {"objective.lambda": 0, "network.layers": 4}})");
    const auto members = members_of(config);
    ASSERT_EQ(members.size(), 2u);
    EXPECT_EQ(effective_lambda(members[0].objective), 0);
    EXPECT_EQ(members[0].network.layers, 4);
    EXPECT_EQ(effective_lambda(members[1].objective), 0.5);
    EXPECT_EQ(members[1].network.layers, 9);
    EXPECT_EQ(members_of(Config{}).size(), 1u);
}

TEST(ConfigJson, CompareIsChecked) {
    EXPECT_EQ(refusal(R"({"compare": {"objective.lamda": 0}})"),
              "compare.objective.lamda: unknown key");
    EXPECT_EQ(refusal(R"({"compare": {"network.layers": 0}})"),
              "compare.network.layers: 0 is out of range, 1 to 256");
    EXPECT_EQ(refusal(R"({"compare": {"dataset.points": 10}})"),
              "compare.dataset.points: A and B share the data and the batches");
}

TEST(ConfigJson, SetTakesJsonAndBareWords) {
    Config config;
    set_field(config, "network.activation=tanh");
    set_field(config, "objective.lambda=1e-3");
    set_field(config, "optimizer.shuffle=false");
    set_field(config, "compare.objective.lambda=0");
    set_field(config, "compare.network.activation=relu");
    EXPECT_EQ(config.network.activation, Activation::Tanh);
    EXPECT_EQ(config.objective.lambda, 1e-3);
    EXPECT_FALSE(config.optimizer.shuffle);
    EXPECT_EQ(members_of(config)[0].network.activation, Activation::Relu);
    EXPECT_THROW(set_field(config, "objective.lambda"), UsageError);
    EXPECT_THROW(set_field(config, "objective.lambda.x=1"), UsageError);
    EXPECT_THROW(set_field(config, "nothing=1"), UsageError);
    EXPECT_THROW(set_field(config, "=1"), UsageError);
    set_field(config, "compare=null");
    EXPECT_EQ(members_of(config).size(), 1u);
}

TEST(ConfigJson, SetTakesNumbersInEveryForm) {
    Config config;
    const auto lambda = [&](const std::string& text) {
        set_field(config, "objective.lambda=" + text);
        return config.objective.lambda;
    };
    EXPECT_EQ(lambda(".1"), 0.1);
    EXPECT_EQ(lambda("+0.2"), 0.2);
    EXPECT_EQ(lambda(" 0.3"), 0.3);
    EXPECT_EQ(lambda("\u00a05.\u2009"), 5);
    EXPECT_EQ(lambda("1e\u22123"), 1e-3);
    set_field(config, "network.head.intercept=\u2212.5");
    EXPECT_EQ(config.network.head.intercept, -0.5);
    set_field(config, "network.layers=+3");
    EXPECT_EQ(config.network.layers, 3);
    set_field(config, "compare.objective.lambda=.25");
    EXPECT_EQ(members_of(config)[0].objective.lambda, 0.25);
    for (const char* text : {"0,1", "1 000", "0x1", "nan", ""}) {
        EXPECT_THROW(lambda(text), UsageError) << text;
    }
    // Text that looks like a number stays text.
    set_field(config, "dataset.file=5");
    EXPECT_EQ(config.dataset.file, "5");
}

std::string refusal(const char* json) {
    try {
        parse_config(json);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(ConfigJson, AdamHasNoRateOfItsOwnForLayers) {
    EXPECT_EQ(refusal(R"({"optimizer": {"kind": "sgd", "layer_rate": "L"}})"), "");
    EXPECT_EQ(refusal(R"({"optimizer": {"layer_rate": "L"}})"),
              "optimizer.layer_rate: L does nothing with optimizer.kind adam; try sgd or momentum");
    EXPECT_EQ(refusal(R"({"optimizer": {"kind": "sgd"},
                          "compare": {"optimizer.kind": "adam", "optimizer.layer_rate": "L"}})"),
              "compare.optimizer.layer_rate: L does nothing with optimizer.kind adam; "
              "try sgd or momentum");
    // What A takes over from B may be without effect.
    EXPECT_EQ(refusal(R"({"optimizer": {"kind": "sgd", "layer_rate": "L"},
                          "compare": {"optimizer.kind": "adam"}})"),
              "");
}

TEST(ConfigJson, TheLengthOfAGaussianProcessIsChecked) {
    EXPECT_EQ(refusal(R"({"network": {"init": {"kind": "gp", "length": 10}}})"), "");
    EXPECT_NE(refusal(R"({"network": {"init": {"length": 0}}})").find("network.init.length"),
              std::string::npos);
    EXPECT_NE(refusal(R"({"network": {"init": {"length": 10.5}}})").find("network.init.length"),
              std::string::npos);
}

TEST(ConfigJson, EveryFieldHasAnExplanation) {
    EXPECT_NE(field_help("objective.lambda").find("lambda"), std::string::npos);
    EXPECT_EQ(field_help("objective.mu"), "");
    EXPECT_EQ(get_field(Config{}, "network.init.kind"), "\"kaiming\"");
}

TEST(Presets, AreFoundByNameAndRefusedWithTheKnownOnes) {
    EXPECT_EQ(presets().front().name, "circles");
    EXPECT_EQ(find_preset("moons").config.dataset.kind, DatasetKind::Moons);
    try {
        find_preset("squares");
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_EQ(std::string(error.what()).rfind("unknown preset squares; there are circles,", 0),
                  0u);
    }
}

TEST(ConfigJson, TextThatIsNotUtf8IsRefused) {
    for (const char* assignment : {"cues=[]cue\x94s=[e", "dataset.kind=\xff", "\x80=1"}) {
        Config config;
        EXPECT_THROW(set_field(config, assignment), UsageError);
    }
}

}  // namespace
}  // namespace la
