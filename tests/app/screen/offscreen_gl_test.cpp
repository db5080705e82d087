#include "render/gl/api.h"
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

int live_textures() {
    int out = 0;
    for (GLuint name = 1; name < 4096; ++name) {
        out += glIsTexture(name) == GL_TRUE ? 1 : 0;
    }
    return out;
}

// A texture of type in a large picture has 128 MiB.
TEST_F(OffscreenGlTest, APictureLeavesNoTextureBehind) {
    const HeadlessContext context;
    InlineExperiment experiment(find_preset("circles").config, {},
                                SlowEngine::factory(std::chrono::milliseconds(0)));
    const auto draw = [&](float scale) {
        const GuiSwitch back;
        Offscreen offscreen({960, 540}, scale, OffscreenContext::Current);
        App app(experiment, "circles");
        if (app.prepare_at({960, 540}, scale)) {
            offscreen.remake_fonts();
        }
        app.update(kFrame);
        offscreen.compose(app, kFrame);
        offscreen.strip(app, {0, 540});
    };
    draw(1);
    const int before = live_textures();
    for (const float scale : {1.0f, 1.5f, 2.0f}) {
        draw(scale);
        EXPECT_EQ(live_textures(), before) << scale;
    }
}

}  // namespace
}  // namespace la
