// The group `shallow` of config.json: read, written where it says something, refused with its path.

#include <gtest/gtest.h>

#include "core/config/config_json.h"
#include "core/config/number_fields.h"
#include "tests/support/error_of.h"

namespace la {
namespace {

std::string refusal(const std::string& fields) {
    return error_of([&] { parse_config("{\"shallow\": {" + fields + "}}"); });
}

TEST(ShallowConfigJson, IsWrittenWhereItSaysSomething) {
    EXPECT_EQ(to_json(Config()).find("shallow"), std::string::npos);
    EXPECT_EQ(get_field(Config(), "shallow.nodes"), "400");
    const Config config = parse_config(
        R"({"shallow": {"nodes": 401, "antithetic": false, "points": "gap", "gap": 0.25, "dimension": 7,
            "alpha": 0.001, "alpha_2": 3, "alpha_3": 10, "margin": 2, "train": 5, "fresh": 0,
            "label_noise": 0.1, "rate": 1e-3, "batch": 4, "seed": 9007199254740991}})");
    const ShallowConfig expected{.nodes = 401,
                                 .dimension = 7,
                                 .alpha = 0.001,
                                 .alpha_2 = 3,
                                 .alpha_3 = 10,
                                 .margin = 2,
                                 .antithetic = false,
                                 .points = ShallowPoints::Gap,
                                 .gap = 0.25,
                                 .train = 5,
                                 .fresh = 0,
                                 .label_noise = 0.1,
                                 .rate = 1e-3,
                                 .batch = 4,
                                 .seed = 9007199254740991u};
    EXPECT_EQ(config.shallow, expected);
    EXPECT_EQ(parse_config(to_json(config)), config);
    EXPECT_EQ(parse_config(R"({"shallow": {}})"), Config());
    Config set;
    set_field(set, "shallow.points=circle");
    set_field(set, "shallow.alpha=.5");
    EXPECT_EQ(set.shallow.points, ShallowPoints::Circle);
    EXPECT_EQ(set.shallow.alpha, 0.5);
    EXPECT_EQ(parse_config(to_json(set)), set);
}

TEST(ShallowConfigJson, RefusesWhatDoesNotGoTogether) {
    EXPECT_EQ(refusal(R"("nodes": 401)"),
              "shallow.nodes: 401 is odd; antithetic nodes come in pairs: try an even number");
    EXPECT_EQ(refusal(R"("nodes": 401, "antithetic": false)"), "");
    EXPECT_EQ(refusal(R"("points": "circle", "dimension": 3)"),
              "shallow.points: circle is in the plane; try shallow.dimension 2, or gaussian");
    EXPECT_EQ(refusal(R"("points": "dataset", "dimension": 3)"),
              "shallow.points: a data set is in the plane; try shallow.dimension 2, or gaussian");
    EXPECT_EQ(
        refusal(R"("nodes": 100000)"),
        "shallow.train: 2000 points x 100000 nodes need 1600000000 bytes, more than 400000000; "
        "try fewer");
    EXPECT_EQ(refusal(R"("nodes": 100000, "train": 500, "fresh": 501)"),
              "shallow.fresh: 501 points x 100000 nodes need 400800000 bytes, more than 400000000; "
              "try fewer");
    EXPECT_EQ(refusal(R"("nodes": 100000, "train": 500, "fresh": 500)"), "");
    EXPECT_EQ(refusal(R"("nodes": 2, "train": 1000000, "fresh": 0, "dimension": 51)"),
              "shallow.train: 1000000 points x 51 dimensions need 408000000 bytes, more than "
              "400000000; try fewer");
    EXPECT_EQ(refusal(R"("alpha_2": 1e-10)"),
              "shallow.alpha_2: 1e-10 is too small; try 1e-9, or 0");
    EXPECT_EQ(refusal(R"("alpha_3": 1e-300)"),
              "shallow.alpha_3: 1e-300 is too small; try 1e-9, or 0");
}

TEST(ShallowConfigJson, RefusesValuesOutOfRange) {
    for (const char* field :
         {R"("nodes": 1)", R"("nodes": 100001)", R"("dimension": 1)", R"("dimension": 101)",
          R"("alpha": 0)", R"("alpha": -1)", R"("alpha": 1e7)", R"("alpha_2": -1)",
          R"("margin": 0)", R"("gap": -0.1)", R"("train": 0)", R"("fresh": -1)",
          R"("label_noise": 0.5)", R"("label_noise": -0.1)", R"("rate": 0)", R"("rate": 1e4)",
          R"("batch": -1)", R"("seed": -1)", R"("nodes": 2.5)"}) {
        const std::string said = refusal(field);
        EXPECT_TRUE(said.starts_with("shallow.")) << field << ": " << said;
        EXPECT_TRUE(said.find(" is out of range, ") != said.npos ||
                    said.find(" is not a whole number") != said.npos)
            << said;
    }
    EXPECT_EQ(refusal(R"("points": "square")"),
              R"(shallow.points: "square" is not one of gaussian, circle, gap, dataset)");
    EXPECT_EQ(refusal(R"("activation": "relu")"), "shallow.activation: unknown key");
}

// A and B and the sweeps are residual networks.
TEST(ShallowConfigJson, IsNoSettingOfAResidualNetwork) {
    EXPECT_EQ(error_of([] { parse_config(R"({"compare": {"shallow.alpha": 2}})"); }),
              "compare.shallow.alpha: A and B are residual networks; try shallow.alpha_2");
    EXPECT_FALSE(is_number_field("shallow.alpha"));
    const std::string said = "shallow.alpha is of the shallow network; sweeps train residual ones";
    Config config;
    EXPECT_EQ(error_of([&] { set_number(config, "shallow.alpha", 2); }), said);
    EXPECT_EQ(error_of([] { number_field_at("shallow.alpha"); }), said);
    EXPECT_EQ(error_of([&] { number_at(config, "shallow.alpha"); }), said);
}

}  // namespace
}  // namespace la
