// The three plots over the steps: what each shows, and what a click on them does.

#include "tests/support/driven_app.h"

namespace la {
namespace {

class Curves : public AppGlTest {};

TEST_F(Curves, ShowWhatIsChosenInTheirTitle) {
    DrivenApp s;
    s.experiment.advance(30);
    s.play(4);
    const Rect first = s.rect("plot.loss");
    s.click("curve_1");
    s.click("curve_1.lambda");
    s.play(2);
    EXPECT_EQ(s.app.state().curves[0], Quantity::Lambda);
    EXPECT_FALSE(s.app.controls().rects().contains("plot.loss"));
    EXPECT_NEAR(s.rect("plot.lambda").max.x, first.max.x, 1);
    s.click("curve_1");
    s.click("curve_1.action");
    s.play(2);
    EXPECT_EQ(s.app.state().curves[2], Quantity::Lambda) << "exchanged, not shown twice";
    EXPECT_TRUE(s.experiment.sent.empty());
}

TEST_F(Curves, AreDrawnForEveryQuantityAndMode) {
    for (const auto& [mode, compare] : {std::pair{Mode::Uzawa, true}, {Mode::Weight, false}}) {
        Config config = compare ? find_preset("circles").config : without_compare();
        config.objective.mode = mode;
        DrivenApp s(config);
        s.experiment.advance(20);
        for (std::size_t i = 0; i < kQuantities.size(); ++i) {
            choose(s.app.state().curves, 1, static_cast<Quantity>(i));
            s.play(3);
            EXPECT_GT(s.rect(std::string("plot.") + kQuantities[i].name).height(), 80);
        }
    }
}

TEST_F(Curves, SwitchScaleHideAndZoomInPlace) {
    DrivenApp s;
    s.experiment.advance(30);
    s.play(4);
    const auto& plots = s.app.temp().plots.curves.plots;
    s.click("plot.accuracy.y_scale");
    EXPECT_EQ(plots[1].y_scale, plot::AxisScale::Log);
    EXPECT_EQ(plots[0].y_scale, plot::AxisScale::Log);
    s.click("plot.accuracy.legend.A_test");
    EXPECT_FALSE(plots[1].shows("A test"));
    s.drag("plot.action", 0.3f, 0.6f);
    EXPECT_TRUE(plots[3].zoomed());
    s.click("plot.action.fit");
    EXPECT_FALSE(plots[3].zoomed());
    EXPECT_TRUE(s.experiment.sent.empty()) << "the training was sent a command";
}

}  // namespace
}  // namespace la
