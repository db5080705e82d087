// Demonstrations with the real training: every preset has one, it is given by page down alone, and
// each caption comes after its effect.

#include <string_view>
#include <thread>

#include "app/state/speeds.h"
#include "tests/support/drawn_text.h"
#include "tests/support/driven_app.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

class Demos : public AppGlTest {};

struct Speaker : DrivenApp {
    explicit Speaker(const Config& config, glm::ivec2 pixels = {640, 360})
        : DrivenApp(config, pixels, 1, make_engine) {}
    const CuePlayer& cues() { return app.temp().demo.player; }

    bool sweeps() const { return app.temp().sweep.running(); }

    // A tenth of a second of a talk, in which the training goes on as its speed says. Networks of a
    // sweep take their own time.
    void pass() {
        const double rate = app.state().speed == 4 ? 2000 : kSpeeds[app.state().speed].steps_per_s;
        experiment.advance(static_cast<std::int64_t>(rate / 10));
        offscreen.play(app, sweeps() ? 0.02f : 0.1f);
        if (sweeps()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
};

Rect united(const Rect& a, const Rect& b) {
    return {{std::min(a.min.x, b.min.x), std::min(a.min.y, b.min.y)},
            {std::max(a.max.x, b.max.x), std::max(a.max.y, b.max.y)}};
}

// Gives the talk; returns how many captions were shown.
int give(Speaker& s) {
    int captions = 0, last = 0;
    for (int i = 0; i < 2500 && !s.cues().ended(); i += s.sweeps() ? 0 : 1) {
        s.pass();
        if (s.cues().caption() != last) {
            last = s.cues().caption();
            ++captions;
        }
        if (s.on_screen("cue_caption") && s.on_screen("flow_a")) {
            const Rect views = united(s.app.controls().rects().at("flow_a"),
                                      s.app.controls().rects().at("flow_b"));
            EXPECT_GE(s.app.controls().rects().at("cue_caption").min.y, views.max.y)
                << "a caption over a flow";
        }
        if (s.cues().ended()) {
            break;
        }
        if (s.cues().waits_for_key() ||
            (!s.cues().waits_to_see() && s.cues().caption() == s.cues().captions())) {
            s.app.press({kKeyPageDown});
        }
    }
    return captions;
}

class EachDemo : public AppGlTest, public testing::WithParamInterface<std::string> {};

TEST_P(EachDemo, IsGivenByPageDownAlone) {
    Speaker s(find_preset(GetParam()).config);
    s.press(function_key(5));
    EXPECT_TRUE(s.app.state().presentation);
    ASSERT_TRUE(s.cues().playing()) << "it has no demonstration";
    EXPECT_EQ(give(s), s.cues().captions())
        << "an effect that did not come, after \"" << s.cues().say() << '"';
    EXPECT_TRUE(s.cues().ended());
    s.play(2);
    EXPECT_TRUE(s.on_screen("cue_end"));
    s.press(kKeyPageDown);
    s.play(2);
    EXPECT_FALSE(s.on_screen("cue_end"));
}

// All but one in a hundred dimensions, whose talk takes minutes of training.
std::vector<std::string> preset_names() {
    std::vector<std::string> out;
    for (const Preset& preset : presets()) {
        if (preset.name != "mean-field-high") {
            out.push_back(preset.name);
        }
    }
    return out;
}

INSTANTIATE_TEST_SUITE_P(OfThePresets, EachDemo, testing::ValuesIn(preset_names()),
                         [](const auto& of) {
                             std::string name = of.param;
                             std::erase(name, '-');
                             return name;
                         });

// What a caption speaks of stands beside the views while it is read.
struct Spoken {
    const char* preset;
    int caption;
    const char* plot;
};
class WhatIsSpokenOf : public AppGlTest, public testing::WithParamInterface<Spoken> {};

TEST_P(WhatIsSpokenOf, IsOnScreen) {
    Speaker s(find_preset(GetParam().preset).config, {1280, 720});
    s.press(function_key(5));
    int frames = 0, without = 0;  // of the caption
    int last = 0, read = 0;       // the caption on screen, and for how many frames
    for (int i = 0; i < 2500 && s.cues().playing() && !s.cues().ended(); ++i) {
        s.pass();
        read = s.cues().caption() == last ? read + 1 : 1;
        last = s.cues().caption();
        if (last == GetParam().caption) {
            ++frames;
            const std::string& ring = s.cues().ring();
            const bool rings = ring.empty() || s.on_screen(ring);
            without += !s.on_screen(GetParam().plot) || !rings ? 1 : 0;
        }
        if (read > 3 && (s.cues().waits_for_key() ||
                         (!s.cues().waits_to_see() && last == s.cues().captions()))) {
            s.app.press({kKeyPageDown});
        }
    }
    EXPECT_GT(frames, 0);
    // A talk that begins with this frame has no plot in it yet.
    EXPECT_LE(without, frames > 1 ? 1 : 0) << GetParam().plot;
}

INSTANTIATE_TEST_SUITE_P(InATalk, WhatIsSpokenOf,
                         testing::Values(Spoken{"weights-refine", 1, "plot.weights_lines_b"},
                                         Spoken{"weights-bump", 1, "plot.weights_lines_b"},
                                         Spoken{"weights-layers", 2, "plot.layer_sweep"},
                                         Spoken{"weights-dial", 1, "plot.local_pl"},
                                         Spoken{"stability-order", 3, "plot.rate_sweep"},
                                         Spoken{"stability-product", 3, "plot.two_weights"},
                                         Spoken{"stability-foretell", 2, "plot.foretell"},
                                         Spoken{"stability-sine", 1, "plot.spectrum"},
                                         Spoken{"mean-field-nodes", 2, "plot.gamma"},
                                         Spoken{"mean-field-tail", 4, "plot.slowing"},
                                         Spoken{"mean-field-heart", 2, "plot.errors"}),
                         [](const auto& of) {
                             std::string name = of.param.preset;
                             std::erase(name, '-');
                             return name;
                         });

TEST_F(Demos, GoBackAndToBlack) {
    Speaker s(find_preset("circles").config);
    s.press(function_key(5));
    while (!s.cues().waits_for_key()) {
        s.pass();
    }
    const std::string first = s.cues().say();
    s.app.press({kKeyPageDown});
    for (int i = 0; i < 400 && s.cues().caption() < 2; ++i) {
        s.pass();
    }
    EXPECT_NE(s.cues().say(), first);
    s.app.press({kKeyPageUp});
    s.pass();
    s.pass();
    EXPECT_EQ(s.cues().say(), first);
    s.press('.');
    EXPECT_TRUE(s.on_screen("blank"));
    s.press('.');
    EXPECT_FALSE(s.on_screen("blank"));
    EXPECT_TRUE(s.cues().playing());
    s.press(kKeyEscape);
    EXPECT_FALSE(s.cues().playing());
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.state().presentation);
}

// The lines in the strip below the views.
std::vector<DrawnText> lines_in_the_strip() {
    std::vector<DrawnText> out;
    const DrawnFrame frame;
    for (const DrawnText& text : frame.texts()) {
        if (text.owner == "cue_strip") {
            out.push_back(text);
        }
    }
    return out;
}

bool strip_says(std::string_view words) {
    return std::ranges::any_of(lines_in_the_strip(), [&](const DrawnText& line) {
        return line.text.find(words) != std::string::npos;
    });
}

// There is no status line in a presentation. In the midst of a talk only a failure is said.
TEST_F(Demos, AnAnswerIsSaidInTheStrip) {
    const ScratchFolder folder;
    DrivenApp s;
    s.press('F');
    s.app.state().presentation = true;
    s.play(3);
    EXPECT_TRUE(strip_says("frame"));
    s.press(function_key(5));
    s.play(3);
    EXPECT_TRUE(strip_says("networks"));
    s.press('F');
    s.play(3);
    EXPECT_TRUE(strip_says("networks"));
    s.app.drop((folder / "gone.pt").string());
    for (int i = 0; i < 200 && !strip_says("gone.pt"); ++i) {
        s.play(1);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_TRUE(strip_says("gone.pt"));
}

TEST_F(Demos, LinesOfACaptionAreCentredAndOfOneLength) {
    DrivenApp s(find_preset("circles").config, {1280, 720});
    s.press(function_key(5));
    s.play(3);
    const std::vector<DrawnText> lines = lines_in_the_strip();
    ASSERT_EQ(lines.size(), 2u);
    const auto width = [](const DrawnText& line) { return line.max.x - line.min.x; };
    EXPECT_NEAR(lines[0].min.x + lines[0].max.x, lines[1].min.x + lines[1].max.x, 6);
    EXPECT_GT(std::min(width(lines[0]), width(lines[1])),
              0.7f * std::max(width(lines[0]), width(lines[1])));
}

TEST_F(Demos, ANumberHasItsName) {
    for (const auto& [preset, name] :
         {std::pair{"moons", "action A / B"}, std::pair{"weights-gp", "half-waves A"},
          std::pair{"mean-field-tail", "γ, α = 1"}}) {
        Speaker s(find_preset(preset).config, {1280, 720});
        s.press(function_key(5));
        for (int i = 0, pressed = 0; i < 400 && s.cues().show().empty(); ++i) {
            s.pass();
            if (s.cues().waits_for_key() && pressed < s.cues().caption()) {
                pressed = s.cues().caption();
                s.app.press({kKeyPageDown});
            }
        }
        for (int i = 0; i < 20 && !strip_says(name); ++i) {
            s.pass();
        }
        EXPECT_TRUE(strip_says(name)) << preset;
    }
}

TEST_F(Demos, ACaptionIsBrokenAtSpacesAlone) {
    for (const int width : {640, 900, 1280}) {
        Speaker s(find_preset("stability-order").config, {width, 720});
        s.press(function_key(5));
        for (int i = 0; i < 200 && s.cues().caption() < 2; ++i) {
            s.pass();
            if (s.cues().waits_for_key()) {
                s.app.press({kKeyPageDown});
            }
        }
        s.pass();
        EXPECT_TRUE(strip_says("0.5")) << width;
    }
}

}  // namespace
}  // namespace la
