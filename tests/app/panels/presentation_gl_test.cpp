// Presentations: only what a talk needs is on screen, and larger; and demonstrations.

#include <algorithm>

#include "tests/support/driven_app.h"

namespace la {
namespace {

class Presentation : public AppGlTest {};

bool on_screen(const DrivenApp& s, const char* name) {
    return s.app.controls().rects().contains(name);
}

TEST_F(Presentation, ShowsViewsAndLambdaLargerAndHidesThePanels) {
    for (const glm::ivec2 size : {glm::ivec2{1600, 900}, {1920, 1080}, {1280, 720}}) {
        DrivenApp s(find_preset("circles").config, size);
        const float view = s.rect("flow_b").width() * s.rect("flow_b").height();
        const float track = s.rect("lambda").width();
        s.press('P');
        s.play(3);
        EXPECT_GT(s.rect("flow_b").width() * s.rect("flow_b").height(), 1.5f * view);
        EXPECT_GT(s.rect("lambda").width(), 1.5f * track);
        for (const char* name : {"play", "points", "depth", "preset", "undo"}) {
            EXPECT_FALSE(on_screen(s, name)) << name;
        }
        for (const auto& [name, rect] : s.app.controls().rects()) {
            EXPECT_TRUE(rect.min.x >= 0 && rect.min.y >= 0 && rect.max.x <= size.x &&
                        rect.max.y <= size.y)
                << name << " leaves the window of " << size.x;
        }
        s.press(kKeyEscape);
        s.play(3);
        EXPECT_TRUE(on_screen(s, "play"));
        EXPECT_EQ(s.rect("lambda").width(), track);
    }
}

// For the back row: words in a thirtieth of the height, ticks in a forty-fifth; nothing that is
// hovered over.
TEST_F(Presentation, IsReadFromTheBackRow) {
    for (const glm::ivec2 size : {glm::ivec2{1600, 900}, {1920, 1080}, {1280, 720}}) {
        DrivenApp s(find_preset("circles").config, size);
        s.press('P');
        s.play(3);
        EXPECT_GE(Fonts::kText * s.app.scale(), 0.033f * static_cast<float>(size.y));
        EXPECT_GE((Fonts::kSmall - 2) * s.app.scale(), 0.022f * static_cast<float>(size.y));
        EXPECT_TRUE(on_screen(s, "action_a"));
        EXPECT_TRUE(on_screen(s, "action_b"));
    }
}

// Plays in steps of a quarter of a second: what guides depends on time alone.
void pass(DrivenApp& s, double seconds) {
    for (double t = 0; t < seconds; t += 0.25) {
        s.offscreen.play(s.app, 0.25f);
    }
}

TEST_F(Presentation, HasNeitherTooltipsNorAPointerThatRests) {
    DrivenApp s;
    s.press('P');
    s.play(3);
    s.mouse(s.spot("lambda", 0.5f), false);
    EXPECT_FALSE(s.app.controls().shows_tips());
    EXPECT_NE(ImGui::GetMouseCursor(), ImGuiMouseCursor_None);
    pass(s, 2.5);
    EXPECT_EQ(ImGui::GetMouseCursor(), ImGuiMouseCursor_None);
    s.mouse(s.spot("lambda", 0.6f), false);
    EXPECT_NE(ImGui::GetMouseCursor(), ImGuiMouseCursor_None);
}

TEST_F(Presentation, TooltipsGoWhileTheMouseRests) {
    DrivenApp s;
    s.mouse(s.spot("lambda", 0.5f), false);
    EXPECT_TRUE(s.app.controls().shows_tips());
    pass(s, 5);
    EXPECT_FALSE(s.app.controls().shows_tips());
    s.mouse(s.spot("lambda", 0.6f), false);
    EXPECT_TRUE(s.app.controls().shows_tips());
}

TEST_F(Presentation, LambdaIsDraggedAndKeysAct) {
    DrivenApp s;
    s.click("present");
    s.play(3);
    s.drag("lambda", 0.6f, 0);
    EXPECT_EQ(s.app.snapshot().members[1].lambda, 0);
    s.press('0');
    EXPECT_GT(s.app.snapshot().members[1].lambda, 0);
    s.press('B');
    s.play(3);
    EXPECT_FALSE(on_screen(s, "flow_a"));
}

double lambda(const DrivenApp& s) {
    return s.app.snapshot().members.back().lambda;
}

// A demonstration that waits for nothing: the engine of these tests learns nothing.
Config with_cues() {
    Config config = find_preset("circles").config;
    config.cues = {{.at = 0, .lambda = 0, .speed = 250, .reset = true, .say = "alike"},
                   {.at = 12, .seconds = 3, .lambda = 0.03, .say = "up"},
                   {.at = 21, .seconds = 1, .lambda = 0, .say = "zero"},
                   {.at = 29, .seconds = 2, .lambda = 0.03, .say = "again"},
                   {.at = 36, .seconds = 6, .say = "least"}};
    return config;
}

TEST_F(Presentation, ADemonstrationMovesLambdaByItselfAndSaysWhy) {
    DrivenApp s(with_cues());
    s.press('N');
    s.experiment.sent.clear();
    s.click("cues");
    EXPECT_TRUE(s.app.temp().demo.player.playing());
    s.play(30);
    EXPECT_TRUE(on_screen(s, "cue_caption"));
    EXPECT_EQ(lambda(s), 0);
    EXPECT_EQ(s.app.snapshot().step, 0) << "begins with a reset";
    const auto first = [&s]<class T>(const T*) {
        return std::ranges::find_if(s.experiment.sent, [](const Command& command) {
            const Change* change = std::get_if<Change>(&command);
            return change != nullptr && std::holds_alternative<T>(*change);
        });
    };
    EXPECT_LT(first(static_cast<SetLambda*>(nullptr)), first(static_cast<Reset*>(nullptr)))
        << "steps of the new run with the old lambda";
    pass(s, 16);
    EXPECT_EQ(lambda(s), 0.03);
    pass(s, 27);
    EXPECT_FALSE(s.app.temp().demo.player.playing());
    EXPECT_FALSE(on_screen(s, "cue_caption"));
    EXPECT_TRUE(on_screen(s, "cue_end")) << "lambda is handed over";
    EXPECT_TRUE(on_screen(s, "spotlight"));
    EXPECT_EQ(lambda(s), 0.03);
    s.press('Z', kCtrl);
    EXPECT_EQ(lambda(s), 0.03) << "what plays by itself is no edit";
}

TEST_F(Presentation, ADemonstrationEndsWhenTheUserActs) {
    DrivenApp s(with_cues());
    s.press('C');
    s.play(30);
    s.press('T');
    s.press('P');
    EXPECT_TRUE(s.app.temp().demo.player.playing()) << "how it looks does not matter";
    s.press(kKeyUp);
    EXPECT_FALSE(s.app.temp().demo.player.playing());
    s.press('C');
    EXPECT_TRUE(s.app.temp().demo.player.playing());
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.temp().demo.player.playing());
    EXPECT_TRUE(s.app.state().presentation) << "Esc ends one thing at a time";
    s.press('C');
    s.play(3);
    s.drag("lambda", 0.2f, 0.4f);
    EXPECT_FALSE(s.app.temp().demo.player.playing());
}

TEST_F(Presentation, ASettingWithoutCuesHasNoDemonstration) {
    Config config = find_preset("circles").config;
    config.cues.clear();
    DrivenApp s(config);
    s.click("cues");
    s.press('C');
    EXPECT_FALSE(s.app.temp().demo.player.playing());
    EXPECT_TRUE(s.experiment.sent.empty());
}

}  // namespace
}  // namespace la
