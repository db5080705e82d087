#include "tests/support/driven_app.h"

namespace la {
namespace {

class OffscreenGlTest : public AppGlTest {};

TEST_F(OffscreenGlTest, APictureIsSettledWhenMoreFramesDoNotChangeIt) {
    for (const ViewKind view : {ViewKind::Plane, ViewKind::Input}) {
        Offscreen offscreen({960, 540}, 1);
        InlineExperiment experiment(find_preset("circles").config, {},
                                    SlowEngine::factory(std::chrono::milliseconds(0)));
        experiment.advance(10);
        App app(experiment, "circles");
        app.state().view = view;
        offscreen.settle(app, 4.5f);
        EXPECT_TRUE(app.settled());
        const Image settled = offscreen.read();
        for (int i = 0; i < 8; ++i) {
            app.hold(4.5f);
            offscreen.play(app, kFrame);
        }
        EXPECT_EQ(offscreen.read().rgba, settled.rgba) << static_cast<int>(view);
    }
}

}  // namespace
}  // namespace la
