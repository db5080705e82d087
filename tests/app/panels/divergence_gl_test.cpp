// The card of a run that has diverged.

#include "tests/support/driven_app.h"

namespace la {
namespace {

class Divergence : public AppGlTest {};

Config steep() {  // B diverges at about step 70
    Config config = find_preset("circles").config;
    config.optimizer.kind = OptimizerKind::Momentum;
    config.optimizer.learning_rate = 0.3;
    return config;
}

void lose(DrivenApp& s) {
    s.experiment.advance(500);
    s.play(3);
    ASSERT_EQ(s.app.snapshot().status, Status::Diverged);
}

TEST_F(Divergence, OffersTheLastGoodStep) {
    DrivenApp s(steep(), {1600, 900}, 1, make_engine);
    s.experiment.advance(20);
    s.play(2);
    EXPECT_FALSE(s.on_screen("divergence"));
    s.press(kKeyBackspace);
    EXPECT_TRUE(s.experiment.sent.empty()) << "nothing to rewind";
    lose(s);
    EXPECT_TRUE(s.on_screen("divergence"));
    const std::int64_t to = s.app.snapshot().rewind_step;
    ASSERT_GT(to, 0);
    s.click("rewind");
    EXPECT_EQ(s.app.snapshot().status, Status::Paused);
    EXPECT_EQ(s.app.snapshot().step, to);
    EXPECT_FALSE(s.on_screen("divergence"));
    EXPECT_EQ(s.app.observation()->snapshot->step, to);
    EXPECT_LT(s.app.temp().view.outside[1], 100) << "the frame is back at once";
    lose(s);
    EXPECT_EQ(s.app.snapshot().rewind_step, to);
    s.press(kKeyHome);  // a look back does not hide it
    EXPECT_TRUE(s.on_screen("rewind"));
    s.press(kKeyBackspace);
    EXPECT_EQ(s.app.snapshot().step, to);
    EXPECT_EQ(s.app.temp().history.shown, nullptr) << "the training is what is seen";
    lose(s);
    s.click("divergence.reset");
    EXPECT_EQ(s.app.snapshot().step, 0);
    EXPECT_FALSE(s.on_screen("divergence"));
}

TEST_F(Divergence, ASettingThatIsChangedMeanwhileStays) {
    DrivenApp s(steep(), {1600, 900}, 1, make_engine);
    lose(s);
    OptimizerConfig optimizer = s.app.snapshot().config->optimizer;
    optimizer.learning_rate = 0.01;
    s.experiment.send(Change{SetOptimizer{optimizer}});
    s.play(2);
    EXPECT_TRUE(s.on_screen("rewind")) << "it is still diverged";
    s.press(kKeyBackspace);
    EXPECT_EQ(s.app.snapshot().config->optimizer.learning_rate, 0.01);
    s.experiment.advance(300);
    s.play(2);
    EXPECT_EQ(s.app.snapshot().status, Status::Paused);
}

TEST_F(Divergence, IsShownAtEverySizeButNotInPictures) {
    for (const glm::ivec2 size : {glm::ivec2{1280, 720}, {1600, 900}, {800, 600}}) {
        DrivenApp s(steep(), size, 1, make_engine);
        lose(s);
        for (const bool presentation : {false, true}) {
            s.app.state().presentation = presentation;
            s.play(3);
            const Rect card = s.rect("divergence"), button = s.rect("rewind");
            EXPECT_TRUE(card.min.x >= 0 && card.max.x <= static_cast<float>(size.x) &&
                        card.max.y <= static_cast<float>(size.y));
            EXPECT_TRUE(button.min.x >= card.min.x && button.max.x <= card.max.x &&
                        button.max.y <= card.max.y);
        }
        s.app.state().views_only = true;
        s.play(3);
        EXPECT_FALSE(s.on_screen("divergence"));
    }
}

}  // namespace
}  // namespace la
