// Compares every view with its picture in tests/baselines. The weights are initial weights, which
// are the same on every machine. No picture contains text, since its edges are not.

#include <utility>

#include "tests/support/baseline.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

constexpr float kDepth = 1.5f;

// Two networks with different flows that fold, and with boundary and head line in view.
Config pictured() {
    Config config = find_preset("circles").config;
    config.dataset.points = 300;
    config.network.layers = 5;
    config.network.init.std = 0.7;
    config.network.seed = 2;
    config.network.head.intercept = 0.3;
    config.compare["network.init.std"] = "0.5";
    return config;
}

class Baselines : public AppGlTest {
  protected:
    // Two views of 256 x 256 pixels and no panels.
    struct TwoViews : DrivenApp {
        TwoViews() : DrivenApp(pictured(), {536, 298}) {
            app.state().views_only = true;
            hide_all();
        }
        void hide_all() {
            for (const auto part :
                 {&UiState::show_particles, &UiState::show_trails, &UiState::show_field,
                  &UiState::show_head, &UiState::show_grid, &UiState::show_arrows,
                  &UiState::show_vectors, &UiState::show_isolines, &UiState::show_ideal,
                  &UiState::show_folds}) {
                app.state().*part = false;
            }
        }
        void show_usual() {
            hide_all();
            app.state().show_particles = app.state().show_trails = true;
            app.state().show_field = app.state().show_head = true;
        }
        Image view(int member, float depth = kDepth) {
            picture(depth);
            picture(depth);  // cells are drawn a few times a second
            play(12);
            return app.view_canvas(member).read();
        }
    };
};

TEST_F(Baselines, MatchEveryElementOfThePlane) {
    const std::pair<const char*, bool UiState::*> parts[] = {
        {"particles", &UiState::show_particles}, {"trails", &UiState::show_trails},
        {"field", &UiState::show_field},         {"isolines", &UiState::show_isolines},
        {"head", &UiState::show_head},           {"grid", &UiState::show_grid},
        {"vectors", &UiState::show_vectors},     {"arrows", &UiState::show_arrows},
        {"ideal", &UiState::show_ideal},         {"folds", &UiState::show_folds}};
    TwoViews s;
    EXPECT_EQ(s.view(1).width, 256);
    EXPECT_EQ(s.view(1).height, 256);
    s.hide_all();
    const Image nothing = s.view(1);
    for (const auto& [name, part] : parts) {
        s.hide_all();
        s.app.state().*part = true;
        if (part == &UiState::show_isolines) {
            s.app.state().show_field = true;
        }
        const Image picture = s.view(1);
        EXPECT_GT(distance(picture, nothing).worst, kMaxWorst) << name << " shows nothing";
        expect_baseline(picture, std::string("plane-") + name);
    }
}

TEST_F(Baselines, MatchEveryViewInBothThemes) {
    const std::pair<const char*, ViewKind> views[] = {{"plane", ViewKind::Plane},
                                                      {"in-depth", ViewKind::InDepth},
                                                      {"layers", ViewKind::Layers},
                                                      {"input", ViewKind::Input}};
    for (const bool dark : {true, false}) {
        TwoViews s;
        s.show_usual();
        s.app.state().dark = dark;
        for (const auto& [name, view] : views) {
            s.app.state().view = view;
            expect_baseline(s.view(1), std::string(name) + (dark ? "-dark" : "-light"));
        }
    }
}

TEST_F(Baselines, MatchAOverlaidByB) {
    TwoViews s;
    s.show_usual();
    s.app.state().pair_layout = la::PairLayout::Overlaid;
    expect_baseline(s.view(1), "overlaid");
}

TEST_F(Baselines, MatchThePresentation) {
    DrivenApp s(pictured(), {760, 400});
    s.app.state().presentation = true;
    s.picture(kDepth);
    expect_baseline(s.app.view_canvas(1).read(), "presentation");
}

// Inside a plot's axes there is no text but the legend, which the crop leaves out.
TEST_F(Baselines, MatchThePlots) {
    DrivenApp s(pictured(), {1600, 900});
    for (int i = 0; i < 40; ++i) {
        s.experiment.advance(5);
        s.play(1);
    }
    s.play(30);
    const Image all = s.picture(0);
    expect_baseline(s.app.temp().plots.energy_map.image, "energy-map");
    for (const char* name : {"plot.loss", "plot.per_layer"}) {
        const Rect r = s.rect(name);
        // The right half, below the legend's height.
        const float middle = r.min.y + 0.45f * r.height();
        expect_baseline(crop(all, static_cast<int>(r.min.x) + 1, static_cast<int>(middle),
                             static_cast<int>(r.max.x) - 1, static_cast<int>(r.max.y) - 1),
                        name);
    }
}

// The refined paths and those of the ODE, cropped between the captions and the legend, and what the
// plots show between their axes.
TEST_F(Baselines, MatchTheWeightsLaboratory) {
    for (const bool dark : {true, false}) {
        Config config = pictured();
        config.laboratory = LaboratoryKind::Weights;
        config.network.layers = 12;
        config.network.scale = ResidualScale::OneOverSqrtL;
        DrivenApp s(config, {1600, 900});
        s.app.state().dark = dark;
        s.app.state().weights.refine = 2;
        s.app.state().weights.ode = true;
        s.play(30);
        const Image all = s.picture(12);
        const std::string end = dark ? "-dark" : "-light";
        expect_baseline(s.app.temp().plots.weights.maps[1].image, "weights-map" + end);
        const Rect lines = s.rect("plot.weights_lines_b");
        expect_baseline(
            crop(all, static_cast<int>(lines.min.x) + 1, static_cast<int>(lines.min.y) + 1,
                 static_cast<int>(lines.max.x) - 1, static_cast<int>(lines.max.y) - 1),
            "plot.weights_lines" + end);
        const Rect flow = s.rect("flow_b");
        expect_baseline(crop(all, static_cast<int>(flow.min.x) + 30,
                             static_cast<int>(flow.min.y + 0.25f * flow.height()),
                             static_cast<int>(flow.max.x) - 4,
                             static_cast<int>(flow.max.y - 0.2f * flow.height())),
                        "plane-refined" + end);
    }
}

// A part of what a control shows: `left` to `bottom` are parts of its rectangle.
struct Part {
    const char* control;
    float left = 0, top = 0, right = 1, bottom = 1;
};

Image part_of(DrivenApp& s, const Image& all, const Part& part) {
    const Rect r = s.rect(part.control);
    return crop(all, static_cast<int>(r.min.x + part.left * r.width()) + 1,
                static_cast<int>(r.min.y + part.top * r.height()) + 1,
                static_cast<int>(r.min.x + part.right * r.width()) - 1,
                static_cast<int>(r.min.y + part.bottom * r.height()) - 1);
}

// Planes and plots without their words, after steps that are the same bytes on every machine.
TEST_F(Baselines, MatchTheMeanFieldLaboratory) {
    Config config = find_preset("mean-field-tail").config;
    config.shallow.nodes = 120;
    config.shallow.train = 500;
    config.shallow.fresh = 100;
    for (const bool dark : {true, false}) {
        DrivenApp s(config, {1600, 900});
        s.app.state().dark = dark;
        for (int i = 0; i < 200; ++i) {
            s.app.undoable().pass(Step{});
        }
        s.play(30);
        const Image all = s.picture(0);
        for (const Part& part :
             {Part{"data_plane", 0.1f, 0.25f, 0.9f, 0.75f},
              Part{"node_plane", 0.1f, 0.25f, 0.9f, 0.75f},
              Part{"plot.gamma", 0.4f, 0.1f, 1, 0.95f}, Part{"plot.phi", 0.4f, 0.05f, 1, 0.6f},
              Part{"plot.saturation"}, Part{"plot.slowing"}, Part{"plot.errors"}}) {
            expect_baseline(part_of(s, all, part), "mean-field." + std::string(part.control) +
                                                       (dark ? "-dark" : "-light"));
        }
    }
}

TEST_F(Baselines, MatchTheStabilityLaboratory) {
    Config config = find_preset("stability-chaos").config;
    config.stability.covariant = 0;
    for (const bool dark : {true, false}) {
        DrivenApp s(config, {1600, 900}, 1, make_engine);  // which trains
        s.app.state().dark = dark;
        s.experiment.send(Change{SetEngine{EngineKind::Double, DeviceKind::Cpu}});
        s.experiment.advance(400);
        s.play(30);
        const Image all = s.picture(0);
        for (const Part& part :
             {Part{"flow_b", 0.1f, 0.25f, 0.95f, 0.75f}, Part{"plot.spectrum", 0.3f},
              Part{"plot.stability_loss", 0, 0, 0.7f}, Part{"plot.twin_run", 0, 0, 1, 0.55f},
              Part{"plot.edge"}}) {
            expect_baseline(part_of(s, all, part),
                            "stability." + std::string(part.control) + (dark ? "-dark" : "-light"));
        }
        s.app.state().stability.explorer = Explorer::TwoWeights;
        s.play(4);
        expect_baseline(part_of(s, s.picture(0), {"plot.two_weights", 0, 0.2f}),
                        std::string("stability.plot.two_weights") + (dark ? "-dark" : "-light"));
    }
}

// A made-up sweep, not trained: the effect of lambda in round numbers.
std::shared_ptr<const SweepState> pictured_sweep() {
    SweepPlan plan{.config = pictured(),
                   .over = {{kLambdaPath, {0, 0.001, 0.01, 0.1}, true}},
                   .train_sizes = {},
                   .seeds = 3,
                   .steps = 100};
    std::vector<SweepRun> runs;
    for (std::size_t i = 0; i < plan.over[0].values.size(); ++i) {
        for (int seed = 0; seed < plan.seeds; ++seed) {
            SweepRun run{.values = {plan.over[0].values[i]},
                         .repeat = seed,
                         .seed = plan.config.network.seed + seed};
            run.metrics.test_accuracy = 0.95 - 0.05 * i * seed;
            run.metrics.action = 300.0 / (1 + 10 * i) * (1 + 0.4 * seed);
            run.metrics.displacement = 1;
            run.diverged = i == 1 && seed == 2;
            runs.push_back(run);
        }
    }
    SweepState state{.status = SweepState::Status::Finished};
    state.plan = std::make_shared<const SweepPlan>(std::move(plan));
    state.runs_total = runs.size();
    state.runs = std::make_shared<const std::vector<SweepRun>>(std::move(runs));
    return std::make_shared<const SweepState>(std::move(state));
}

// Dots, means with intervals, the column of zero and the marks, cropped below their letters.
TEST_F(Baselines, MatchTheSweep) {
    for (const bool dark : {true, false}) {
        DrivenApp s(pictured(), {1000, 620});
        s.app.state().views_only = true;
        s.app.state().view = ViewKind::Sweep;
        s.app.state().dark = dark;
        s.app.show_sweep(pictured_sweep());
        const Image all = s.picture(0);
        for (const char* name : {"plot.sweep_accuracy", "plot.sweep_action"}) {
            const Rect r = s.rect(name);
            expect_baseline(crop(all, static_cast<int>(r.min.x) + 1, static_cast<int>(r.min.y) + 20,
                                 static_cast<int>(r.max.x) - 1, static_cast<int>(r.max.y) - 1),
                            std::string(name) + (dark ? "-dark" : "-light"));
        }
    }
}

// Tests the comparison itself: it must reject wrong pictures.
TEST_F(Baselines, RejectAShiftAndOtherColours) {
    const Image grid = read_baseline("plane-grid");
    const Distance shift = distance(crop(grid, 0, 0, grid.width - 1, grid.height),
                                    crop(grid, 1, 0, grid.width, grid.height));
    EXPECT_GT(shift.mean, 3 * kMaxMean);
    EXPECT_GT(shift.worst, 2 * kMaxWorst);
    const Image points = read_baseline("plane-particles");
    Image swapped = points;
    for (std::size_t i = 0; i + 3 < swapped.rgba.size(); i += 4) {
        std::swap(swapped.rgba[i], swapped.rgba[i + 2]);
    }
    const Distance colours = distance(points, swapped);
    EXPECT_GT(colours.mean, 3 * kMaxMean);
    EXPECT_GT(colours.worst, 2 * kMaxWorst);
    EXPECT_EQ(distance(grid, grid).worst, 0);
}

}  // namespace
}  // namespace la
