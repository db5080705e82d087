// The loop of the depth, and what moves by itself.

#include "app/views/flow_scenes.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class DepthLoop : public AppGlTest {};

// From the last layer the particles jump to layer 0: its field is there before, so that no frame
// shows them over the last layer's.
TEST_F(DepthLoop, HasTheFieldOfTheStartInTime) {
    DrivenApp s;
    const auto layers = static_cast<float>(s.app.snapshot().members.back().config.network.layers);
    s.app.state().layers_per_second = 60;
    bool came_round = false;
    float before = 0;
    for (int i = 0; i < 600 && !came_round; ++i) {
        s.play(1);
        const float now = s.app.temp().depth.value;
        came_round = before >= layers && now == 0;
        before = now;
    }
    ASSERT_TRUE(came_round);
    const Observation& seen = *s.app.observation();
    for (const int member : {0, 1}) {
        const std::size_t at = field_at(seen, member, 0);
        EXPECT_EQ(seen.asked.fields[at].layer, 0) << "in the very frame of the jump";
        const FlowScene scene = make_flow_scene(seen, member, 0, s.app.state());
        EXPECT_EQ(scene.field.version, field_texture(seen, member, at).version);
    }
}

TEST_F(DepthLoop, RestsWithReducedMotion) {
    DrivenApp s;
    WindowMemory memory;
    memory.ui.reduced_motion = true;
    s.app.begin_with(memory);
    const float before = s.app.temp().depth.value;
    s.play(120);
    EXPECT_EQ(s.app.temp().depth.value, before) << "nothing moves by itself";
    s.press('D');
    s.play(60);
    EXPECT_GT(s.app.temp().depth.value, before) << "but when it is told to";
    s.app.hold(1);
    s.press('F');
    s.play(3);
    EXPECT_TRUE(s.app.temp().view.ease.resting()) << "frames do not glide";
}

TEST_F(DepthLoop, TheSettingStopsWhatMoves) {
    DrivenApp s;
    ASSERT_TRUE(s.app.temp().depth.playing);
    s.click("reduced_motion");
    EXPECT_TRUE(s.app.state().moves_less());
    EXPECT_FALSE(s.app.temp().depth.playing);
}

}  // namespace
}  // namespace la
