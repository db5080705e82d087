// The named controls: all of them exist, are on screen, inside their panels and do not overlap; and
// each click has its effect.

#include <algorithm>
#include <set>
#include <span>
#include <tuple>

#include "app/motion/lambda_scale.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

const char* const kAlways[] = {"lambda",     "play",       "depth_play", "step_layer",
                               "step_batch", "step_epoch", "reset",      "new_seed",
                               "speed",      "preset",     "ab.0",       "depth",
                               "theme",      "history",    "now",        "show_trails"};

// Those of a page that shows the shallow run.
const char* const kOfShallow[] = {"alpha_track", "play",  "step_batch", "step_epoch", "reset",
                                  "new_seed",    "speed", "preset",     "present",    "save",
                                  "help",        "theme", "history",    "now",        "strip"};

bool is_view(const std::string& name) {
    return name == "flow_a" || name == "flow_b" || name == "data_plane" || name == "node_plane" ||
           name.starts_with("nodes.");
}

// The inside of a plot: its legend lies on it.
bool is_plot(const std::string& name) {
    return name.starts_with("plot.") && name.find('.', 5) == name.npos;
}

// The title of a plot is its chooser.
bool is_title(const std::string& name) {
    return name.ends_with(".title");
}

bool within(const Rect& in, const Rect& out) {
    return in.min.x >= out.min.x - 0.5f && in.min.y >= out.min.y - 0.5f &&
           in.max.x <= out.max.x + 0.5f && in.max.y <= out.max.y + 0.5f;
}

bool overlap(const Rect& a, const Rect& b) {
    return a.min.x + 0.5f < b.max.x && b.min.x + 0.5f < a.max.x && a.min.y + 0.5f < b.max.y &&
           b.min.y + 0.5f < a.max.y;
}

// A symbol in the table or in the gauges, which a ring can point at, leads to its formula.
bool is_link(const std::string& name, const Rect& rect, const std::string& in, const Rect& around) {
    return name.starts_with("symbol.") && (in == "chain" || in == "gauges") && within(rect, around);
}

void check_controls(const DrivenApp& s, bool two) {
    const ImVec2 window(static_cast<float>(s.size.x), static_cast<float>(s.size.y));
    const Layout& layout = s.app.layout();
    std::vector<Rect> panels{layout.toolbar, layout.controls, layout.depth,
                             layout.tabs,    layout.side,     layout.measures};
    const bool narrow = layout.side.width() > 0;  // some are in lists, or behind the other column
    panels.insert(panels.end(), layout.plots.begin(), layout.plots.end());
    panels.insert(panels.end(), layout.flow.begin(), layout.flow.end());  // with a plot in them
    const auto& rects = s.app.controls().rects();
    const bool shallow = s.app.state().laboratory == LaboratoryKind::MeanField;
    for (const char* name : narrow    ? std::span<const char* const>()
                            : shallow ? std::span<const char* const>(kOfShallow)
                                      : kAlways) {
        const bool nothing_moves =  // for lambda to weigh
            s.app.snapshot().members.back().config.network.kind == NetworkKind::ThreeLayer;
        const bool alone = !s.app.snapshot().has_a() || s.app.state().view == ViewKind::Sweep;
        EXPECT_TRUE(rects.contains(name) || (nothing_moves && name == std::string_view("lambda")) ||
                    (alone && name == std::string_view("ab.0")))
            << name << " is missing";
    }
    EXPECT_EQ(rects.contains("flow_a"), two);
    EXPECT_EQ(rects.contains("flow_b"), !shallow);
    for (const auto& [name, rect] : rects) {
        EXPECT_TRUE(rect.width() > 1 && rect.height() > 1) << name << " is empty";
        EXPECT_TRUE(within(rect, {{0, 0}, window})) << name << " leaves the window of " << window.x;
        if (is_view(name)) {
            continue;
        }
        EXPECT_TRUE(std::ranges::any_of(
            panels, [&place = rect](const Rect& panel) { return within(place, panel); }))
            << name << " is cut off by its panel at " << window.x;
        for (const auto& [other, other_rect] : rects) {
            if (is_plot(name) || is_plot(other) || is_title(name) || is_title(other) ||
                is_link(other, other_rect, name, rect)) {
                continue;
            }
            EXPECT_FALSE(other > name && !is_view(other) && overlap(rect, other_rect))
                << name << " and " << other << " overlap at " << window.x;
        }
    }
}

class Controls : public AppGlTest {};

TEST_F(Controls, LayersOfThePlaneAreOffInDepth) {
    DrivenApp s;
    const std::pair<const char*, bool UiState::*> flat[] = {
        {"show_grid", &UiState::show_grid},
        {"show_vectors", &UiState::show_vectors},
        {"show_arrows", &UiState::show_arrows},
        {"show_ideal", &UiState::show_ideal}};
    for (const bool in_depth : {true, false}) {
        s.app.state().view = in_depth ? ViewKind::InDepth : ViewKind::Plane;
        s.play(1);
        for (const auto& [name, layer] : flat) {
            s.click(name);
            EXPECT_NE(s.app.state().*layer, in_depth) << name;
        }
    }
}

TEST_F(Controls, AreOnScreenAndApartAtEverySize) {
    const std::pair<glm::ivec2, float> screens[] = {
        {{1600, 900}, 1}, {{1280, 720}, 1}, {{1920, 1080}, 1}, {{3200, 1800}, 2},
        {{1400, 800}, 1}, {{1024, 768}, 1}, {{800, 600}, 1}};
    for (const auto& [size, scale] : screens) {
        DrivenApp session(find_preset("circles").config, size, scale);
        check_controls(session, true);
    }
}

TEST_F(Controls, InASmallWindowTheRestOfTheToolbarIsAList) {
    DrivenApp s(find_preset("circles").config, {800, 600});
    EXPECT_FALSE(s.on_screen("present"));
    EXPECT_FALSE(s.on_screen("plot.per_layer"));
    s.click("more");
    s.click("new_seed");
    EXPECT_EQ(s.app.snapshot().config->network.seed,
              find_preset("circles").config.network.seed + 1);
    s.press('E', kCtrl | kShift);
    s.play(3);
    EXPECT_TRUE(s.on_screen("save.kind.0")) << "the menu in the list, by its key";
    s.press(kKeyEscape);
    s.click("side.1");
    EXPECT_TRUE(s.on_screen("plot.per_layer"));
    EXPECT_FALSE(s.on_screen("lambda"));
}

TEST_F(Controls, AHeadingHidesItsRowsAndShowsThemAgain) {
    DrivenApp s;
    const std::tuple<const char*, Section, const char*> sections[] = {
        {"section.objective", Section::Objective, "lambda"},
        {"section.compare", Section::Compare, "lambda_a"},
        {"section.data", Section::Data, "noise"},
        {"section.network", Section::Network, "hidden"},
        {"section.optimiser", Section::Optimiser, "batch"},
        {"section.show", Section::Show, "show_trails"}};
    for (const auto& [heading, section, row] : sections) {
        // Open alone, so that its rows do not lie below the panel's edge.
        s.app.state().closed.fill(true);
        s.app.state().closed[static_cast<int>(section)] = false;
        s.play(3);
        s.click(heading);
        EXPECT_TRUE(s.app.state().closed[static_cast<int>(section)]);
        EXPECT_FALSE(s.app.controls().rects().contains(row)) << row;
        s.click(heading);
        EXPECT_TRUE(s.app.controls().rects().contains(row)) << row;
    }
    EXPECT_TRUE(s.experiment.sent.empty());
}

TEST_F(Controls, TabsChooseWhatTheBarsShowAndWhatIsComputedForThem) {
    DrivenApp s;
    const auto computed = [&s] {
        s.play(14);  // transport is measured five times a second
        const MemberObservation& b = s.app.observation()->members.back();
        return std::array{b.layer_transport != nullptr, b.alignment != nullptr, b.folds != nullptr,
                          b.stretch != nullptr};
    };
    for (const int chosen : {1, 2, 3, 0}) {
        s.click("per_layer." + std::to_string(chosen));
        EXPECT_EQ(static_cast<int>(s.app.state().measure), chosen);
        const auto now = computed();
        for (int i = 0; i < 4; ++i) {
            EXPECT_EQ(now[static_cast<std::size_t>(i)], i == chosen) << i << " with " << chosen;
        }
        EXPECT_TRUE(s.app.controls().rects().contains("plot.per_layer"));
    }
    s.app.state().measure = LayerMeasure::Stretch;
    s.app.state().views_only = true;  // no panel shows them
    EXPECT_EQ(computed(), (std::array{false, false, false, false}));
}

TEST_F(Controls, ScrollWhereTheyDoNotFitAndAreNeverCut) {
    DrivenApp s(find_preset("circles").config, {1600, 400});
    const auto rows = [&s] {
        const Layout& layout = s.app.layout();
        std::set<std::string> out;
        for (const auto& [name, rect] : s.app.controls().rects()) {
            if (within(rect, layout.controls)) {
                out.insert(name);
            }
        }
        return out;
    };
    const std::set<std::string> top = rows();
    EXPECT_TRUE(top.contains("lambda"));
    EXPECT_FALSE(s.app.controls().rects().contains("show_head"));
    s.mouse({100, 200}, false);
    s.wheel(-40);
    s.wheel(-40);
    const std::set<std::string> foot = rows();
    EXPECT_FALSE(s.app.controls().rects().contains("lambda"));
    EXPECT_TRUE(foot.contains("show_head"));
    s.click("show_head");
    EXPECT_FALSE(s.app.state().show_head);
    // The scroll bar does not change the width of a control.
    const float right = s.rect("batch").max.x;
    s.app.state().closed.fill(true);
    s.app.state().closed[static_cast<int>(Section::Optimiser)] = false;
    s.play(3);
    EXPECT_EQ(s.rect("batch").max.x, right);
}

TEST_F(Controls, AreApartInEveryPresetAndWithoutA) {
    for (const Preset& preset : presets()) {
        const DrivenApp session(preset.config, {1280, 720});
        check_controls(session, !preset.config.compare.empty());
    }
    const DrivenApp alone(without_compare());
    check_controls(alone, false);
    EXPECT_FALSE(alone.app.controls().rects().contains("lambda_a"));
}

TEST_F(Controls, TrainingControlsSendTypedCommands) {
    DrivenApp s;
    const auto last = [&s] {
        return s.experiment.sent.empty() ? Command{Pause{}} : s.experiment.sent.back();
    };
    const auto change = [&]<class T>(const T*) {
        const Command command = last();
        const Change* c = std::get_if<Change>(&command);
        return c != nullptr && std::holds_alternative<T>(*c);
    };
    EXPECT_TRUE(s.experiment.sent.empty()) << "commands without a click";
    s.click("play");
    EXPECT_TRUE(std::holds_alternative<la::Run>(last()));
    s.click("step_batch");
    ASSERT_TRUE(std::holds_alternative<Step>(last()));
    EXPECT_EQ(std::get<Step>(last()).unit, Step::Unit::Batch);
    EXPECT_EQ(s.app.snapshot().step, 1);
    s.click("step_epoch");
    ASSERT_TRUE(std::holds_alternative<Step>(last()));
    EXPECT_EQ(std::get<Step>(last()).unit, Step::Unit::Epoch);
    s.click("reset");
    EXPECT_TRUE(change(static_cast<Reset*>(nullptr)));
    s.click("new_seed");
    EXPECT_TRUE(change(static_cast<NewSeed*>(nullptr)));
    EXPECT_EQ(s.experiment.sent.size(), 5u) << "one command per click";
}

TEST_F(Controls, LambdaActsOnBAlone) {
    DrivenApp s;
    s.drag("lambda", 0.6f, 0);
    EXPECT_EQ(s.app.snapshot().members[1].lambda, 0);
    s.drag("lambda", 0.1f, 1.02f);  // the mouse has whole pixels: a little beyond the end
    EXPECT_DOUBLE_EQ(s.app.snapshot().members[1].lambda, kLambdaMax);
    s.drag("lambda", 0.2f, 0.5f);
    EXPECT_NEAR(s.app.snapshot().members[1].lambda / lambda_at(0.5), 1, 0.1);  // a pixel is 6%
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0);
    EXPECT_EQ(s.app.snapshot().run, 1u) << "no new run";
    for (const Command& command : s.experiment.sent) {
        const Change* change = std::get_if<Change>(&command);
        ASSERT_TRUE(change != nullptr && std::holds_alternative<SetLambda>(*change));
        EXPECT_EQ(std::get<SetLambda>(*change).member, 1);
    }
}

TEST_F(Controls, TheIdealIsOffWhereThereIsNone) {
    Config config = find_preset("circles").config;
    config.network.head.kind = HeadKind::Learned;
    DrivenApp s(config);
    s.click("show_ideal");
    EXPECT_FALSE(s.app.state().show_ideal);
}

TEST_F(Controls, LambdaActsOnTheOnlyNetwork) {
    DrivenApp s(without_compare());
    s.drag("lambda", 0.2f, 0);
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0);
    ASSERT_FALSE(s.experiment.sent.empty());
    EXPECT_EQ(std::get<SetLambda>(std::get<Change>(s.experiment.sent.back())).member, 0);
}

TEST_F(Controls, AListOpensAndItsItemIsChosen) {
    DrivenApp s;
    EXPECT_FALSE(s.app.controls().rects().contains("preset.0"));
    s.click("preset");
    for (std::size_t i = 0; i < presets().size(); ++i) {
        const Rect item = s.rect("preset." + std::to_string(i));
        EXPECT_GT(item.width(), 1);
        EXPECT_GT(item.min.y, s.rect("preset").min.y);
    }
    s.click("preset.1");
    ASSERT_EQ(s.experiment.sent.size(), 1u);
    const Load* load = std::get_if<Load>(&std::get<Change>(s.experiment.sent[0]));
    ASSERT_NE(load, nullptr);
    EXPECT_EQ(load->config, presets()[1].config);
    EXPECT_FALSE(s.app.controls().rects().contains("preset.0")) << "the list is still open";
}

TEST_F(Controls, EngineAndDeviceGoTogether) {
    DrivenApp s;
    const auto asked = [&s]() -> SetEngine {
        const Change* change = std::get_if<Change>(&s.experiment.sent.back());
        return change && std::holds_alternative<SetEngine>(*change) ? std::get<SetEngine>(*change)
                                                                    : SetEngine{};
    };
    s.click("engine");
    EXPECT_FALSE(s.app.controls().rects().contains("engine.4"));
    s.click("engine.2");
    ASSERT_EQ(s.experiment.sent.size(), 1u);
    EXPECT_EQ(asked().engine, EngineKind::Torch);
    EXPECT_EQ(asked().device, Device("auto"));
    // The list of devices is requested when the list opens, not before, and once.
    s.click("device");
    ASSERT_EQ(s.experiment.sent.size(), 2u);
    EXPECT_TRUE(std::holds_alternative<ListDevices>(s.experiment.sent.back()));
    EXPECT_TRUE(s.app.controls().rects().contains("device.1"));  // auto, cpu
    EXPECT_FALSE(s.app.controls().rects().contains("device.2"));
    s.click("device.1");
    EXPECT_EQ(asked().engine, EngineKind::Torch);
    EXPECT_EQ(asked().device, Device("cpu"));
    s.click("engine");
    s.click("engine.1");
    EXPECT_EQ(asked().engine, EngineKind::Fused);
    EXPECT_EQ(asked().device, Device("cpu"));
    s.click("engine");
    s.click("engine.3");
    EXPECT_EQ(asked().engine, EngineKind::Double);
    EXPECT_EQ(asked().device, Device("cpu"));
    EXPECT_EQ(s.app.snapshot().run, 1u) << "no new run";
}

TEST_F(Controls, ListItemsAreNotNamedBeforeTheyAreDrawn) {
    DrivenApp s;
    const ImVec2 at = s.spot("speed", 0.5f);
    s.mouse(at, false);
    // Frame by frame: an item does not move after the first frame in which it has a name.
    Rect first;
    for (int i = 0; i < 6; ++i) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().MouseDown[0] = i == 0;
#else
        ImGui::GetIO().AddMouseButtonEvent(0, i == 0);
#endif
        s.play(1);
        const auto found = s.app.controls().rects().find("speed.4");
        if (found == s.app.controls().rects().end()) {
            continue;
        }
        if (first.width() == 0) {
            first = found->second;
        }
        EXPECT_EQ(found->second.min.y, first.min.y) << "frame " << i;
        EXPECT_EQ(found->second.min.x, first.min.x) << "frame " << i;
    }
    EXPECT_GT(first.width(), 0);
}

TEST_F(Controls, PictureControlsDoNotTouchTheTraining) {
    DrivenApp s;
    s.app.state().closed[static_cast<int>(Section::Network)] = true;  // room for all of SHOW
    s.app.hold(2);
    s.click("step_layer");
    EXPECT_EQ(s.app.temp().depth.value, 3);
    s.drag("depth", 0.1f, 0.5f);
    EXPECT_NEAR(s.app.temp().depth.value, 4.5f, 0.05f);
    EXPECT_FALSE(s.app.temp().depth.playing);
    s.click("depth_play");
    EXPECT_TRUE(s.app.temp().depth.playing);
    for (const PairLayout views : {PairLayout::Overlaid, PairLayout::Single}) {
        s.click("ab." + std::to_string(static_cast<int>(views)));
        EXPECT_EQ(s.app.state().pair_layout, views);
        s.play(2);
        check_controls(s, false);
    }
    s.click("ab.0");
    EXPECT_EQ(s.app.state().pair_layout, PairLayout::SideBySide);
    EXPECT_FALSE(s.app.state().show_grid);
    const std::pair<const char*, bool UiState::*> layers[] = {
        {"show_grid", &UiState::show_grid},       {"show_arrows", &UiState::show_arrows},
        {"show_vectors", &UiState::show_vectors}, {"show_isolines", &UiState::show_isolines},
        {"show_ideal", &UiState::show_ideal},     {"show_head", &UiState::show_head}};
    for (const auto& [name, layer] : layers) {
        const bool before = s.app.state().*layer;
        s.click(name);
        EXPECT_NE(s.app.state().*layer, before) << name;
    }
    s.click("shown");
    s.click("shown.3");
    EXPECT_EQ(s.app.state().particles, ParticleSource::Lattice);
    s.click("theme");
    EXPECT_FALSE(s.app.state().dark);
    s.click("show_trails");
    EXPECT_FALSE(s.app.state().show_trails);
    EXPECT_TRUE(s.experiment.sent.empty()) << "the training was sent a command";
}

// The controls of drawing cover no place where a point can be drawn.
TEST_F(Controls, DrawingControlsLieAboveTheViews) {
    for (const bool presentation : {false, true}) {
        DrivenApp s;
        s.app.state().presentation = presentation;
        s.play(3);
        const Rect before = s.rect("flow_b");
        s.press('W');
        s.play(3);
        const Rect a = s.rect("flow_a"), b = s.rect("flow_b");
        for (const char* name : {"draw_class.0", "draw_class.1", "draw_class.2"}) {
            const Rect swatch = s.rect(name);
            EXPECT_LE(swatch.max.y, std::min(a.min.y, b.min.y)) << name;
            EXPECT_GE(swatch.min.y, before.min.y) << name;
        }
        s.click("draw_class.1");
        EXPECT_EQ(s.app.temp().drawing.label, 1);
        EXPECT_TRUE(s.experiment.sent.empty()) << "no point was drawn";
        s.press('W');
        s.play(3);
        EXPECT_FALSE(s.on_screen("draw_class.0"));
        EXPECT_EQ(s.rect("flow_b").min.y, before.min.y);
    }
}

}  // namespace
}  // namespace la
