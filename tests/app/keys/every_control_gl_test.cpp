// With the mouse unplugged: Tab comes to every control of every page, and Enter or an arrow does
// something with it that the state tells.

#include <functional>
#include <set>

#include <nlohmann/json.hpp>

#include "app/window/state_file.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

using Json = nlohmann::json;

class EveryControl : public AppGlTest {};

// What automation sees, without what moves by itself.
Json state_of(DrivenApp& s) {
    Json state = Json::parse(state_json(s.app, {0, 0, s.size.x, s.size.y}));
    for (const char* name : {"fps", "frame_ms_p50", "frame_ms_p99", "frame_ms_max", "message"}) {
        state.erase(name);
    }
    for (const char* ring : {"focus", "spotlight"}) {
        state["controls"].erase(ring);
    }
    return state;
}

bool list_open() {
    return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

struct Keys : DrivenApp {
    explicit Keys(const char* preset)
        : DrivenApp(find_preset(preset).config, {1280, 720}, 1, make_engine) {
        drawing = Offscreen::Drawing::AsInWindow;
        experiment.advance(30);
        app.state().closed.fill(false);
        app.state().reduced_motion = true;
        app.hold(1);
        play(6);
    }

    const std::string& focused() const { return app.controls().focused(); }

    // Closes what a key has opened, and goes back to the page as it was.
    void go_back_to(const UiState& page) {
        for (int i = 0; i < 3; ++i) {
            press(kKeyEscape);
        }
        app.state() = page;
        app.hold(1);
        play(2);
    }

    // As Tab does, which KeyboardFocus follows over all of them.
    void focus(const std::string& name) {
        const_cast<Controls&>(app.controls()).focus(name);
        play(1);
    }

    bool changes_by(int key, int modifiers = 0) {
        const Json before = state_of(*this);
        const UiState page = app.state();
        experiment.sent.clear();
        press(key, modifiers);
        play(2);
        const bool opened = list_open() || ImGui::GetIO().WantTextInput;
        return opened || !experiment.sent.empty() || !(page == app.state()) ||
               before != state_of(*this) || !app.take_window_commands().empty();
    }
};

// A segment or tab that is chosen already; the others of its row show that it can be used.
bool is_chosen(const DrivenApp& s, const std::string& name) {
    const UiState& page = s.app.state();
    return name == "view." + std::to_string(static_cast<int>(page.view)) ||
           name == "laboratory." + std::to_string(static_cast<int>(page.laboratory)) ||
           name == "ab." + std::to_string(static_cast<int>(page.pair_layout)) ||
           name == "energy_map.1" || name == "per_layer.0";
}

bool works_by_keys(Keys& s, const UiState& page, const std::string& name) {
    for (const int key : {kKeyEnter, kKeyRight, kKeyLeft, kKeyUp, kKeyDown}) {
        s.go_back_to(page);
        s.focus(name);
        if (s.changes_by(key)) {
            return true;
        }
    }
    return false;
}

TEST_F(EveryControl, DoesSomethingByKeys) {
    const std::pair<const char*, ViewKind> pages[] = {
        {"circles", ViewKind::Plane},         {"circles", ViewKind::InDepth},
        {"circles", ViewKind::Sweep},         {"weights-bump", ViewKind::Plane},
        {"mean-field-tail", ViewKind::Plane}, {"stability-chaos", ViewKind::Input}};
    std::set<std::string> used;
    for (const auto& [preset, view] : pages) {
        Keys s(preset);
        s.app.state().view = view;
        s.play(4);
        const UiState page = s.app.state();
        const std::vector<std::string> stops = s.app.controls().stops();
        EXPECT_GT(stops.size(), 40u) << preset;
        for (const std::string& name : stops) {
            if (name.starts_with("plot.") || name == "space") {
                continue;  // KeyboardFocus.UsesPlots, TurnsTheBox: the state says nothing of them
            }
            if (used.insert(name).second && !is_chosen(s, name)) {
                EXPECT_TRUE(works_by_keys(s, page, name)) << preset << ": " << name;
            }
        }
    }
    EXPECT_GT(used.size(), 120u);
}

// What the mouse can use and explains itself has a place among the stops.
TEST_F(EveryControl, ThatHasATooltipIsReachedByTab) {
    for (const char* preset : {"circles", "weights-bump", "mean-field-tail", "stability-chaos"}) {
        Keys s(preset);
        const auto& stops = s.app.controls().stops();
        for (const auto& [name, tip] : s.app.controls().tips()) {
            const bool of_no_use_now = name == "now" || name == "a_like_b";
            if (s.on_screen(name) && !tip.empty() && !of_no_use_now) {
                EXPECT_NE(std::ranges::find(stops, name), stops.end()) << preset << ": " << name;
            }
        }
    }
}

}  // namespace
}  // namespace la
