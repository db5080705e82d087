// The palette: what has a name is found by a few letters, and Enter uses it.

#include "tests/support/driven_app.h"

namespace la {
namespace {

class PaletteGl : public AppGlTest {};

void type(DrivenApp& s, const std::string& text) {
    s.play(2);  // the field has the keyboard from the second frame on
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    s.play(3);
}

void find(DrivenApp& s, const std::string& text) {
    s.press('P', kCtrl);
    EXPECT_TRUE(s.on_screen("palette")) << text;
    type(s, text);
    s.press(kKeyEnter);
    s.play(3);
    EXPECT_FALSE(s.on_screen("palette")) << text;
}

TEST_F(PaletteGl, StartsPresetsDataAndLessons) {
    DrivenApp s;
    find(s, "shortest way apart");
    EXPECT_EQ(s.app.preset(), "moons");
    find(s, "data pinwheel");
    EXPECT_EQ(s.app.snapshot().config->dataset.kind, DatasetKind::FfjordPinwheel);
    find(s, "boundary unbends");
    EXPECT_TRUE(s.app.temp().lesson.run);
    EXPECT_TRUE(s.on_screen("lesson"));
}

TEST_F(PaletteGl, UsesControlsAndGoesToSettings) {
    DrivenApp s;
    EXPECT_TRUE(s.app.state().dark);
    find(s, "light theme");
    EXPECT_FALSE(s.app.state().dark);
    find(s, "network.hidden");
    EXPECT_TRUE(s.on_screen("hidden")) << "its section is open";
    EXPECT_TRUE(s.on_screen("spotlight"));
    EXPECT_TRUE(ImGui::GetIO().WantTextInput) << "a value can be typed";
}

TEST_F(PaletteGl, TakesTheKeyboardAndGivesItBack) {
    DrivenApp s;
    s.press('P', kCtrl);
    s.experiment.sent.clear();
    s.press('R');
    s.press('2', kCtrl);
    EXPECT_TRUE(s.experiment.sent.empty());
    s.press(kKeyDown);
    EXPECT_EQ(s.app.temp().palette.chosen, 1);
    s.press(kKeyEscape);
    EXPECT_FALSE(s.on_screen("palette"));
    s.press('R');
    EXPECT_FALSE(s.experiment.sent.empty());
}

}  // namespace
}  // namespace la
