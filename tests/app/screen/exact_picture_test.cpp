// What the flow views are given to draw, against the network written out in double precision: the
// field at s = 0 is the classifier, at s = L the head alone; particles at whole depths stand at the
// states.

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "app/views/flow_scenes.h"
#include "app/views/member_depth.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/train/training.h"
#include "render/flow/flow_frame.h"

namespace la {
namespace {

using Point = std::vector<double>;  // [dimension]

double sigma(Activation activation, double a) {
    switch (activation) {
        case Activation::Relu:
            return std::max(a, 0.0);
        case Activation::Tanh:
            return std::tanh(a);
        case Activation::Gelu:
            return a * 0.5 * (1 + std::erf(a / std::sqrt(2.0)));
        case Activation::Softplus:
            return std::log1p(std::exp(-std::abs(a))) + std::max(a, 0.0);
        case Activation::Sigmoid:
        case Activation::Identity:
            return a;
    }
    return a;
}

// x + h (V sigma(W x + b) + c)
Point layer(const Weights& net, int k, const Point& x) {
    const std::size_t q = x.size();
    const auto m = static_cast<std::size_t>(net.network.hidden);
    const float* w = net.values.data() + static_cast<std::size_t>(k) * (2 * m * q + m + q);
    const float* b = w + m * q;
    const float* v = b + m;
    const float* c = v + q * m;
    const double L = net.network.layers;
    const double h = net.network.scale == ResidualScale::One        ? 1
                     : net.network.scale == ResidualScale::OneOverL ? 1 / L
                                                                    : 1 / std::sqrt(L);
    Point out = x;
    for (std::size_t i = 0; i < q; ++i) {
        out[i] += h * c[i];
    }
    for (std::size_t j = 0; j < m; ++j) {
        double a = b[j];
        for (std::size_t i = 0; i < q; ++i) {
            a += static_cast<double>(w[j * q + i]) * x[i];
        }
        for (std::size_t i = 0; i < q; ++i) {
            out[i] += h * v[i * m + j] * sigma(net.network.activation, a);
        }
    }
    return out;
}

// Logit 1 minus logit 0.
double head_margin(const Weights& net, const Point& x) {
    if (net.network.head.kind == HeadKind::Far) {
        return -(x[0] + x[1] + net.network.head.intercept);
    }
    const std::size_t q = x.size();
    const float* w = net.values.data() + net.values.size() - 2 * q - 2;
    double margin = static_cast<double>(w[2 * q + 1]) - w[2 * q];
    for (std::size_t i = 0; i < q; ++i) {
        margin += (static_cast<double>(w[q + i]) - w[i]) * x[i];
    }
    return margin;
}

// All states of a point, [L+1].
std::vector<Point> way(const Weights& net, Point x) {
    std::vector<Point> out{std::move(x)};
    for (int k = 0; k < net.network.layers; ++k) {
        out.push_back(layer(net, k, out.back()));
    }
    return out;
}

std::vector<Config> cases() {
    std::vector<Config> out;
    for (const std::vector<const char*>& sets : std::vector<std::vector<const char*>>{
             {},
             {"network.activation=tanh", "network.scale=1/L", "network.head.kind=learned"},
             {"network.activation=gelu", "network.dimension=3", "network.init.kind=normal"},
             {"network.activation=softplus", "network.layers=5", "compare.network.layers=8"},
             {"network.activation=identity", "network.scale=1/sqrt(L)", "network.layers=7",
              "compare.network.layers=3", "compare.network.activation=relu"}}) {
        Config config = find_preset("circles").config;
        config.dataset.points = 60;
        for (const char* set : sets) {
            set_field(config, set);
        }
        out.push_back(config);
    }
    return out;
}

// A run of some steps, and what is drawn of it where the scrubber stands at part s / L.
struct Drawn {
    explicit Drawn(const Config& config) {
        Training training(config, {"cpu"});
        for (int i = 0; i < 15; ++i) {
            training.step();
        }
        snapshot = std::make_shared<const Snapshot>(training.snapshot());
    }

    const Weights& net(int member) const { return *snapshot->members[member].weights; }

    // The scrubber at this depth of B.
    FlowScene scene(int member, float depth) {
        FieldRequest field{.layer = static_cast<int>(depth),
                           .width = 9,
                           .height = 7,
                           .lo = {-2, -1.5f},
                           .hi = {1.5f, 2}};
        field.layer_of_a = layer_of_a(*snapshot, depth);
        seen = observe({.snapshot = snapshot, .views = {.fields = {field}}});
        return make_flow_scene(seen, member, depth, UiState{});
    }

    std::shared_ptr<const Snapshot> snapshot;
    Observation seen;
};

Point padded(glm::vec2 at, int dimension) {
    Point out(static_cast<std::size_t>(dimension), 0.0);
    out[0] = at.x;
    out[1] = at.y;
    return out;
}

// What is on screen there: near and far margins blended as probabilities, equal where blend is 0.
void expect_field(const FlowScene& scene, const std::function<double(glm::vec2)>& margin) {
    const FieldTexture& f = scene.field;
    ASSERT_EQ(scene.blend, 0);
    for (int i = 0; i < f.width * f.height; ++i) {
        const glm::vec2 at{f.lo.x + (f.hi.x - f.lo.x) * static_cast<float>(i % f.width) /
                                        static_cast<float>(f.width - 1),
                           f.lo.y + (f.hi.y - f.lo.y) * static_cast<float>(i / f.width) /
                                        static_cast<float>(f.height - 1)};
        const double expected = margin(at);
        ASSERT_NEAR(f.near_margin[static_cast<std::size_t>(i)], expected,
                    2e-5 * (1 + std::abs(expected)))
            << "at " << at.x << ", " << at.y;
    }
}

TEST(ExactPicture, TheFieldAtTheStartIsTheClassifier) {
    for (const Config& config : cases()) {
        Drawn drawn(config);
        for (int m = 0; m < 2; ++m) {
            const Weights& net = drawn.net(m);
            expect_field(drawn.scene(m, 0), [&](glm::vec2 at) {
                return head_margin(net, way(net, padded(at, net.network.dimension)).back());
            });
        }
    }
}

TEST(ExactPicture, TheFieldAtTheEndIsTheHeadAlone) {
    for (const Config& config : cases()) {
        Drawn drawn(config);
        const auto end = static_cast<float>(config.network.layers);
        for (int m = 0; m < 2; ++m) {
            const Weights& net = drawn.net(m);
            const FlowScene scene = drawn.scene(m, end);
            expect_field(scene, [&](glm::vec2 at) {
                return head_margin(net, padded(at, net.network.dimension));
            });
            // And the head's line, drawn on its own, is where it is zero.
            const glm::vec2 p{0.3f, -0.7f};
            const double of_line = scene.head.x * p.x + scene.head.y * p.y + scene.head.z;
            EXPECT_NEAR(std::abs(of_line),
                        std::abs(head_margin(net, padded(p, net.network.dimension))), 2e-5 * 4);
        }
    }
}

TEST(ExactPicture, ParticlesAtWholeDepthsStandAtTheStates) {
    for (const Config& config : cases()) {
        Drawn drawn(config);
        const Dataset& data = *drawn.snapshot->data;
        for (int m = 0; m < 2; ++m) {
            const Weights& net = drawn.net(m);
            for (int k = 0; k <= net.network.layers; ++k) {
                // Where the scrubber stands when this network is at layer k.
                const float depth = static_cast<float>(k) *
                                    static_cast<float>(config.network.layers) /
                                    static_cast<float>(net.network.layers);
                const FlowScene scene = drawn.scene(m, depth);
                EXPECT_NEAR(scene.depth, static_cast<float>(k), 1e-6f * static_cast<float>(k));
                ASSERT_EQ(scene.points, data.size());
                for (std::size_t i = 0; i < data.points.size(); ++i) {
                    const glm::vec2 at =
                        place_at(scene.states, data.points.size(), i, at_depth(scene));
                    const Point exact = way(net, padded(data.points[i], net.network.dimension))[k];
                    const double size = 1 + std::hypot(exact[0], exact[1]);
                    ASSERT_NEAR(at.x, exact[0], 2e-5 * size) << "layer " << k << ", point " << i;
                    ASSERT_NEAR(at.y, exact[1], 2e-5 * size) << "layer " << k << ", point " << i;
                }
            }
        }
    }
}

}  // namespace
}  // namespace la
