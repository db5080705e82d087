// The training: the steps of the paper, the same bytes everywhere and after a pause, measures that
// change nothing. What it converges to is seen by theory_met_test.cpp.

#include "core/shallow/shallow_training.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "core/shallow/kernel.h"
#include "tests/support/error_of.h"

namespace la {
namespace {

Config small(int dimension = 2, int batch = 0) {
    Config config;
    config.shallow.nodes = 40;
    config.shallow.train = 101;
    config.shallow.fresh = 30;
    config.shallow.dimension = dimension;
    config.shallow.batch = batch;
    config.shallow.label_noise = 0.1;
    config.shallow.alpha_2 = 0.2;
    return config;
}

void steps_to(ShallowTraining& training, std::int64_t step) {
    while (training.steps() < step) {
        training.step();
    }
}

void expect_same(const ShallowState& a, const ShallowState& b) {
    EXPECT_EQ(a.config, b.config);
    EXPECT_EQ(a.step, b.step);
    ASSERT_EQ(a.networks.size(), b.networks.size());
    for (std::size_t n = 0; n < a.networks.size(); ++n) {
        EXPECT_EQ(a.networks[n].nodes.a, b.networks[n].nodes.a);
        EXPECT_EQ(a.networks[n].nodes.w, b.networks[n].nodes.w);
        EXPECT_EQ(a.networks[n].satisfied_at, b.networks[n].satisfied_at);
    }
    EXPECT_EQ(a.order, b.order);
    EXPECT_EQ(a.epoch, b.epoch);
    EXPECT_EQ(a.rows_spacing, b.rows_spacing);
    ASSERT_EQ(a.rows->size(), b.rows->size());
    for (std::size_t i = 0; i < a.rows->size(); ++i) {
        EXPECT_EQ((*a.rows)[i].step, (*b.rows)[i].step);
        EXPECT_EQ((*a.rows)[i].networks[0].hinge, (*b.rows)[i].networks[0].hinge);
        EXPECT_EQ((*a.rows)[i].networks[1].phi_fresh, (*b.rows)[i].networks[1].phi_fresh);
    }
}

// The formulas of shallow_training.h, written down.
struct Plain {
    std::vector<double> a, w;
    std::vector<double> f(const ShallowPointSet& points) const {
        std::vector<double> out;
        for (int p = 0; p < points.size(); ++p) {
            double sum = 0;
            for (std::size_t i = 0; i < a.size(); ++i) {
                sum += a[i] * std::max(z(i, points, p), 0.0);
            }
            out.push_back(sum / static_cast<double>(a.size()));
        }
        return out;
    }
    double z(std::size_t i, const ShallowPointSet& points, int p) const {
        const int d = points.dimension;
        double sum = 0;
        for (int k = 0; k < d; ++k) {
            sum += w[i * d + k] * points.x[static_cast<std::size_t>(p) * d + k];
        }
        return sum / std::sqrt(d);
    }
    void step(const ShallowPointSet& points, double alpha, double h, double rate) {
        const Plain old = *this;
        const std::vector<double> said = f(points);
        const int d = points.dimension;
        for (std::size_t i = 0; i < a.size(); ++i) {
            for (int p = 0; p < points.size(); ++p) {
                const double y = points.label[p], zip = old.z(i, points, p);
                if (alpha * y * said[p] >= h || zip <= 0) {
                    continue;
                }
                a[i] += rate * y * zip / points.size();
                for (int k = 0; k < d; ++k) {
                    w[i * d + k] += rate * old.a[i] * y *
                                    points.x[static_cast<std::size_t>(p) * d + k] / std::sqrt(d) /
                                    points.size();
                }
            }
        }
    }
};

TEST(ShallowTraining, TakesTheStepsOfThePaper) {
    for (const int d : {2, 3, 4, 9}) {
        for (const int nodes : {40, 37}) {
            Config config = small(d);
            config.shallow.nodes = nodes;
            config.shallow.antithetic = false;
            config.shallow.alpha = 3;
            config.shallow.margin = 0.7;
            config.shallow.train = d == 9 ? 600 : 101;  // more than a chunk of points
            ShallowTraining training(config);
            const auto start = training.snapshot();
            Plain plain{start->start->a, start->start->w};
            for (int n = 0; n < 40; ++n) {
                training.step();
                plain.step(*start->train, 3, 0.7, 0.1);
            }
            const auto now = training.snapshot();
            EXPECT_LT(now->networks[0].measures.phi, 0.96);
            for (std::size_t i = 0; i < plain.a.size(); ++i) {
                ASSERT_NEAR(now->networks[0].nodes->a[i], plain.a[i], 1e-12) << d;
            }
            for (std::size_t i = 0; i < plain.w.size(); ++i) {
                ASSERT_NEAR(now->networks[0].nodes->w[i], plain.w[i], 1e-12) << d;
            }
        }
    }
}

// What its names say, from f itself.
TEST(ShallowTraining, MeasuresWhatIsSaid) {
    Config config = small(3);
    config.shallow.alpha = 3;
    ShallowTraining training(config);
    std::vector<std::int64_t> first(101, -1);
    for (int n = 0; n < 60; ++n) {
        const auto now = training.snapshot();
        const auto& network = now->networks[0];
        const Plain plain{network.nodes->a, network.nodes->w};
        const std::vector<double> f = plain.f(*now->train), fresh = plain.f(*now->fresh);
        double phi = 0, hinge = 0, error = 0, fresh_error = 0, fresh_phi = 0;
        for (int p = 0; p < 101; ++p) {
            const double reached = 3 * now->train->label[p] * f[p];
            phi += reached < 1 ? 1.0 / 101 : 0;
            hinge += std::max(1 - reached, 0.0) / 101;
            error += reached <= 0 ? 1.0 / 101 : 0;
            EXPECT_EQ((*network.unsatisfied)[p], reached < 1 ? 1 : 0);
            first[p] = first[p] < 0 && reached >= 1 ? n : first[p];
        }
        for (int p = 0; p < 30; ++p) {
            const double reached = 3 * now->fresh->label[p] * fresh[p];
            fresh_phi += reached < 1 ? 1.0 / 30 : 0;
            fresh_error += reached <= 0 ? 1.0 / 30 : 0;
        }
        EXPECT_NEAR(network.measures.phi, phi, 1e-12);
        EXPECT_NEAR(network.measures.hinge, hinge, 1e-12);
        EXPECT_NEAR(network.measures.train_error, error, 1e-12);
        EXPECT_NEAR(network.measures.phi_fresh, fresh_phi, 1e-12);
        EXPECT_NEAR(network.measures.fresh_error, fresh_error, 1e-12);
        double moved = 0, product = 0, a_squares = 0, w_squares = 0;
        for (std::size_t i = 0; i < 40; ++i) {
            product += plain.a[i] * plain.w[3 * i];
            a_squares += plain.a[i] * plain.a[i];
            w_squares += plain.w[3 * i] * plain.w[3 * i];
            moved += std::pow(plain.a[i] - now->start->a[i], 2) / 40;
            moved += std::pow(plain.w[3 * i] - now->start->w[3 * i], 2) / 40;
        }
        EXPECT_NEAR(network.measures.displacement, moved, 1e-12);
        EXPECT_NEAR(network.measures.correlation, product / std::sqrt(a_squares * w_squares),
                    1e-12);
        training.step();
    }
    EXPECT_EQ(*training.snapshot()->networks[0].satisfied_at, first);
    EXPECT_GT(std::ranges::count_if(first, [](std::int64_t at) { return at > 0; }), 5);
}

std::vector<const char*> instruction_sets() {
    std::vector<const char*> out;
    for (const shallow::Kernel* kernel :
         {shallow::kernel_plain(), shallow::kernel_avx2(), shallow::kernel_avx512()}) {
        if (kernel) {
            out.push_back(kernel->name);
        }
    }
    return out;
}

TEST(ShallowTraining, GivesTheSameBytesOnEveryInstructionSet) {
    for (const int d : {2, 3, 7}) {
        for (const int batch : {0, 33}) {
            std::vector<ShallowState> ends;
            for (const char* isa : instruction_sets()) {
                setenv("LEASTACTION_ISA", isa, 1);
                Config config = small(d, batch);
                config.shallow.train = 700;
                ShallowTraining training(config);
                steps_to(training, 60);
                ends.push_back(training.state());
                expect_same(ends.back(), ends.front());
            }
            EXPECT_GE(ends.size(), 2u) << "only one instruction set to compare";
        }
    }
    setenv("LEASTACTION_ISA", "mmx", 1);
    EXPECT_EQ(error_of([] { ShallowTraining training(small()); }),
              "LEASTACTION_ISA: this machine has no mmx; try avx512, avx2 or plain");
    unsetenv("LEASTACTION_ISA");
}

// 37 is in the middle of an epoch of seven batches; at 1300 the log has thinned itself.
TEST(ShallowTraining, GoesOnFromItsState) {
    for (const int batch : {0, 16, 101, 1000}) {
        ShallowTraining unbroken(small(2, batch));
        for (const int at : {37, 1300}) {
            steps_to(unbroken, at);
            const ShallowState kept = unbroken.state();
            ShallowTraining again(kept);
            expect_same(again.state(), kept);
            EXPECT_EQ(again.snapshot()->kept->back().step, at);
            steps_to(unbroken, at + 500);
            steps_to(again, at + 500);
            expect_same(again.state(), unbroken.state());
            EXPECT_EQ(again.steps_per_epoch(), batch == 16 ? 7 : 1);
        }
    }
}

TEST(ShallowTraining, IsNotChangedByLooking) {
    for (const int batch : {0, 16}) {
        ShallowTraining looked_at(small(2, batch)), alone(small(2, batch));
        for (int n = 0; n < 1300; ++n) {
            looked_at.step();
            alone.step();
            looked_at.snapshot();
            looked_at.state();
        }
        expect_same(looked_at.state(), alone.state());
    }
}

// An epoch goes once through the points, the next in another order.
TEST(ShallowTraining, DrawsBatchesWithoutReplacement) {
    ShallowTraining training(small(2, 16));
    training.step();
    const std::vector<std::int32_t> first = training.state().epoch;
    EXPECT_EQ(std::set<std::int32_t>(first.begin(), first.end()).size(), 101u);
    steps_to(training, 7);
    EXPECT_EQ(training.state().epoch, first);
    training.step();
    EXPECT_NE(training.state().epoch, first);
    EXPECT_TRUE(ShallowTraining(small()).state().epoch.empty());
    // The last batch has 101 - 6 * 16 points; one network's step is the mean over them.
    Config config = small(2, 100);
    config.shallow.rate = 1e-3;
    ShallowTraining two(config);
    two.step();
    const auto before = two.snapshot();
    const ShallowState state = two.state();
    two.step();
    const std::int32_t last = state.epoch[100];
    Plain plain{before->networks[0].nodes->a, before->networks[0].nodes->w};
    ShallowPointSet one;
    one.x = {before->train->x[2 * last], before->train->x[2 * last + 1]};
    one.label = {before->train->label[last]};
    plain.step(one, 1, 1, 1e-3);
    for (std::size_t i = 0; i < plain.a.size(); ++i) {
        EXPECT_NEAR(two.snapshot()->networks[0].nodes->a[i], plain.a[i], 1e-14);
    }
}

TEST(ShallowTraining, KeepsRowsAndStepsWithinBounds) {
    ShallowTraining training(small());
    steps_to(training, 3000);
    const auto now = training.snapshot();
    EXPECT_EQ(now->rows->size(), 3000u / 4 + 1);
    EXPECT_EQ((*now->rows)[1].step, 4);
    EXPECT_LE(now->kept->size(), 256u);
    EXPECT_GE(now->kept->size(), 128u);
    EXPECT_LE(now->kept->back().step, 3000);
    EXPECT_EQ((*now->kept)[0].networks[0].nodes->a, now->start->a);
    // 16 MB a step: two of them; more than the bound by itself: none.
    Config config = small();
    config.shallow.train = config.shallow.fresh = 8;
    config.shallow.alpha_2 = 0;
    config.shallow.nodes = 20000;
    config.shallow.dimension = 100;
    ShallowTraining large(config);
    steps_to(large, 5);
    EXPECT_LE(large.snapshot()->kept->size(), 2u);
    config.shallow.nodes = 40000;
    EXPECT_TRUE(ShallowTraining(config).snapshot()->kept->empty());
}

TEST(ShallowTraining, StopsAndGoesOn) {
    Config config = small();
    config.stop.steps = 5;
    ShallowTraining training(config);
    steps_to(training, 5);
    EXPECT_TRUE(training.stopped());
    EXPECT_EQ(training.snapshot()->message, "stopped at step 5: all 5 steps are taken");
    training.step();
    EXPECT_FALSE(training.stopped());
    EXPECT_EQ(training.steps(), 6);
    EXPECT_EQ(training.snapshot()->message, "");
}

// Nodes that would not be finite are not taken.
TEST(ShallowTraining, DivergesWithItsLastFiniteNodes) {
    Config config = small();
    config.shallow.rate = 1000;
    config.shallow.label_noise = 0.4;
    ShallowTraining training(config);
    for (int n = 0; n < 5000 && !training.diverged(); ++n) {
        training.step();
    }
    ASSERT_TRUE(training.diverged());
    const std::int64_t steps = training.steps();
    const auto now = training.snapshot();
    EXPECT_EQ(now->message,
              "diverged at step " + std::to_string(steps + 1) + ": reset, or lower shallow.rate");
    for (const auto& network : now->networks) {
        EXPECT_TRUE(
            std::ranges::all_of(network.nodes->w, [](double w) { return std::isfinite(w); }));
    }
    training.step();
    EXPECT_EQ(training.steps(), steps);
    ShallowTraining again(training.state());
    again.step();
    EXPECT_TRUE(again.diverged());
    EXPECT_EQ(again.steps(), steps);
}

TEST(ShallowTraining, SaysWhereThereIsNoTheory) {
    Config config = small();
    EXPECT_TRUE(ShallowTraining(config).snapshot()->networks[1].theory != nullptr);
    config.shallow.points = ShallowPoints::Dataset;
    config.shallow.alpha_3 = 7;
    const auto now = ShallowTraining(config).snapshot();
    EXPECT_EQ(now->networks[0].theory, nullptr);
    EXPECT_NE(now->no_theory, "");
    ASSERT_EQ(now->networks.size(), 3u);
    EXPECT_EQ(now->networks[1].alpha, 0.2);
    EXPECT_EQ(now->networks[2].alpha, 7);
}

TEST(ShallowTraining, RefusesAStateThatIsNone) {
    ShallowTraining training(small(2, 16));
    steps_to(training, 9);
    const ShallowState good = training.state();
    const auto refused = [&](auto spoil) {
        ShallowState bad = good;
        spoil(bad);
        return error_of([&] { ShallowTraining from(bad); });
    };
    EXPECT_EQ(refused([](ShallowState&) {}), "");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_NE(refused([](ShallowState& s) { s.networks.pop_back(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks.clear(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks[1].nodes.a.pop_back(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks[1].nodes.w.push_back(0); }), "");
    EXPECT_NE(refused([&](ShallowState& s) { s.networks[0].nodes.w[3] = nan; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks[0].satisfied_at.pop_back(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks[1].satisfied_at.pop_back(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks[0].satisfied_at[0] = 10; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.networks[0].satisfied_at[0] = -2; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.epoch.pop_back(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.epoch[0] = s.epoch[1]; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.epoch[0] = -1; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.epoch.clear(); }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.order.words = {}; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.rows = nullptr; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.rows_spacing = 0; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.rows_spacing = 2; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.step = 8; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.config.shallow.train = 100; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.config.shallow.nodes = 41; }), "");
    EXPECT_NE(refused([](ShallowState& s) { s.message = "a\nb"; }), "");
}

}  // namespace
}  // namespace la
