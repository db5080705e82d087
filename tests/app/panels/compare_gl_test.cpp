// The differences of A, added, edited and removed on screen.

#include "app/views/flow_scenes.h"
#include "app/views/member_depth.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class CompareGl : public AppGlTest {};

const std::map<std::string, std::string>& compare(const DrivenApp& s) {
    return s.app.snapshot().config->compare;
}

// Index of a field in the list of further differences of the opening preset; λ if there is no A
// yet.
constexpr int kLayers = 1, kActivation = 4, kLambdaWithoutA = 14;

void type(DrivenApp& s, const std::string& control, const std::string& text) {
    s.click(control);
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    s.play(3);
    const ImVec2 away = s.spot("flow_b", 0.5f);
    s.mouse(away, false);
    s.mouse(away, true);
    s.mouse(away, false);
}

TEST_F(CompareGl, ADifferenceIsAddedEditedAndTakenAway) {
    DrivenApp s;
    EXPECT_EQ(compare(s), (std::map<std::string, std::string>{{"objective.lambda", "0"}}));
    const std::uint64_t run = s.app.snapshot().run;
    s.choose("compare", kActivation);
    EXPECT_EQ(compare(s).at("network.activation"), "\"tanh\"") << "another one than B's";
    EXPECT_GT(s.app.snapshot().run, run);
    EXPECT_EQ(s.app.snapshot().members[0].config.network.activation, Activation::Tanh);
    EXPECT_EQ(s.app.snapshot().members[1].config.network.activation, Activation::Relu);

    s.choose("differs.network.activation", 2);
    EXPECT_EQ(compare(s).at("network.activation"), "\"gelu\"");
    s.press('Z', kCtrl);
    s.play(2);
    EXPECT_EQ(compare(s).at("network.activation"), "\"tanh\"") << "taken back";

    s.click("same.objective.lambda");
    EXPECT_EQ(compare(s).size(), 1u);
    EXPECT_EQ(s.app.snapshot().members[0].lambda, s.app.snapshot().members[1].lambda);
    s.click("same.network.activation");
    EXPECT_EQ(s.app.snapshot().members.size(), 1u) << "nothing differs: B alone";
    EXPECT_FALSE(s.app.controls().rects().contains("flow_a"));
    s.press('Z', kCtrl);
    s.play(2);
    EXPECT_EQ(s.app.snapshot().members.size(), 2u);
    s.choose("compare", kLayers);
    EXPECT_EQ(compare(s).at("network.layers"), "9") << "a number begins as B's";
    type(s, "differs.network.layers", "5");
    EXPECT_EQ(s.app.snapshot().members[0].weights->network.layers, 5);
    EXPECT_EQ(s.app.snapshot().members[1].weights->network.layers, 9);
}

TEST_F(CompareGl, LambdaOfAIsChangedWithoutAReset) {
    DrivenApp s;
    s.experiment.advance(7);
    s.play(2);
    type(s, "lambda_a", "0.25");
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0.25);
    type(s, "lambda_a", "+0.5");
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0.5) << "a sign, not an addition";
    type(s, "lambda_a", ".125");
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0.125);
    type(s, "lambda_a", "0,0625");
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0.0625) << "the comma becomes a point";
    type(s, "lambda_a", "5e\u22121");
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0.5);
    type(s, "lambda_a", "1.2.3");
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0.5) << "no number changes nothing";
    type(s, "lambda_a", "0.25");
    EXPECT_EQ(s.app.snapshot().step, 7);
    EXPECT_EQ(s.app.snapshot().members[1].lambda, 0.03);
}

TEST_F(CompareGl, AIsMadeLikeB) {
    Config config = find_preset("circles").config;
    config.compare = {{"network.activation", "\"tanh\""},
                      {"objective.lambda", "0"},
                      {"optimizer.learning_rate", "0.1"}};
    DrivenApp s(config);
    s.drag("lambda", 0.6f, 0.4f);
    s.click("a_like_b");
    const Snapshot& now = s.app.snapshot();
    ASSERT_EQ(now.members.size(), 2u);
    EXPECT_EQ(now.members[0].config, now.members[1].config);
    EXPECT_EQ(now.members[0].weights->values, now.members[1].weights->values);
    EXPECT_EQ(compare(s).size(), 3u) << "the rows stay, to be set apart again";
    s.press('Z', kCtrl);
    s.play(2);
    EXPECT_EQ(compare(s).at("network.activation"), "\"tanh\"");
}

TEST_F(CompareGl, AIsMadeLikeBInUzawasModeToo) {
    DrivenApp s(find_preset("far-circles-uzawa").config);
    EXPECT_EQ(s.app.snapshot().members[0].config.objective.mode, Mode::None);
    s.click("a_like_b");
    EXPECT_EQ(s.app.snapshot().members[0].config, s.app.snapshot().members[1].config);
}

TEST_F(CompareGl, AnACanBeAddedWhereThereIsNone) {
    DrivenApp s(without_compare());
    s.choose("compare", kLambdaWithoutA);
    ASSERT_EQ(s.app.snapshot().members.size(), 2u);
    EXPECT_EQ(s.app.snapshot().members[0].lambda, 0);
    EXPECT_TRUE(s.app.controls().rects().contains("flow_a"));
}

TEST_F(CompareGl, DataAndBatchesAreNotOffered) {
    DrivenApp s;
    s.click("compare");
    int offered = 0;
    for (const auto& [name, rect] : s.app.controls().rects()) {
        offered += name.starts_with("compare.") ? 1 : 0;
    }
    // Fields of config.json: 6 of the data, 10 of the network, 7 of the objective, 9 of the
    // optimiser. Lambda is there already, Uzawa's three, the momentum of Adam and the three of the
    // batches are not offered; the first line is the title.
    EXPECT_EQ(offered, 10 + 7 + 9 - 1 - 3 - 1 - 3 + 1);
}

// With 5 and 9 layers both flows start and arrive together, whichever is deeper, and each field is
// that of the flow's own layer.
TEST_F(CompareGl, FlowsOfDifferentDepthsArriveTogether) {
    for (const auto& [a, b] : {std::pair{5, 9}, std::pair{9, 5}}) {
        Config config = find_preset("circles").config;
        config.network.layers = b;
        config.compare = {{"network.layers", std::to_string(a)}};
        DrivenApp s(config);
        for (const float part : {0.0f, 0.5f, 1.0f}) {
            const float depth = part * static_cast<float>(b);
            s.app.hold(depth);
            s.play(4);
            const Observation& seen = *s.app.observation();
            const FlowScene of_a = make_flow_scene(seen, 0, depth, s.app.state());
            const FlowScene of_b = make_flow_scene(seen, 1, depth, s.app.state());
            EXPECT_FLOAT_EQ(of_a.depth, part * static_cast<float>(a));
            EXPECT_FLOAT_EQ(of_b.depth, depth);
            for (int m = 0; m < 2; ++m) {
                const int layers = m == 0 ? a : b;
                const float own = part * static_cast<float>(layers);
                const int k = static_cast<int>(own);
                Observation there = observe(
                    {.snapshot = seen.snapshot,
                     .views = {.fields = {FieldRequest{.layer = k,
                                                       .width = seen.asked.fields[0].width,
                                                       .height = seen.asked.fields[0].height,
                                                       .lo = seen.asked.fields[0].lo,
                                                       .hi = seen.asked.fields[0].hi}}}});
                EXPECT_EQ(seen.members[m].fields[0]->near, there.members[m].fields[0]->near)
                    << "member " << m << " of " << layers << " layers at " << part;
                const FlowScene& scene = m == 0 ? of_a : of_b;
                EXPECT_FLOAT_EQ(scene.blend, own - static_cast<float>(k));
            }
        }
    }
}

}  // namespace
}  // namespace la
