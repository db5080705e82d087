// Every field of a configuration is found in the palette by its path, on every page: the keyboard
// comes to its control, or types its value there.

#include "core/config/config_json.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class EverySetting : public AppGlTest {};

void type(DrivenApp& s, const std::string& text) {
    s.play(2);
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    s.play(3);
}

void find(DrivenApp& s, const std::string& text) {
    s.press('P', kCtrl);
    type(s, text);
    s.press(kKeyEnter);
    s.play(5);
}

// Leaves the text of a control, or the list, that has been opened. Esc in a text is Dear ImGui's.
void leave(DrivenApp& s) {
    s.press(ImGui::GetIO().WantTextInput ? kKeyTab : kKeyEscape);
    s.press(kKeyEscape);
    s.play(2);
}

const Config& open_config(const DrivenApp& s) {
    return s.app.state().laboratory == LaboratoryKind::MeanField ? *s.app.snapshot().shallow->config
                                                                 : *s.app.snapshot().config;
}

std::string value_of(const DrivenApp& s, const std::string& path) {
    return get_field(open_config(s), path);
}

TEST_F(EverySetting, IsReachedByItsPath) {
    for (const char* preset : {"circles", "stability-chaos", "mean-field-tail"}) {
        DrivenApp s(find_preset(preset).config, {1000, 720});
        s.drawing = Offscreen::Drawing::AsInWindow;
        const bool shallow = s.app.state().laboratory == LaboratoryKind::MeanField;
        int controls = 0, typed = 0;
        for (const FieldValue& field : field_values(open_config(s))) {
            const std::string path = field.path;
            if (path.starts_with("shallow.") != shallow && !(shallow && path == "stop.steps")) {
                continue;
            }
            find(s, path);
            if (s.on_screen("palette")) {
                EXPECT_EQ(std::string(s.app.temp().palette.text.data()), path + " = ");
                ++typed;
                s.press(kKeyEscape);
            } else {
                EXPECT_TRUE(s.on_screen("spotlight"))
                    << preset << " " << path << " went to " << s.app.temp().palette.target;
                ++controls;
            }
            leave(s);
        }
        EXPECT_GT(controls, 10) << preset;
        EXPECT_GT(typed, 0) << preset << ": no control is made for every field";
    }
}

TEST_F(EverySetting, TakesItsValue) {
    DrivenApp s;
    const struct {
        const char *typed, *path, *value;
    } cases[] = {{"network.seed = 7", "network.seed", "7"},
                 {"hidden=5", "network.hidden", "5"},
                 {"activation = gelu", "network.activation", "\"gelu\""},
                 {"optimizer.momentum=0.5", "optimizer.momentum", "0.5"},
                 {"stop.accuracy = 0.9", "stop.accuracy", "0.9"},
                 {"dataset.kind=moons", "dataset.kind", "\"moons\""},
                 {"stability.window=17", "stability.window", "17"}};
    for (const auto& [typed, path, value] : cases) {
        find(s, typed);
        EXPECT_EQ(value_of(s, path), value) << typed;
        EXPECT_FALSE(s.on_screen("palette"));
    }
    find(s, "objective.lambda = 0.25");
    EXPECT_EQ(s.app.snapshot().members.back().lambda, 0.25);
    s.app.undoable().undo();
    s.play(3);
    EXPECT_NE(s.app.snapshot().members.back().lambda, 0.25);
}

TEST_F(EverySetting, KeepsTheRunWhereTheValueIsWrong) {
    DrivenApp s;
    const Config before = open_config(s);
    for (const char* typed : {"network.hidden = many", "network.hidden=0", "hidden = 1e9",
                              "activation = sofplus", "optimizer.batch ="}) {
        find(s, typed);
        s.press(kKeyEscape);
        EXPECT_EQ(open_config(s), before) << typed;
    }
    find(s, "network.hidden=0");
    EXPECT_NE(s.app.temp().notice.text.find("network.hidden"), std::string::npos);
}

TEST_F(EverySetting, StaysOpenUntilThereIsAValue) {
    DrivenApp s;
    find(s, "network.hidden =");
    ASSERT_TRUE(s.on_screen("palette"));
    type(s, "6");
    s.press(kKeyEnter);
    s.play(3);
    EXPECT_EQ(value_of(s, "network.hidden"), "6");
}

TEST_F(EverySetting, TypesIntoWhatHasNoControl) {
    DrivenApp s;
    find(s, "network.seed");
    ASSERT_TRUE(s.on_screen("palette"));
    type(s, "12");
    s.press(kKeyEnter);
    s.play(3);
    EXPECT_EQ(value_of(s, "network.seed"), "12");
}

}  // namespace
}  // namespace la
