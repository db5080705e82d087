// The table of shortcuts: complete, no key twice, and every key does what its line says.

#include "app/keys/shortcuts.h"

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "app/motion/lambda_scale.h"
#include "app/ui/key_hints.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class Shortcuts : public AppGlTest {};

double lambda(const DrivenApp& s) {
    return s.app.snapshot().members.back().lambda;
}

TEST_F(Shortcuts, HaveUniqueKeysAndAdjacentGroups) {
    std::set<std::pair<int, int>> keys;
    std::set<std::string> groups;
    std::string group;
    for (const Shortcut& shortcut : shortcuts()) {
        EXPECT_TRUE(keys.insert({shortcut.key, shortcut.modifiers}).second) << key_text(shortcut);
        EXPECT_NE(shortcut.act, nullptr);
        if (group != shortcut.group) {
            group = shortcut.group;
            EXPECT_TRUE(groups.insert(group).second) << group << " is in two places";
        }
    }
    EXPECT_GT(keys.size(), 20u);
}

TEST_F(Shortcuts, AreInThePageOfControls) {
    std::ifstream file(LA_SOURCE_DIR "/docs/controls.md");
    std::set<std::string> named;  // the words of the column of keys
    for (std::string line; std::getline(file, line);) {
        if (line.size() > 2 && line.front() == '|') {
            const std::string cell = line.substr(line.rfind('|', line.size() - 2));
            std::istringstream words(cell);
            for (std::string word; words >> word;) {
                named.insert(word.back() == ',' ? word.substr(0, word.size() - 1) : word);
            }
            for (const char* two_words : {"Page down", "Page up"}) {
                if (cell.find(two_words) != cell.npos) {
                    named.insert(two_words);
                }
            }
        }
    }
    for (const Shortcut& shortcut : shortcuts()) {
        std::string key = key_text(shortcut);
        // Digits are written as a range, "Ctrl+1 to Ctrl+9".
        if (std::string(shortcut.control).starts_with("preset.")) {
            key = "Ctrl+9";
        } else if (shortcut.modifiers == kShift && shortcut.key >= '1' && shortcut.key <= '9') {
            key = "Shift+1";
        }
        EXPECT_TRUE(named.contains(key)) << key << " is missing";
    }
}

TEST_F(Shortcuts, AreNamedInTooltips) {
    EXPECT_EQ(key_hint("play"), "Space");
    EXPECT_EQ(key_hint("new_seed"), "Shift+R");
    EXPECT_EQ(key_hint("help"), "F1, ?");
    EXPECT_EQ(key_hint("step_layer"), "→");
    EXPECT_EQ(key_hint("no such control"), "");
}

TEST_F(Shortcuts, TrainingKeysSendTypedCommands) {
    DrivenApp s;
    s.press(' ');
    ASSERT_EQ(s.experiment.sent.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<la::Run>(s.experiment.sent.back()));
    s.press('N');
    EXPECT_EQ(s.app.snapshot().step, 1);
    s.press('E');
    EXPECT_EQ(s.app.snapshot().step, 8);  // 480 points in batches of 64
    s.press('R');
    EXPECT_EQ(s.app.snapshot().step, 0);
    const auto seed = s.app.snapshot().config->network.seed;
    s.press('R', kShift);
    EXPECT_EQ(s.app.snapshot().config->network.seed, seed + 1);
    s.press('+');
    EXPECT_EQ(std::get<SetSpeed>(s.experiment.sent.back()).steps_per_s, 1000);
    s.press('-');
    EXPECT_EQ(std::get<SetSpeed>(s.experiment.sent.back()).steps_per_s, 250);
    s.press('2', kCtrl);
    EXPECT_EQ(*s.app.snapshot().config, presets()[1].config);
    EXPECT_EQ(s.app.preset(), presets()[1].name);
    s.press('9', kCtrl);  // no such preset
    EXPECT_EQ(s.app.preset(), presets()[1].name);
}

TEST_F(Shortcuts, TakeLambdaToZeroAndBack) {
    DrivenApp s;
    const double before = lambda(s);
    s.press('0');
    EXPECT_EQ(lambda(s), 0);
    s.press('0');
    EXPECT_EQ(lambda(s), before);
    EXPECT_EQ(s.app.snapshot().run, 1u) << "no new run";
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0) << "A is not touched";
}

TEST_F(Shortcuts, TakeLambdaANotchUpAndDown) {
    DrivenApp s;
    const double before = lambda(s);
    s.press(kKeyUp);
    EXPECT_NEAR(std::log10(lambda(s) / before), 0.25, 1e-9);
    s.press(kKeyDown);
    s.press(kKeyDown);
    EXPECT_NEAR(std::log10(lambda(s) / before), -0.25, 1e-9);
    for (int i = 0; i < 30; ++i) {
        s.press(kKeyDown);
    }
    EXPECT_EQ(lambda(s), 0);
    s.press(kKeyUp);
    EXPECT_DOUBLE_EQ(lambda(s), kLambdaMin);
    for (int i = 0; i < 30; ++i) {
        s.press(kKeyUp);
    }
    EXPECT_DOUBLE_EQ(lambda(s), kLambdaMax);
}

TEST_F(Shortcuts, EscClosesAMenuAndNothingElse) {
    DrivenApp s;
    s.press('C');
    for (const char* menu : {"save", "dataset", "preset"}) {
        s.click(menu);
        const auto open = s.app.controls().rects().size();
        s.press(kKeyEscape);
        EXPECT_LT(s.app.controls().rects().size(), open) << menu;
        EXPECT_TRUE(s.app.temp().demo.player.playing()) << "only the next one ends it";
    }
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.temp().demo.player.playing());
}

TEST_F(Shortcuts, MoveTheDepth) {
    DrivenApp s;
    s.app.hold(3);
    s.press(kKeyRight);
    EXPECT_EQ(s.app.temp().depth.value, 4);
    s.press(kKeyLeft);
    s.press(kKeyLeft);
    EXPECT_EQ(s.app.temp().depth.value, 2);
    s.press('D');
    EXPECT_TRUE(s.app.temp().depth.playing);
}

TEST_F(Shortcuts, PictureKeysSwitchWhatIsDrawn) {
    DrivenApp s;
    const std::pair<KeyPress, bool UiState::*> switches[] = {
        {{'T'}, &UiState::dark},
        {{'1', kShift}, &UiState::show_particles},
        {{'2', kShift}, &UiState::show_trails},
        {{'3', kShift}, &UiState::show_field},
        {{'4', kShift}, &UiState::show_head},
        {{'5', kShift}, &UiState::show_isolines},
        {{'6', kShift}, &UiState::show_grid},
        {{'7', kShift}, &UiState::show_vectors},
        {{'8', kShift}, &UiState::show_arrows},
        {{'9', kShift}, &UiState::show_ideal},
        {{'0', kShift}, &UiState::show_folds}};
    for (const auto& [key, part] : switches) {
        const bool before = s.app.state().*part;
        s.press(key.key, key.modifiers);
        EXPECT_NE(s.app.state().*part, before) << static_cast<char>(key.key);
        s.press(key.key, key.modifiers);
        EXPECT_EQ(s.app.state().*part, before) << static_cast<char>(key.key);
    }
    for (const ViewKind view :
         {ViewKind::InDepth, ViewKind::Layers, ViewKind::Input, ViewKind::Sweep, ViewKind::Plane}) {
        s.press('V');
        EXPECT_EQ(s.app.state().view, view);
    }
    for (const ViewKind view :
         {ViewKind::Sweep, ViewKind::Input, ViewKind::Layers, ViewKind::InDepth, ViewKind::Plane}) {
        s.press('V', kShift);
        EXPECT_EQ(s.app.state().view, view);
    }
    for (const PairLayout views :
         {PairLayout::Overlaid, PairLayout::Single, PairLayout::SideBySide}) {
        s.press('B');
        EXPECT_EQ(s.app.state().pair_layout, views);
    }
    EXPECT_TRUE(s.experiment.sent.empty());
}

TEST_F(Shortcuts, ChangeTheSizeOfAllType) {
    DrivenApp s;
    const float usual = s.app.scale();
    const float play = s.rect("play").height();
    s.press('+', kCtrl);
    s.press('=', kCtrl);
    EXPECT_FLOAT_EQ(s.app.scale(), 1.25f * usual);
    EXPECT_NEAR(s.rect("play").height(), 1.25f * play, 2);
    EXPECT_EQ(s.app.temp().notice.text, "type size 125 %");
    s.press('0', kCtrl);
    EXPECT_FLOAT_EQ(s.app.scale(), usual);
    s.press('-', kCtrl);
    EXPECT_FLOAT_EQ(s.app.scale(), 0.9f * usual);
    for (int i = 0; i < 12; ++i) {
        s.press('+', kCtrl);
    }
    EXPECT_FLOAT_EQ(s.app.scale(), largest_scale({1600, 900}, false));
    EXPECT_NE(s.app.temp().notice.text.find("as large as"), std::string::npos);
    s.press('-', kCtrl);
    EXPECT_LT(s.app.scale(), largest_scale({1600, 900}, false)) << "no step is lost";
    EXPECT_EQ(s.app.memory().ui.type_size, s.app.state().type_size);
    EXPECT_TRUE(s.experiment.sent.empty());
    s.click("points");
    const int edited = s.app.state().type_size;
    s.press('-', kCtrl);
    EXPECT_LT(s.app.state().type_size, edited) << "in a text, too";
}

TEST_F(Shortcuts, WindowKeysBecomeWindowCommands) {
    DrivenApp s;
    s.press(function_key(11));
    std::vector<WindowCommand> commands = s.app.take_window_commands();
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<ToggleFullScreen>(commands[0]));
    s.press('Q', kCtrl);
    commands = s.app.take_window_commands();
    ASSERT_EQ(commands.size(), 1u) << "a command is handed out once";
    EXPECT_TRUE(std::holds_alternative<Quit>(commands[0]));
}

TEST_F(Shortcuts, AllActWithinOneFrame) {
    DrivenApp s;
    for (int i = 0; i < 5; ++i) {
        s.app.press({'N'});
    }
    s.play(2);
    EXPECT_EQ(s.app.snapshot().step, 5);
}

TEST_F(Shortcuts, RepeatWhileHeldOnlyWhereThatHelps) {
    DrivenApp s;
    s.app.press({'N', 0, true});
    s.app.press({' ', 0, true});
    s.app.press({'0', 0, true});
    s.play(2);
    EXPECT_EQ(s.app.snapshot().step, 1);
    EXPECT_EQ(s.experiment.sent.size(), 1u);
}

TEST_F(Shortcuts, DoNotActWhileATextIsEdited) {
    DrivenApp s;
    s.click("points");
    s.press('N');
    s.press('0');
    EXPECT_TRUE(s.experiment.sent.empty());
    s.press(function_key(11));
    EXPECT_EQ(s.app.take_window_commands().size(), 1u) << "a key that writes nothing";
}

TEST_F(Shortcuts, AreListedOnThePageThatAnyKeyCloses) {
    for (const glm::ivec2 size : {glm::ivec2{1600, 900}, {1280, 720}, {1920, 1080}}) {
        DrivenApp s(find_preset("circles").config, size);
        for (const KeyPress key : {KeyPress{function_key(1)}, KeyPress{'?'}}) {
            s.press(key.key);
            const Rect list = s.rect("help_list");
            EXPECT_TRUE(list.min.x >= 0 && list.min.y >= 0 && list.max.x <= size.x &&
                        list.max.y <= size.y)
                << list.width() << " x " << list.height() << " in " << size.x;
            s.press('N');
            EXPECT_FALSE(s.app.controls().rects().contains("help_list"));
            EXPECT_EQ(s.app.snapshot().step, 0) << "the key that closes does nothing else";
        }
        s.press('?');
        s.click("play");
        EXPECT_FALSE(s.app.controls().rects().contains("help_list"));
        EXPECT_TRUE(s.experiment.sent.empty()) << "nor does the click";
    }
}

// Where one page would be too small to be read, any key turns to the next, and Esc closes.
TEST_F(Shortcuts, HaveSeveralPagesInASmallWindow) {
    DrivenApp s(find_preset("circles").config, {800, 600});
    s.press('?');
    const int pages = s.app.temp().help_pages;
    EXPECT_GT(pages, 1);
    for (int page = 0; page < pages; ++page) {
        ASSERT_TRUE(s.app.controls().rects().contains("help_list")) << page;
        EXPECT_EQ(s.app.temp().help_page, page);
        const Rect list = s.rect("help_list");
        EXPECT_TRUE(list.min.x >= 0 && list.min.y >= 0 && list.max.x <= 800 && list.max.y <= 600);
        s.press('N');
    }
    EXPECT_FALSE(s.app.controls().rects().contains("help_list"));
    s.press('?');
    EXPECT_EQ(s.app.temp().help_page, 0);
    s.press('N');
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.controls().rects().contains("help_list"));
    EXPECT_EQ(s.app.snapshot().step, 0) << "no key did anything else";
}

}  // namespace
}  // namespace la
