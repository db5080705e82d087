// A setting as one line: what is copied comes back, and what is no setting is refused in one line.

#include "app/settings/setting_text.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"

namespace la {
namespace {

std::string refusal(const std::string& text) {
    try {
        parse_setting(text);
    } catch (const Error& error) {
        return error.what();
    }
    return "taken";
}

TEST(SettingText, ComesBackForEveryPreset) {
    for (const Preset& preset : presets()) {
        EXPECT_EQ(setting_text(preset.config), "la1:" + preset.name);
        EXPECT_EQ(parse_setting("  la1:" + preset.name + "\n"), preset.config);
    }
}

TEST(SettingText, SaysWhatDiffers) {
    Config config = find_preset("far-circles").config;
    config.objective.lambda = 0.1;
    config.network.seed = 3;
    EXPECT_EQ(setting_text(config), "la1:far-circles; network.seed=3; objective.lambda=0.1");
    EXPECT_EQ(parse_setting(setting_text(config)), config);
    config.compare["network.layers"] = "4";
    config.dataset.kind = DatasetKind::Moons;
    config.dataset.noise = 0.2;
    config.stop.steps = 77;
    const Config back = parse_setting(setting_text(config));
    EXPECT_EQ(field_values(back).size(), field_values(config).size());
    for (std::size_t i = 0; i < field_values(config).size(); ++i) {
        EXPECT_EQ(field_values(back)[i].value, field_values(config)[i].value)
            << field_values(config)[i].path;
    }
    EXPECT_EQ(back.compare, config.compare);
}

TEST(SettingText, OfAConfigurationIsTaken) {
    EXPECT_EQ(parse_setting(R"({"network": {"layers": 5}})").network.layers, 5);
    EXPECT_EQ(parse_setting("la1:moons;\r\nnetwork.layers=5").network.layers, 5);
}

TEST(SettingText, RefusesWhatIsNone) {
    EXPECT_EQ(refusal("hello"),
              "the clipboard holds no setting: copy a line la1:... or a config.json");
    EXPECT_EQ(refusal("la1:nowhere").find("unknown preset nowhere"), 0u);
    EXPECT_EQ(refusal("la1:moons; network.layers=0").find("network.layers: 0 is out of range"), 0u);
    EXPECT_NE(refusal("la1:moons; colour=3"), "taken");
    EXPECT_EQ(refusal("la1:no\nwhere").find("unknown preset no where"), 0u);  // one line
    EXPECT_NE(refusal("{\"network\": 3}"), "taken");
    Config drawn = find_preset("moons").config;
    drawn.dataset.kind = DatasetKind::Drawn;
    EXPECT_THROW(setting_text(drawn), Error);
}

}  // namespace
}  // namespace la
