// The page of formulas: its numbers are those of the measures, every symbol leads there, and the
// sketch is moved by mouse and keys.

#include "app/theory/theory_page.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/readouts/least_action.h"
#include "app/ui/type_size.h"
#include "app/window/state_file.h"
#include "render/plot/number.h"
#include "tests/support/drawn_text.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

using Json = nlohmann::json;

class TheoryGl : public AppGlTest {};

constexpr int kF2 = function_key(2);

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

// The texts drawn inside a control, each without spaces.
std::vector<std::string> texts_in(DrivenApp& s, const std::string& control) {
    const Rect rect = s.rect(control);
    std::vector<std::string> out;
    const DrawnFrame frame;
    for (const DrawnText& drawn : frame.texts()) {
        if (drawn.min.x >= rect.min.x - 1 && drawn.max.x <= rect.max.x + 1 &&
            drawn.min.y >= rect.min.y - 4 && drawn.max.y <= rect.max.y + 4) {
            out.push_back(without_spaces(drawn.text));
        }
    }
    return out;
}

bool says(DrivenApp& s, const std::string& control, const std::string& text) {
    const std::vector<std::string> all = texts_in(s, control);
    return std::ranges::find(all, without_spaces(text)) != all.end();
}

Json state_of(DrivenApp& s) {
    return Json::parse(state_json(s.app, {0, 0, s.size.x, s.size.y}));
}

TEST_F(TheoryGl, ItsNumbersAreThoseOfTheMeasures) {
    for (const bool dark : {true, false}) {
        DrivenApp s(find_preset("circles").config, {1600, 900}, 1, make_engine);
        s.app.state().dark = dark;
        s.experiment.advance(300);
        s.play(4);
        s.press(kF2);
        s.play(2);
        ASSERT_TRUE(s.on_screen("theory_page"));
        EXPECT_FALSE(s.on_screen("flow_b")) << "it stands in the place of the views";
        ASSERT_EQ(s.app.observation()->members.size(), 2u);
        const Json said = state_of(s)["theory"]["said"];
        for (std::size_t m = 0; m < 2; ++m) {
            const MemberObservation& member = s.app.observation()->members[m];
            const LeastAction of = least_action_of(member);
            EXPECT_EQ(of.action, member.metrics.action);
            EXPECT_TRUE(says(s, "theory.A", plot::compact(member.metrics.action)));
            EXPECT_TRUE(says(s, "theory.D", plot::compact(member.metrics.displacement)));
            EXPECT_TRUE(says(s, "theory.W2", w2_text(of)));
            EXPECT_TRUE(says(s, "theory.S", ratio_text(of.straightness)));
            EXPECT_TRUE(says(s, "theory.O", ratio_text(of.optimality)));
            EXPECT_TRUE(says(s, "theory.E", "Σ " + plot::compact(member.metrics.cost)));
            // What the table and the gauges beside it say.
            EXPECT_TRUE(says(s, "chain", plot::compact(of.action)));
            EXPECT_TRUE(says(s, "chain", plot::compact(of.displacement)));
            EXPECT_TRUE(says(s, "chain", w2_text(of)));
            EXPECT_TRUE(
                says(s, "gauges", std::string(m == 0 ? "A" : "B") + ratio_text(of.straightness)));
            EXPECT_EQ(said["A"][m], plot::compact(of.action));
        }
        EXPECT_FALSE(says(s, "theory.A", "12345")) << "the test sees what is drawn";
        EXPECT_TRUE(says(s, "theory.A", "A = L Σ Ek"));
        EXPECT_TRUE(says(s, "theory.layer", "xk+1 = xk + rk(xk)"));
    }
}

TEST_F(TheoryGl, ASymbolLeadsToItsFormula) {
    DrivenApp s;
    for (const char* symbol : {"E", "A", "D", "W2", "S", "O"}) {
        s.press(kKeyEscape);
        EXPECT_FALSE(s.app.temp().theory.open);
        s.click(std::string("symbol.") + symbol);
        EXPECT_TRUE(s.app.temp().theory.open) << symbol;
        EXPECT_EQ(s.app.temp().theory.marked, symbol);
        EXPECT_TRUE(s.on_screen(std::string("theory.") + symbol));
        EXPECT_EQ(state_of(s)["theory"]["marked"], symbol);
    }
    s.press('1');  // a view
    EXPECT_FALSE(s.app.temp().theory.open);
    EXPECT_TRUE(s.on_screen("flow_b"));
    s.click("formulas");
    EXPECT_TRUE(s.on_screen("theory_page"));
    s.click("view.3");
    EXPECT_FALSE(s.on_screen("theory_page"));
}

TEST_F(TheoryGl, TheSketchIsDraggedByMouse) {
    DrivenApp s;
    s.press(kF2);
    const auto measured = [&] { return measures_of(s.app.temp().theory.sketch); };
    const double d = measured().displacement;
    const ImVec2 at = s.spot("sketch.0.2", 0.5f);
    s.mouse(at, false);
    s.mouse(at, true);
    s.mouse({at.x, at.y + 60}, true);
    s.mouse({at.x, at.y + 60}, false);
    EXPECT_GT(measured().action, 1.1 * d);
    EXPECT_NEAR(measured().displacement, d, 1e-6);
    EXPECT_EQ(state_of(s)["theory"]["sketch"]["action"], measured().action);
    s.click("sketch.straight");
    s.click("sketch.swap");
    EXPECT_GT(measured().displacement, 1.2 * measured().w2_squared);
    char text[48];
    std::snprintf(text, sizeof text, "A %.2f  ≥  D %.2f  ≥  W_2^2 %.2f", measured().action,
                  measured().displacement, measured().w2_squared);
    EXPECT_EQ(state_of(s)["theory"]["said"]["sketch"][0], text);
}

TEST_F(TheoryGl, TheSketchIsMovedByKeys) {
    DrivenApp s;
    s.press(kF2);
    for (int i = 0; i < 200 && s.app.controls().focused() != "sketch.1.4"; ++i) {
        s.press(kKeyTab);
    }
    ASSERT_EQ(s.app.controls().focused(), "sketch.1.4");
    const glm::vec2 before = s.app.temp().theory.sketch.paths[1].back();
    s.press(kKeyUp);
    s.press(kKeyUp);
    s.press(kKeyLeft);
    const glm::vec2 after = s.app.temp().theory.sketch.paths[1].back();
    EXPECT_NEAR(after.x - before.x, -0.1, 1e-5);
    EXPECT_NEAR(after.y - before.y, 0.2, 1e-5);
    s.press(kKeyEscape);
    EXPECT_TRUE(s.app.temp().theory.open) << "Esc leaves the ring first";
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.temp().theory.open);
}

// All of it, in every laboratory, at every size, in a presentation, too.
TEST_F(TheoryGl, FitsEverywhere) {
    for (const glm::ivec2 size : {glm::ivec2{800, 600}, {1280, 720}, {1600, 900}, {3840, 2160}}) {
        DrivenApp s(find_preset("circles").config, size);
        s.press(kF2);
        for (const auto laboratory : {LaboratoryKind::Flow, LaboratoryKind::Weights,
                                      LaboratoryKind::MeanField, LaboratoryKind::Stability}) {
            for (const bool presentation : {false, true}) {
                s.app.state().laboratory = laboratory;
                s.app.state().presentation = presentation;
                s.play(6);
                const Rect page = s.rect("theory_page");
                const std::string where = std::to_string(size.x) + ", laboratory " +
                                          std::to_string(static_cast<int>(laboratory)) +
                                          (presentation ? ", presentation" : "");
                EXPECT_GE(s.app.temp().theory.said.size(), 5u) << where;
                int lines = 0;
                for (const auto& [name, rect] : s.app.controls().rects()) {
                    if (name.starts_with("theory.") || name.starts_with("sketch")) {
                        EXPECT_TRUE(rect.min.x >= page.min.x && rect.max.x <= page.max.x &&
                                    rect.min.y >= page.min.y && rect.max.y <= page.max.y)
                            << where << ": " << name;
                        ++lines;
                    }
                }
                EXPECT_GE(lines, 9) << where;
                // A small presentation has room for the formulas alone.
                const bool small = presentation && size.x == 800;
                EXPECT_EQ(s.on_screen("sketch"), laboratory == LaboratoryKind::Flow && !small)
                    << where;
            }
        }
    }
}

// With large type some pages are longer than the window.
TEST_F(TheoryGl, ScrollsWhereItHasNoRoom) {
    bool scrolled = false;
    for (const char* preset : {"mean-field-tail", "circles"}) {
        DrivenApp s(find_preset(preset).config, {1600, 900});
        s.app.state().presentation = true;
        s.press(kF2);
        for (const int type : {100, 150, kMostType}) {
            s.app.state().type_size = type;
            s.play(4);
            const ImGuiWindow* page = ImGui::FindWindowByName("theory");
            ASSERT_NE(page, nullptr);
            scrolled = scrolled || page->ScrollMax.y > 0;
        }
    }
    EXPECT_TRUE(scrolled) << "every page has room, so nothing is tested";
}

TEST_F(TheoryGl, APaperIsOpenedInTheBrowser) {
    DrivenApp s;
    s.press(kF2);
    const std::string path = std::getenv("PATH");
    setenv("PATH", "/nowhere", 1);
    s.click("theory.paper.0");
    setenv("PATH", path.c_str(), 1);
    EXPECT_NE(s.app.temp().session.notice.find("https://arxiv.org/abs/2009.08372"),
              std::string::npos);
    EXPECT_NE(s.app.temp().session.notice.find("xdg-open is not installed"), std::string::npos);
}

}  // namespace
}  // namespace la
