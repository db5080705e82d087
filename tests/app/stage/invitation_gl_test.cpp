// The first seconds of somebody who has never moved lambda.

#include "app/state/speeds.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class Invitations : public AppGlTest {};

void pass(DrivenApp& s, float seconds) {
    for (float t = 0; t < seconds; t += 0.25f) {
        s.offscreen.play(s.app, 0.25f);
    }
}

TEST_F(Invitations, StandUntilTheFirstDragAndNeverAgain) {
    DrivenApp s;
    EXPECT_FALSE(s.on_screen("invitation")) << "pictures invite nobody";
    s.app.begin_with({});
    s.play(3);
    EXPECT_TRUE(s.on_screen("invitation"));
    EXPECT_GE(s.rect("invitation").min.y, s.rect("flow_b").max.y) << "over no flow";
    EXPECT_EQ(kSpeeds[s.app.state().speed].steps_per_s, 50) << "slow enough to be followed";
    EXPECT_FALSE(s.on_screen("invitation.arrow"));
    pass(s, 8);
    EXPECT_EQ(kSpeeds[s.app.state().speed].steps_per_s, 250);
    EXPECT_TRUE(s.on_screen("invitation.arrow"));
    EXPECT_FALSE(s.app.memory().moved_lambda);
    s.drag("lambda", 0.3f, 0.6f);
    s.play(3);
    EXPECT_FALSE(s.on_screen("invitation"));
    EXPECT_FALSE(s.on_screen("invitation.arrow"));
    EXPECT_TRUE(s.app.memory().moved_lambda);
    s.app.begin_with(s.app.memory());
    pass(s, 8);
    EXPECT_FALSE(s.on_screen("invitation"));
}

TEST_F(Invitations, WaitWhileALessonOrADemonstrationGuides) {
    DrivenApp s;
    s.app.begin_with({});
    s.play(3);
    s.press('L');
    s.play(3);
    EXPECT_FALSE(s.on_screen("invitation"));
    s.press('L');
    s.play(3);
    EXPECT_TRUE(s.on_screen("invitation"));
    s.press('C');
    s.play(3);
    EXPECT_FALSE(s.on_screen("invitation"));
}

}  // namespace
}  // namespace la
