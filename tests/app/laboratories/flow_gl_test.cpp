// The page of the flow: what its measures are of.

#include "tests/support/driven_app.h"

namespace la {
namespace {

class FlowGl : public AppGlTest {};

// The plots over the steps, whose rows the map uses, are not drawn in a presentation, nor in the
// frame in which a key leaves it. A run that begins there may have more members than the last.
TEST_F(FlowGl, TheMapOfEnergiesIsOfTheRunThatIsShown) {
    Config alone = find_preset("circles").config;
    alone.compare = {};
    const Config two = find_preset("circles").config;
    DrivenApp s(alone);
    s.experiment.advance(20);
    s.play(4);
    ASSERT_EQ(s.app.temp().plots.energy_map.rows->back().members.size(), 1u);
    s.press('P');
    ASSERT_TRUE(s.app.state().presentation);
    s.experiment.send(Change{Load{two}});
    s.experiment.advance(20);
    s.play(2);
    s.app.press({'P'});
    s.play(1);
    ASSERT_FALSE(s.app.state().presentation);
    EXPECT_EQ(s.app.temp().plots.energy_map.run, s.app.snapshot().run);
    EXPECT_EQ(s.app.temp().plots.energy_map.rows->back().members.size(), 2u);
}

}  // namespace
}  // namespace la
