// What App draws, frame by frame without a display: never blank, never the same for different
// depths, and no crash at odd sizes and states.

#include <algorithm>
#include <set>

#include "app/views/probes.h"
#include "tests/support/diverging_engine.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

int colours(const Image& image) {
    std::set<std::uint32_t> seen;
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
        seen.insert(image.rgba[i] << 16 | image.rgba[i + 1] << 8 | image.rgba[i + 2]);
    }
    return static_cast<int>(seen.size());
}

double brightness(const Image& image) {
    double sum = 0;
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
        sum += image.rgba[i] + image.rgba[i + 1] + image.rgba[i + 2];
    }
    return sum / (255.0 * 3 * image.width * image.height);
}

// Pixels inside the rectangle that differ visibly.
int changed(const Image& a, const Image& b, const Rect& rect) {
    int count = 0;
    for (int y = static_cast<int>(rect.min.y); y < static_cast<int>(rect.max.y); ++y) {
        for (int x = static_cast<int>(rect.min.x); x < static_cast<int>(rect.max.x); ++x) {
            const std::size_t at = 4 * (static_cast<std::size_t>(y) * a.width + x);
            int difference = 0;
            for (int c = 0; c < 3; ++c) {
                difference = std::max(difference, std::abs(a.rgba[at + c] - b.rgba[at + c]));
            }
            count += difference > 40;
        }
    }
    return count;
}

class Picture : public AppGlTest {};

TEST_F(Picture, IsNotBlankAndFillsTheWindow) {
    DrivenApp s;
    const Image image = s.picture(4.5f);
    EXPECT_EQ(image.width, 1600);
    EXPECT_EQ(image.height, 900);
    EXPECT_GT(colours(image), 500);
    for (std::size_t i = 3; i < image.rgba.size(); i += 4 * 997) {
        ASSERT_EQ(image.rgba[i], 255) << "transparent at byte " << i;
    }
}

TEST_F(Picture, ShowsParticlesThatMoveWithDepth) {
    DrivenApp s;
    s.app.state().show_field = s.app.state().show_trails = s.app.state().show_head = false;
    const Image begin = s.picture(0);
    const Image again = s.picture(0);
    const Image middle = s.picture(4.5f);
    const Image end = s.picture(9);
    for (const char* view : {"flow_a", "flow_b"}) {
        const Rect rect = s.rect(view);
        EXPECT_EQ(changed(begin, again, rect), 0) << view << " changes though the depth is held";
        EXPECT_GT(changed(begin, middle, rect), 1000) << view;
        EXPECT_GT(changed(middle, end, rect), 1000) << view;
    }
    s.app.state().show_particles = false;
    EXPECT_GT(changed(s.picture(0), begin, s.rect("flow_b")), 1000) << "there were no particles";
}

TEST_F(Picture, EveryLayerOfTheViewShows) {
    Config config = find_preset("circles").config;
    config.network.head.intercept = 0.5;  // so that the head line is near untrained points, too
    DrivenApp s(config);
    const Image all = s.picture(4.5f);
    const std::pair<const char*, bool UiState::*> layers[] = {
        {"particles", &UiState::show_particles}, {"trails", &UiState::show_trails},
        {"field", &UiState::show_field},         {"head line", &UiState::show_head},
        {"grid", &UiState::show_grid},           {"vectors", &UiState::show_vectors},
        {"arrows", &UiState::show_arrows},       {"iso-lines", &UiState::show_isolines},
        {"ideal", &UiState::show_ideal}};
    for (const auto& [name, layer] : layers) {
        const bool before = s.app.state().*layer;
        s.app.state().*layer = !before;
        EXPECT_GT(changed(all, s.picture(4.5f), s.rect("flow_b")), 50) << name;
        s.app.state().*layer = before;
    }
    EXPECT_EQ(changed(all, s.picture(4.5f), s.rect("flow_b")), 0);
}

TEST_F(Picture, EveryViewIsAnotherPicture) {
    DrivenApp s;
    std::vector<Image> pictures;
    for (int view = 0; view < kViewKinds; ++view) {
        s.click("view." + std::to_string(view));
        EXPECT_EQ(static_cast<int>(s.app.state().view), view);
        if (s.app.state().view == ViewKind::Sweep) {
            continue;  // it has no flow views: sweep_gl_test
        }
        s.mouse({4, 896}, false);
        const Image picture = s.picture(4.5f);
        for (const Image& other : pictures) {
            for (const char* rect : {"flow_a", "flow_b"}) {
                EXPECT_GT(changed(picture, other, s.rect(rect)), 3000) << view << " " << rect;
            }
        }
        pictures.push_back(picture);
    }
}

TEST_F(Picture, FoldsAreMarkedInThePlane) {
    Config config = find_preset("circles").config;
    config.network.init.std = 1.5;
    DrivenApp s(config);
    const Image without = s.picture(4.5f);
    EXPECT_FALSE(s.app.observation()->members[0].folds) << "computed though nobody asks";
    s.click("show_folds");
    EXPECT_TRUE(s.app.state().show_folds);
    s.mouse({4, 896}, false);
    const Image with = s.picture(4.5f);
    ASSERT_TRUE(s.app.observation()->members[0].folds);
    for (const char* view : {"flow_a", "flow_b"}) {
        EXPECT_GT(changed(without, with, s.rect(view)), 300) << view;
    }
    s.app.state().particles =
        ParticleSource::Lattice;  // folds are known at the data's points alone
    s.picture(4.5f);
    EXPECT_FALSE(s.app.observation()->members[0].folds);
}

TEST_F(Picture, StatesOfMoreDimensionsAreSeenByTwoCoordinatesOrTheirPrincipalComponents) {
    Config config = find_preset("circles").config;
    config.network.init.std = 0.8;
    EXPECT_FALSE(DrivenApp(config).app.controls().rects().contains("plane"));
    config.network.dimension = 4;
    DrivenApp s(config);
    const Image first_two = s.picture(4.5f);
    s.choose("plane", 1);
    EXPECT_TRUE(s.app.state().principal);
    s.mouse({4, 896}, false);
    const Image principal = s.picture(4.5f);
    ASSERT_TRUE(s.app.observation()->projection);
    for (const char* view : {"flow_a", "flow_b"}) {
        EXPECT_GT(changed(first_two, principal, s.rect(view)), 3000) << view;
    }
    s.choose("plane", 0);
    s.mouse({4, 896}, false);
    s.picture(4.5f);
    EXPECT_FALSE(s.app.observation()->projection);
}

TEST_F(Picture, TheBoxHoldsThreeCoordinatesOfStatesOfMoreDimensions) {
    Config config = find_preset("circles").config;
    config.network.init.std = 0.8;
    config.network.dimension = 5;
    DrivenApp s(config);
    s.picture(4.5f);
    EXPECT_FALSE(s.app.controls().rects().contains("third_axis")) << "in the plane";
    s.app.state().view = ViewKind::InDepth;
    const Image with_depth = s.picture(4.5f);
    s.choose("third_axis", 1);
    EXPECT_TRUE(s.app.state().three && s.app.state().principal);
    s.mouse({4, 896}, false);
    const Image three = s.picture(4.5f);
    ASSERT_TRUE(s.app.observation()->asked.third && s.app.observation()->projection);
    for (const char* view : {"flow_a", "flow_b"}) {
        EXPECT_GT(changed(with_depth, three, s.rect(view)), 3000) << view;
    }
    EXPECT_TRUE(s.app.observation()->asked.fields.empty()) << "a field that is not drawn";
    s.choose("third_axis", 0);
    s.mouse({4, 896}, false);
    s.picture(4.5f);
    EXPECT_FALSE(s.app.observation()->asked.third);
}

TEST_F(Picture, AClickOnACellTakesTheDepthThere) {
    DrivenApp s;
    s.app.state().view = ViewKind::Layers;
    const Image before = s.picture(0);
    EXPECT_TRUE(s.app.temp().depth.value == 0 && !s.app.temp().depth.playing);
    s.app.state().view = ViewKind::Layers;
    s.click("cell_a.4");
    EXPECT_EQ(s.app.temp().depth.value, 4);
    EXPECT_FALSE(s.app.temp().depth.playing);
    s.click("cell_b.9");
    EXPECT_EQ(s.app.temp().depth.value, 9);
    EXPECT_FALSE(s.app.controls().rects().contains("cell_b.10"));
    // Every cell shows another layer: the flow moved the points in between.
    const Image image = s.picture(9);
    const Rect first = s.rect("cell_b.0");
    for (int i = 1; i < 10; ++i) {
        const Rect other = s.rect("cell_b." + std::to_string(i));
        const Rect inner{{10, 30}, {first.width() - 10, first.height() - 10}};
        int different = 0;
        for (int y = 30; y < static_cast<int>(inner.max.y); ++y) {
            for (int x = 10; x < static_cast<int>(inner.max.x); ++x) {
                const auto at = [&](const Rect& cell) {
                    return 4 * (static_cast<std::size_t>(cell.min.y + y) * image.width +
                                static_cast<std::size_t>(cell.min.x + x));
                };
                different += std::abs(image.rgba[at(first)] - image.rgba[at(other)]) > 40;
            }
        }
        EXPECT_GT(different, 100) << "cell " << i;
    }
}

TEST_F(Picture, CellsAreDrawnAFewTimesASecondWhileTrainingGoesOn) {
    DrivenApp s(find_preset("circles").config, {800, 500});
    s.app.state().view = ViewKind::Layers;
    s.app.hold(3);
    s.play(30);
    const Rect cell = s.rect("cell_b.5");
    Image last = s.offscreen.read();
    // By any pixel: a step moves the points a little.
    const auto different = [&cell](const Image& a, const Image& b) {
        for (int y = static_cast<int>(cell.min.y); y < static_cast<int>(cell.max.y); ++y) {
            const std::size_t at =
                4 * (static_cast<std::size_t>(y) * a.width + static_cast<std::size_t>(cell.min.x));
            const auto width = static_cast<std::ptrdiff_t>(4 * cell.width());
            const auto row = a.rgba.begin() + static_cast<std::ptrdiff_t>(at);
            if (!std::equal(row, row + width, b.rgba.begin() + static_cast<std::ptrdiff_t>(at))) {
                return true;
            }
        }
        return false;
    };
    int drawn = 0;
    for (int frame = 0; frame < 60; ++frame) {  // a second
        s.experiment.advance(1);
        s.play(1);
        Image now = s.offscreen.read();
        drawn += different(now, last) ? 1 : 0;
        last = std::move(now);
    }
    EXPECT_GE(drawn, 6);
    EXPECT_LE(drawn, 11);
}

TEST_F(Picture, ParticlesAreTheDataFreshPointsOrALattice) {
    DrivenApp s;
    const Image data = s.picture(0);
    const std::pair<ParticleSource, int> choices[] = {{ParticleSource::Fresh10k, 10000},
                                                      {ParticleSource::Fresh100k, 100000},
                                                      {ParticleSource::Lattice, 48 * 48}};
    for (const auto& [shown, points] : choices) {
        s.app.state().particles = shown;
        const Image other = s.picture(0);
        EXPECT_GT(changed(data, other, s.rect("flow_a")), 3000);
        EXPECT_EQ(s.app.observation()->members[0].probes[kParticlesProbe]->points, points);
    }
    s.app.state().particles = ParticleSource::Data;
    EXPECT_EQ(changed(data, s.picture(0), s.rect("flow_a")), 0);
}

TEST_F(Picture, OverlaidShowsAInTheViewOfB) {
    Config config = find_preset("circles").config;
    config.compare["network.init.std"] = "1.2";  // so that A goes another way
    DrivenApp s(config);
    s.app.state().pair_layout = PairLayout::Single;
    s.app.state().show_field = s.app.state().show_trails = false;
    const Image alone = s.picture(6);
    const Rect rect = s.rect("flow_b");
    s.app.state().pair_layout = PairLayout::Overlaid;
    const Image both = s.picture(6);
    EXPECT_EQ(s.rect("flow_b").width(), rect.width());
    // Below the captions.
    const Rect flow{{rect.min.x, rect.min.y + 130}, rect.max};
    EXPECT_GT(changed(alone, both, flow), 300);
}

TEST_F(Picture, AParticleUnderTheMouseShowsItsWay) {
    DrivenApp s;
    s.picture(2);
    const Rect view = s.rect("flow_b");
    const glm::vec2 extent{view.width(), view.height()};
    const auto& states = *s.app.observation()->members[1].states;
    const glm::vec2 at =
        s.app.temp().view.ease.current(extent.x / extent.y).to_pixel(states[2 * 600 + 17], extent);
    s.mouse({view.min.x + at.x, view.min.y + at.y}, false);
    EXPECT_EQ(s.app.temp().view.hovered, 17);
    const Image with = s.offscreen.read();
    s.mouse({view.max.x + 200, view.max.y}, false);
    EXPECT_EQ(s.app.temp().view.hovered, -1);
    EXPECT_GT(changed(with, s.offscreen.read(), s.rect("flow_a")), 50) << "the same point in A";
    EXPECT_GT(changed(with, s.offscreen.read(), view), 200);
}

TEST_F(Picture, InDepthADragTurnsBothBoxesAndADoubleClickTurnsThemBack) {
    DrivenApp s;
    s.app.state().view = ViewKind::InDepth;
    s.app.state().pair_layout = PairLayout::Overlaid;  // side by side in its place
    const Image before = s.picture(3);
    s.drag("flow_b", 0.4f, 0.6f);
    s.mouse({4, 896}, false);  // away, where there is no tooltip
    const Image turned = s.picture(3);
    EXPECT_GT(changed(before, turned, s.rect("flow_a")), 500);
    EXPECT_GT(changed(before, turned, s.rect("flow_b")), 500);
    s.click("flow_b");
    s.click("flow_b");
    s.mouse({4, 896}, false);
    EXPECT_EQ(changed(before, s.picture(3), s.rect("flow_b")), 0);
}

TEST_F(Picture, IsDarkOrLight) {
    DrivenApp s;
    const double dark = brightness(s.picture(4.5f));
    s.app.state().dark = false;
    const double light = brightness(s.picture(4.5f));
    EXPECT_LT(dark, 0.3);
    EXPECT_GT(light, 0.7);
}

TEST_F(Picture, PlaysTheDepthByItself) {
    DrivenApp s;
    bool at_end = false, back = false;
    for (int i = 0; i < 600 && !back; ++i) {
        s.app.update(kFrame);
        at_end = at_end || s.app.temp().depth.value == 9;
        back = at_end && s.app.temp().depth.value == 0;
    }
    EXPECT_TRUE(back) << "never arrived and came back";
}

TEST_F(Picture, ViewsAloneHaveNoControls) {
    DrivenApp s(find_preset("circles").config, {1280, 680});
    s.app.state().views_only = true;
    EXPECT_GT(colours(s.picture(4.5f)), 500);
    EXPECT_EQ(s.app.controls().rects().size(), 2u);
}

TEST_F(Picture, OfOneNetworkShowsOneLargeView) {
    DrivenApp s(without_compare());
    EXPECT_GT(colours(s.picture(4.5f)), 500);
    EXPECT_GT(s.rect("flow_b").width(), 900);
}

TEST_F(Picture, OfADivergedRunStillStands) {
    DrivenApp s(find_preset("circles").config, {1280, 720}, 1, DivergingEngine::factory());
    s.experiment.advance(3);
    s.play(3);
    EXPECT_EQ(s.app.snapshot().status, Status::Diverged);
    EXPECT_NE(s.app.snapshot().message.find("diverged"), std::string::npos);
    EXPECT_GT(colours(s.picture(4.5f)), 500) << "the last finite weights are shown";
    s.click("reset");
    EXPECT_NE(s.app.snapshot().status, Status::Diverged);
}

TEST_F(Picture, FollowsAnotherConfiguration) {
    DrivenApp s;
    s.app.hold(9);
    Config config = find_preset("moons").config;
    config.network.layers = 2;
    config.dataset.points = 40;
    s.experiment.send(Change{Load{config}});
    s.play(3);
    EXPECT_LE(s.app.temp().depth.value, 2);
    s.experiment.send(Change{Load{without_compare()}});
    s.play(3);
    EXPECT_EQ(s.app.observation()->members.size(), 1u);
    s.experiment.send(Change{Load{find_preset("circles").config}});
    s.play(3);
    EXPECT_EQ(s.app.observation()->members.size(), 2u);
    EXPECT_GT(colours(s.picture(1)), 500);
}

TEST_F(Picture, SurvivesOddSizes) {
    for (const glm::ivec2 size :
         {glm::ivec2{64, 64}, {1, 1}, {2000, 64}, {64, 2000}, {300, 200}, {5120, 2880}}) {
        DrivenApp s(find_preset("circles").config, size);
        for (int kind = 0; kind < kViewKinds && size.x <= 2000; ++kind) {
            s.app.state().view = static_cast<ViewKind>(kind);
            for (const bool presentation : {true, false}) {
                s.app.state().presentation = presentation;
                s.offscreen.play(s.app, kFrame, Offscreen::Drawing::AsInWindow);
                s.play(1);
            }
        }
        s.app.state().pair_layout = PairLayout::Single;
        s.play(2);
        s.app.state().views_only = true;
        s.play(2);
        EXPECT_EQ(s.offscreen.read().width, size.x);
    }
}

TEST_F(Picture, SurvivesASmallNetworkAndFewPoints) {
    Config config;
    config.dataset.points = 4;
    config.network.layers = 1;
    config.network.hidden = 1;
    DrivenApp s(config, {1280, 720});
    s.experiment.advance(3);
    s.play(3);
    EXPECT_GT(colours(s.picture(0.5f)), 200);
}

}  // namespace
}  // namespace la
