// User presets in the window: saved under a name, chosen, replaced, removed.

#include <chrono>
#include <thread>

#include "core/base/files.h"
#include "core/io/user_presets.h"
#include "tests/support/drawn_text.h"
#include "tests/support/driven_app.h"
#include "tests/support/patience.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

namespace fs = std::filesystem;

class UserPresetsInTheWindow : public AppGlTest {
  protected:
    // Another thread uses the disk, so this waits.
    static bool arrives(DrivenApp& s, auto what) {
        const auto end = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < end) {
            s.play(1);
            if (what()) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    static bool says(DrivenApp& s, const std::string& words) {
        return arrives(
            s, [&] { return s.app.temp().session.notice.find(words) != std::string::npos; });
    }

    static void type(DrivenApp& s, const std::string& text) {
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        s.play(3);
    }

    static void save_as(DrivenApp& s, const std::string& name) {
        s.click("preset");
        s.click("preset.save_as");
        type(s, name);
    }

    static const std::vector<Preset>& own(const DrivenApp& s) {
        return s.app.temp().user_presets.found.presets;
    }

    static std::string item(std::size_t i) {  // of a user preset
        return "preset." + std::to_string(presets().size() + i);
    }
};

// Not as the run of the evening before was looked at.
TEST_F(UserPresetsInTheWindow, APresetBeginsWithItsOwnView) {
    DrivenApp s;
    s.press('3');
    s.press('B');
    s.press('6', kShift);
    s.app.state().dark = false;
    s.press('F');
    EXPECT_EQ(s.app.temp().view.frame_of, FrameOf::Both);
    ASSERT_EQ(s.app.state().view, ViewKind::Layers);
    s.press('2', kCtrl);
    UiState first;
    first.dark = false;
    EXPECT_EQ(s.app.state(), first) << "but the theme stays";
    EXPECT_EQ(s.app.temp().view.frame_of, FrameOf::B);
    s.press('3');
    s.press('F', kShift);
    EXPECT_EQ(s.app.state().view, ViewKind::Plane) << "by its key, too";
}

// The letters of the chosen preset, before the arrow of its list. Spaces are narrow, and not seen
// everywhere.
std::string chosen_letters(const Rect& box) {
    const DrawnFrame frame;
    std::string out;
    for (const DrawnText& text : frame.texts()) {
        if (ImRect(box.min, box.max).Contains(text.min)) {
            out += text.text;
            EXPECT_LT(text.max.x, box.max.x - box.height() - 1) << text.text;
        }
    }
    std::erase(out, ' ');
    return out;
}

TEST_F(UserPresetsInTheWindow, ALongNameIsWholeOrEndsInAnEllipsis) {
    for (const int width : {1280, 1600}) {
        DrivenApp s(find_preset("circles").config, {width, 900});
        for (const int laboratory : {7, 8, 9}) {
            s.press(function_key(laboratory));
            for (int key = '1'; key <= '6'; ++key) {
                s.press(key, kCtrl);
                s.play(3);
                std::string whole = find_preset(s.app.preset()).title;
                std::erase(whole, ' ');
                const std::string seen = chosen_letters(s.app.controls().rects().at("preset"));
                EXPECT_TRUE(seen.starts_with(whole) || seen.ends_with("…")) << seen;
            }
        }
    }
}

TEST_F(UserPresetsInTheWindow, AreSavedChosenAndRemoved) {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "presets";
    DrivenApp s;
    s.app.use_presets(folder);
    s.choose("activation", 1);
    s.choose("optimizer", 1);
    const Config wanted = *s.app.snapshot().config;
    save_as(s, "my circles");
    s.click("preset_done");
    ASSERT_TRUE(says(s, "saved preset my circles"));
    EXPECT_FALSE(s.on_screen("preset_name"));
    EXPECT_EQ(s.app.preset(), "my circles");
    EXPECT_EQ(find_preset("my circles", folder).config, wanted);

    s.press('2', kCtrl);
    ASSERT_EQ(s.app.preset(), "moons");
    s.click("preset");
    EXPECT_GT(s.rect(item(0)).min.y,
              s.rect("preset." + std::to_string(presets().size() - 1)).min.y);
    s.click(item(0));
    EXPECT_EQ(*s.app.snapshot().config, wanted);
    EXPECT_EQ(s.app.preset(), "my circles");
    s.press('2', kCtrl);
    const auto of_the_flow = std::ranges::count_if(
        presets(), [](const Preset& preset) { return !preset.config.laboratory; });
    s.press('0' + static_cast<int>(of_the_flow) + 1, kCtrl);
    EXPECT_EQ(s.app.preset(), "my circles") << "by its key";
    s.press('Z', kCtrl);
    EXPECT_EQ(s.app.preset(), "moons");

    s.click("preset");
    s.click(item(0) + ".remove");
    EXPECT_TRUE(fs::exists(folder / "my circles.json")) << "asked once more";
    s.click(item(0) + ".remove");
    ASSERT_TRUE(says(s, "removed preset my circles"));
    EXPECT_FALSE(fs::exists(folder / "my circles.json"));
    EXPECT_TRUE(own(s).empty());
}

TEST_F(UserPresetsInTheWindow, ANameIsCheckedBeforeAnythingIsWritten) {
    const ScratchFolder scratch;
    DrivenApp s;
    s.app.use_presets(scratch / "");
    for (const char* bad : {"", "circles", "a/b", " x"}) {
        save_as(s, bad);
        s.click("preset_done");
        s.play(3);
        EXPECT_TRUE(s.on_screen("preset_name")) << "\"" << bad << "\" was taken";
        s.press(kKeyEscape);
        EXPECT_FALSE(s.on_screen("preset_name"));
    }
    EXPECT_TRUE(fs::is_empty(scratch / ""));
    for (int times = 0; times < 2; ++times) {
        save_as(s, "mine");
        s.click("preset_done");
        ASSERT_TRUE(arrives(s, [&] { return fs::exists(scratch / "mine.json"); }));
        ASSERT_TRUE(arrives(s, [&] { return own(s).size() == 1; })) << "the second takes its place";
    }
}

TEST_F(UserPresetsInTheWindow, ProblemsOfTheFolderAreReported) {
    const ScratchFolder scratch;
    write_file(scratch / "broken.json", "{");
    write_file(scratch / "worse.json", "");
    save_user_preset(scratch / "", {"good", "good", "", find_preset("moons").config});
    {
        DrivenApp s;
        s.app.use_presets(scratch / "");
        ASSERT_TRUE(says(s, "preset broken.json is left out: "));
        EXPECT_TRUE(says(s, "; and 1 more"));
        ASSERT_EQ(own(s).size(), 1u);
        s.click("preset");
        s.click(item(0));
        EXPECT_EQ(*s.app.snapshot().config, find_preset("moons").config);
    }
    DrivenApp s;
    s.app.use_presets(scratch / "good.json/presets");
    const std::uint64_t run = s.app.snapshot().run;
    save_as(s, "mine");
    s.click("preset_done");
    EXPECT_TRUE(says(s, "cannot save the preset: "));
    EXPECT_EQ(s.app.snapshot().run, run);
    EXPECT_EQ(s.app.preset(), "circles");
}

// The preset's name in a session is shown even if no such preset exists here, without other
// effects.
TEST_F(UserPresetsInTheWindow, AnUnknownNameDoesNoHarm) {
    DrivenApp s;
    for (const char* name : {"of another machine", ""}) {
        App app(s.experiment, name);
        for (int i = 0; i < 3; ++i) {
            s.offscreen.play(app, kFrame);
        }
    }
}

}  // namespace
}  // namespace la
