#include "core/config/number_fields.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "core/config/config_json.h"
#include "tests/support/error_of.h"

namespace la {
namespace {

TEST(NumberFields, AreThoseThatHoldANumber) {
    EXPECT_TRUE(is_number_field("network.layers"));
    EXPECT_TRUE(is_number_field("network.init.std"));
    EXPECT_TRUE(is_number_field("dataset.seed"));
    EXPECT_FALSE(is_number_field("network.activation"));
    EXPECT_FALSE(is_number_field("optimizer.shuffle"));
    EXPECT_FALSE(is_number_field("dataset.file"));
    EXPECT_FALSE(is_number_field("layers"));
    EXPECT_TRUE(number_field_at("network.layers").whole);
    EXPECT_FALSE(number_field_at("dataset.noise").whole);
    EXPECT_EQ(number_field_at("network.layers").range.max, 256);
    EXPECT_EQ(number_fields().front().path, "dataset.points");
}

TEST(NumberFields, AreSetAndReadBack) {
    Config config;
    for (const NumberField& field : number_fields()) {
        const double value = field.whole ? 7 : std::min(0.125, field.range.max);
        set_number(config, field.path, value);
        EXPECT_EQ(number_at(config, field.path), value) << field.path;
        EXPECT_EQ(std::stod(get_field(config, field.path)), value) << field.path;
    }
    set_number(config, "network.seed", 9007199254740991.0);
    EXPECT_EQ(config.network.seed, 9007199254740991u);
    set_number(config, "optimizer.learning_rate", 0.1 + 0.2);
    EXPECT_EQ(config.optimizer.learning_rate, 0.1 + 0.2) << "every bit";
}

TEST(NumberFields, NameWhatTheyRefuse) {
    Config config;
    const auto said = [&](const char* path, double value) {
        return error_of([&] { set_number(config, path, value); });
    };
    EXPECT_EQ(said("network.layers", 300), "network.layers: 300 is out of range, 1 to 256");
    EXPECT_EQ(said("network.layers", 2.5), "network.layers: 2.5 is not a whole number");
    EXPECT_EQ(said("dataset.noise", -1), "dataset.noise: -1 is out of range, 0 to 100");
    EXPECT_EQ(said("network.activation", 1), "network.activation is not a number");
    const auto nearest = [](std::string_view path) {
        const std::string text = error_of([&] { number_field_at(path); });
        return text.substr(text.rfind(' ') + 1);
    };
    EXPECT_EQ(nearest("network.layer"), "network.layers");
    EXPECT_EQ(nearest("layers"), "network.layers");
    EXPECT_EQ(nearest("optimizer.learning-rate"), "optimizer.learning_rate");
    EXPECT_EQ(nearest("lamda"), "objective.lambda");
    EXPECT_EQ(error_of([&] { number_field_at("a\nb"); }).find('\n'), std::string::npos);
}

TEST(NumberFields, HaveShortNamesOfTheirOwn) {
    EXPECT_EQ(short_name("objective.lambda", '_'), "lambda");
    EXPECT_EQ(short_name("optimizer.learning_rate", ' '), "learning rate");
    EXPECT_EQ(short_name("network.init.std", '_'), "init_std");
    EXPECT_EQ(short_name("network.seed", '_'), "network_seed");
    // Of the columns of a sweep's table, too.
    std::set<std::string> names{"seed",          "diverged",  "steps_to_90",  "train_accuracy",
                                "test_accuracy", "action",    "displacement", "cost",
                                "straightness",  "train_size"};
    for (const NumberField& field : number_fields()) {
        if (!field.path.starts_with("stop.")) {
            EXPECT_TRUE(names.insert(short_name(field.path, '_')).second) << field.path;
        }
    }
}

}  // namespace
}  // namespace la
