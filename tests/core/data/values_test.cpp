// Points with numbers for classes: sets for regression, and tables with a number as target.

#include <cmath>
#include <fstream>
#include <numbers>
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/data/csv_points.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/io/run_folder.h"
#include "core/measure/metrics.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

CsvPoints parse(std::string_view text, const std::string& columns = "") {
    return parse_csv(text, "points.csv", {.columns = columns, .values = true});
}

std::string refusal(std::string_view text, const std::string& columns = "") {
    try {
        parse(text, columns);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

std::string refusal_of(const std::string& json) {
    try {
        parse_config(json);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "accepted";
}

DatasetConfig of_kind(DatasetKind kind, int points) {
    DatasetConfig out = with_kind({}, kind);
    out.points = points;
    return out;
}

TEST(Values, TheSineIsThatOfItsInput) {
    const Dataset data = make_dataset(of_kind(DatasetKind::Sine, 41));
    ASSERT_EQ(data.values.size(), 41u);
    EXPECT_EQ(data.classes, 1);
    EXPECT_TRUE(data.one_input);
    double least = 1;
    for (int i = 0; i < 41; ++i) {
        EXPECT_EQ(data.points[i].y, 0);
        EXPECT_NEAR(data.values[i], std::sin(std::numbers::pi * data.points[i].x), 1e-6);
        least = std::min(least, static_cast<double>(data.points[i].x));
    }
    EXPECT_EQ(least, -1);
}

// As src/dataset.ts has it: linear from -1 to 1 over x + y from -10 to 10.
TEST(Values, ThePlaygroundsPlane) {
    const Dataset data = make_dataset(of_kind(DatasetKind::PlaygroundPlane, 300));
    for (int i = 0; i < data.size(); ++i) {
        EXPECT_NEAR(data.values[i], (data.points[i].x + data.points[i].y) / 10, 1e-6);
        EXPECT_LE(std::abs(data.points[i].x), 6);
    }
    EXPECT_FALSE(data.one_input);
}

TEST(Values, ThePlaygroundsGaussians) {
    const Dataset data = make_dataset(of_kind(DatasetKind::PlaygroundBumps, 3000));
    const double centres[6][3] = {{-4, 2.5, 1},   {0, 2.5, -1}, {4, 2.5, 1},
                                  {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};
    for (int i = 0; i < data.size(); ++i) {
        double expected = 0;  // at most one bump of radius 2 reaches a point
        for (const auto& c : centres) {
            const double away = std::hypot(data.points[i].x - c[0], data.points[i].y - c[1]);
            expected += c[2] * std::max(0.0, 1 - away / 2);
        }
        EXPECT_NEAR(data.values[i], expected, 1e-5);
    }
    EXPECT_LT(value_range(data).least, -0.8);
    EXPECT_GT(value_range(data).most, 0.8);
}

TEST(Values, NoiseMovesWhatIsJudgedAndNotThePoint) {
    DatasetConfig config = of_kind(DatasetKind::PlaygroundPlane, 200);
    config.noise = 0.3;
    const Dataset data = make_dataset(config);
    double most = 0;
    for (int i = 0; i < data.size(); ++i) {
        most =
            std::max(most, std::abs(data.values[i] - (data.points[i].x + data.points[i].y) / 10.0));
    }
    EXPECT_GT(most, 0.1);
    EXPECT_LT(most, 0.3 * 12 / 10);
}

TEST(Values, TheXorOfFourCorners) {
    const Dataset data = make_dataset(of_kind(DatasetKind::XorCorners, 8));
    for (int i = 0; i < data.size(); ++i) {
        EXPECT_EQ(std::abs(data.points[i].x), 1);
        EXPECT_EQ(data.values[i], -data.points[i].x * data.points[i].y);
    }
}

TEST(Values, TwoClassesAreMinusOneAndOne) {
    DatasetConfig config = of_kind(DatasetKind::Moons, 100);
    const Dataset classes = make_dataset(config);
    config.task = DatasetTask::Values;
    const Dataset values = make_dataset(config);
    EXPECT_EQ(values.points, classes.points);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(values.values[i], classes.labels[i] == 0 ? -1 : 1);
        EXPECT_EQ(values.marks()[i], classes.labels[i] == 0 ? 0 : kShades - 1);
    }
}

TEST(Values, TablesHaveThemInTheirLastColumn) {
    for (const char* text :
         {"x,y,value\n1,2,0.5\n-3,4,-1.25\n", "1,2,0.5\n-3,4,-1.25\n",
          "target;x;y\r\n0,5;1;2\r\n-1,25;-3;4\r\n", "y,x,label\n2,1,0.5\n4,-3,-1.25\n"}) {
        const CsvPoints read = parse(text);
        ASSERT_EQ(read.points.size(), 2u) << text;
        EXPECT_EQ(read.points[0], glm::dvec2(1, 2)) << text;
        EXPECT_EQ(read.values, (std::vector<double>{0.5, -1.25})) << text;
        EXPECT_TRUE(read.labels.empty());
    }
    EXPECT_EQ(parse("a,b,c,d\n9,1,2,0.5\n9,-3,4,7\n", "b,c,d").values,
              (std::vector<double>{0.5, 7}));
}

TEST(Values, OneInputIsEnough) {
    for (const auto& [text, columns] : {std::pair{"x,y\n1,0.5\n2,-1\n", ""},
                                        {"1 0.5\n2 -1\n", ""},
                                        {"x,value\n1,0.5\n2,-1\n", ""},
                                        {"value,x\n0.5,1\n-1,2\n", "x,value"},
                                        {"id,u,v\n7,1,0.5\n8,2,-1\n", "u,v"}}) {
        const CsvPoints read = parse(text, columns);
        ASSERT_EQ(read.points.size(), 2u) << text;
        EXPECT_EQ(read.points[1], glm::dvec2(2, 0)) << text;
        EXPECT_EQ(read.values, (std::vector<double>{0.5, -1})) << text;
    }
}

TEST(Values, WhatIsNoNumberIsNamed) {
    EXPECT_NE(refusal("x,y,value\n1,2,0.5\n3,4,red\n").find("points.csv:3: 'red' is not a number"),
              std::string::npos)
        << refusal("x,y,value\n1,2,0.5\n3,4,red\n");
    EXPECT_NE(refusal("x,y,value\n1,2,\n3,4,5\n").find("points.csv:2"), std::string::npos);
    EXPECT_NE(refusal("x,y,value\n1,2,1e300\n3,4,5\n").find("too large"), std::string::npos);
    EXPECT_NE(refusal("x,y,value\n1,2,nan\n3,4,5\n").find("points.csv:2"), std::string::npos);
    EXPECT_NE(refusal("1\n2\n").find("column"), std::string::npos);
    EXPECT_NE(refusal("1,2,3,4\n5,6,7,8\n").find("say which"), std::string::npos);
    EXPECT_NE(refusal("x,y,value\n1,2,3\n", "x").find("x,value"), std::string::npos);
}

TEST(Values, ARunsTableIsReadAgain) {
    const ScratchFolder folder;
    DatasetConfig config = of_kind(DatasetKind::PlaygroundBumps, 50);
    const Dataset data = make_dataset(config);
    const auto file = folder / "data.csv";
    std::ofstream(file) << data_csv(data);
    config = with_kind({}, DatasetKind::Csv);
    config.task = DatasetTask::Values;
    config.file = file.string();
    const Dataset again = make_dataset(config);
    EXPECT_EQ(again.points, data.points);
    EXPECT_EQ(again.values, data.values);
    EXPECT_EQ(again.train, data.train);
}

TEST(Values, SettingsThatDoNotGoTogetherAreRefused) {
    EXPECT_EQ(parse_config(R"({"dataset": {"kind": "sine"}})").objective.loss, LossKind::Mse);
    Config config;
    set_field(config, "dataset.kind=sine");
    set_field(config, "network.kind=three_layer");
    EXPECT_EQ(config.network.dimension, 1);
    EXPECT_EQ(config.network.layers, 1);
    EXPECT_EQ(parse_config(to_json(config)), config);
    const std::pair<const char*, const char*> cases[] = {
        {R"({"dataset": {"kind": "sine"}, "objective": {"loss": "hinge"}})", "objective.loss"},
        {R"({"dataset": {"kind": "sine", "task": "classes"}})", "dataset.task"},
        {R"({"dataset": {"kind": "blobs", "task": "values"}})", "dataset.task"},
        {R"({"dataset": {"kind": "drawn", "task": "values"}})", "dataset.task"},
        {R"({"dataset": {"kind": "sine", "label_noise": 0.1}})", "dataset.label_noise"},
        {R"({"network": {"dimension": 1}})", "network.dimension"},
        {R"({"network": {"activation": "sigmoid"}})", "network.activation"},
        {R"({"network": {"kind": "three_layer", "layers": 3}})", "network.layers"},
        {R"({"network": {"kind": "three_layer", "dimension": 3}})", "network.dimension"},
        {R"({"network": {"kind": "three_layer", "init": {"kind": "gp"}}})", "network.init.kind"}};
    for (const auto& [json, path] : cases) {
        EXPECT_EQ(refusal_of(json).find(path), 0u) << json << ": " << refusal_of(json);
    }
}

// A flow that does not move, and whose one output is its first coordinate.
class FirstCoordinate : public Flow {
  public:
    int layers() const override { return 1; }
    int dimension() const override { return 2; }
    int classes() const override { return 1; }
    void states(int from, std::span<const float> x, std::span<float> out) const override {
        for (int k = from; k <= 1; ++k) {
            std::ranges::copy(x, out.begin() + static_cast<std::ptrdiff_t>((k - from) * x.size()));
        }
    }
    void head(std::span<const float> x, std::span<float> out) const override {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = x[2 * i];
        }
    }
    void tail(int, std::span<const float> x, std::span<float> out) const override { head(x, out); }
};

// scikit-learn: r2_score([1, 2, 4], [1, 3, 3]) = 0.571428..., mean_squared_error = 2/3;
// r2_score([0, 1], [1, 1]) = -1.
TEST(Values, TheScoreIsScikitLearns) {
    Dataset data;
    data.points = {{1, 0}, {3, 0}, {3, 0}, {1, 0}, {1, 0}};
    set_values(data, {1, 2, 4, 0, 1});
    data.train = 3;
    const Metrics m = measure(FirstCoordinate(), data, {.loss = LossKind::Mse}, 3);
    EXPECT_NEAR(m.loss, 2.0 / 3, 1e-12);
    EXPECT_NEAR(m.train_accuracy, 1 - 2 / (14.0 / 3), 1e-12);
    EXPECT_NEAR(m.test_accuracy, -1, 1e-12);
    EXPECT_EQ(m.action, 0);
}

}  // namespace
}  // namespace la
