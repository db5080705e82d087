#include "core/observe/observer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include <gtest/gtest.h>

#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/kernels/weights_flow.h"
#include "core/observe/requested_measures.h"
#include "core/train/training.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

std::shared_ptr<const Snapshot> first_snapshot() {
    Training training(find_preset("circles").config, {}, SlowEngine::factory({}));
    return std::make_shared<const Snapshot>(training.snapshot());
}

FieldRequest field(int layer) {
    return {.layer = layer, .width = 24, .height = 12, .lo = {-2, -1}, .hi = {2, 1}};
}

TEST(Observe, FieldIsTheRestOfTheNetwork) {
    const auto snapshot = first_snapshot();
    for (const int layer : {0, 4, 9}) {
        const Observation seen =
            observe({.snapshot = snapshot, .views = {.fields = {field(layer)}}});
        for (std::size_t m = 0; m < 2; ++m) {
            const WeightsFlow flow(snapshot->members[m].weights);
            const Field& values = *seen.members[m].fields[0];
            for (const int i : {0, 5, 24 * 7 + 3}) {
                const std::vector<float> x{-2 + (i % 24) * 4.0f / 23, -1 + (i / 24) * 2.0f / 11};
                std::vector<float> z(2);
                flow.tail(layer, x, z);
                EXPECT_NEAR(values.near[i], z[1] - z[0], 1e-5);
                flow.tail(std::min(layer + 1, 9), x, z);
                EXPECT_NEAR(values.far[i], z[1] - z[0], 1e-5);
            }
        }
    }
    // At s = L the field is the head alone: the line x + y = -3.
    const Observation last = observe({.snapshot = snapshot, .views = {.fields = {field(9)}}});
    EXPECT_NEAR(last.members[1].fields[0]->near[0], -(-2 - 1 + 3), 1e-5);
}

TEST(Observe, FieldsComeInTheOrderAskedForAndFarOnlyIfAsked) {
    const auto snapshot = first_snapshot();
    FieldRequest near_only = field(4);
    near_only.far = false;
    const Observation seen =
        observe({.snapshot = snapshot, .views = {.fields = {field(7), near_only}}});
    const Observation alone = observe({.snapshot = snapshot, .views = {.fields = {field(4)}}});
    for (std::size_t m = 0; m < 2; ++m) {
        const auto& fields = seen.members[m].fields;
        ASSERT_EQ(fields.size(), 2u);
        EXPECT_FALSE(fields[0]->far.empty());
        EXPECT_TRUE(fields[1]->far.empty());
        EXPECT_EQ(fields[1]->near, alone.members[m].fields[0]->near);
        EXPECT_NE(fields[0]->near, fields[1]->near);
    }
    // Of the same weights each is known again, wherever it stands in the list.
    const Observation next = observe(
        {.snapshot = snapshot, .views = {.fields = {near_only, field(2), field(7)}}}, &seen);
    EXPECT_EQ(next.members[0].fields[0], seen.members[0].fields[1]);
    EXPECT_EQ(next.members[0].fields[2], seen.members[0].fields[0]);
    EXPECT_NE(next.members[0].fields[1], seen.members[0].fields[0]);
}

TEST(Observe, FieldOfMoreClassesIsTheBestAndItsLead) {
    Config config = find_preset("circles").config;
    set_field(config, "dataset.kind=torchdyn_gaussians");
    Training training(config, {}, SlowEngine::factory({}));
    const auto snapshot = std::make_shared<const Snapshot>(training.snapshot());
    const Observation seen = observe({.snapshot = snapshot, .views = {.fields = {field(3)}}});
    const WeightsFlow flow(snapshot->members[1].weights);
    ASSERT_EQ(flow.classes(), 7);
    const Field& values = *seen.members[1].fields[0];
    ASSERT_EQ(values.near_class.size(), 24u * 12);
    for (int i = 0; i < 24 * 12; ++i) {
        const std::vector<float> x{-2 + (i % 24) * 4.0f / 23, -1 + (i / 24) * 2.0f / 11};
        for (const bool far : {false, true}) {
            std::vector<float> z(7);
            flow.tail(far ? 4 : 3, x, z);
            const int best = far ? values.far_class[i] : values.near_class[i];
            const float top = z[best];
            std::ranges::sort(z);
            EXPECT_NEAR(top, z[6], 1e-5);
            EXPECT_NEAR(far ? values.far[i] : values.near[i], z[6] - z[5], 1e-5);
        }
    }
}

TEST(Observe, StatesAndMeasuresAreThoseOfTheNetwork) {
    const auto snapshot = first_snapshot();
    const Observation seen = observe({.snapshot = snapshot, .transport_points = 100});
    ASSERT_EQ(seen.members.size(), 2u);
    const MemberObservation& b = seen.members[1];
    ASSERT_EQ(b.states->size(), 10u * 600);
    EXPECT_EQ((*b.states)[17], snapshot->data->points[17]);
    EXPECT_EQ(b.metrics.energy.size(), 9u);
    ASSERT_TRUE(b.gauges);
    EXPECT_EQ(b.gauges->subsample.points, 100);
    EXPECT_GE(b.gauges->action * (1 + 1e-9), b.gauges->displacement);
    EXPECT_GE(b.gauges->displacement * (1 + 1e-9), b.gauges->w2_squared);
    EXPECT_NEAR(b.gauges->efficiency, b.gauges->straightness * b.gauges->optimality, 1e-9);
    EXPECT_TRUE(b.fields.empty());
}

TEST(Observe, TakesOverWhatHasNotChanged) {
    const auto snapshot = first_snapshot();
    const Observation first = observe({snapshot, {{field(2)}}, 50});
    const Observation second = observe({snapshot, {{field(3)}}, 50}, &first);
    EXPECT_EQ(second.version, first.version + 1);
    EXPECT_EQ(second.members[0].states, first.members[0].states);
    EXPECT_EQ(second.members[0].gauges, first.members[0].gauges);
    EXPECT_NE(second.members[0].fields[0], first.members[0].fields[0]);
    const Observation third = observe({snapshot, {{field(3)}}, 50}, &second);
    EXPECT_EQ(third.members[0].fields[0], second.members[0].fields[0]);
    // Gauges not asked for again are kept.
    const Observation kept = observe({snapshot, {{field(3)}}, 0}, &third);
    EXPECT_EQ(kept.members[0].gauges, third.members[0].gauges);
    // New weights: everything is computed again.
    const Observation other = observe({first_snapshot(), {{field(3)}}, 50}, &third);
    EXPECT_NE(other.members[0].states, third.members[0].states);
    EXPECT_NE(other.members[0].fields[0], third.members[0].fields[0]);
}

TEST(Observe, ProbesFollowTheNetwork) {
    const auto snapshot = first_snapshot();
    const auto points = std::make_shared<const std::vector<glm::vec2>>(
        std::vector<glm::vec2>{{0.25f, -1}, {2, 0.5f}, {-3, -2}});
    for (const int layer : {0, 4, 9}) {
        const Observation seen = observe(
            {.snapshot = snapshot, .views = {.probes = {{.layer = layer, .points = points}}}});
        for (std::size_t m = 0; m < 2; ++m) {
            const WeightsFlow flow(snapshot->members[m].weights);
            ASSERT_EQ(seen.members[m].probes.size(), 1u);
            const ProbeStates& probe = *seen.members[m].probes[0];
            EXPECT_EQ(probe.points, 3);
            EXPECT_EQ(probe.layer, layer);
            std::vector<float> x{0.25f, -1, 2, 0.5f, -3, -2};
            std::vector<float> states(6 * (10 - layer));
            flow.states(layer, x, states);
            ASSERT_EQ(probe.states.size(), states.size() / 2);
            for (std::size_t i = 0; i < probe.states.size(); ++i) {
                EXPECT_EQ(probe.states[i], glm::vec2(states[2 * i], states[2 * i + 1]));
            }
            std::vector<float> z(6);
            flow.tail(layer, x, z);
            for (int i = 0; i < 3; ++i) {
                EXPECT_EQ(probe.labels[i], z[2 * i + 1] > z[2 * i] ? 1 : 0);
            }
        }
    }
}

// Fresh points have the distribution of the data (circles of radius 1 and 0.45, half and half,
// noise 0.06), but are others, and the same ones in A and B and in every observation.
TEST(Observe, FreshPointsAreDrawnLikeTheData) {
    const auto snapshot = first_snapshot();
    const Observation seen =
        observe({.snapshot = snapshot, .views = {.probes = {{.fresh = 5000}}}});
    const ProbeStates& a = *seen.members[0].probes[0];
    const ProbeStates& b = *seen.members[1].probes[0];
    ASSERT_EQ(a.points, 5000);
    EXPECT_EQ(a.labels, b.labels);
    double square[2] = {0, 0};
    int count[2] = {0, 0};
    for (int i = 0; i < a.points; ++i) {
        ASSERT_EQ(a.states[i], b.states[i]);
        square[a.labels[i]] += std::pow(a.states[i].x, 2) + std::pow(a.states[i].y, 2);
        ++count[a.labels[i]];
    }
    EXPECT_EQ(count[0], 2500);
    EXPECT_EQ(count[1], 2500);
    // E r^2 = R^2 + 2 sigma^2; the standard error of the mean is below 0.003.
    EXPECT_NEAR(square[0] / 2500, 1 + 2 * 0.06 * 0.06, 0.01);
    EXPECT_NEAR(square[1] / 2500, 0.45 * 0.45 + 2 * 0.06 * 0.06, 0.01);
    // As many as the data has, and yet others.
    const Observation many = observe({.snapshot = snapshot, .views = {.probes = {{.fresh = 600}}}});
    EXPECT_NE(many.members[0].probes[0]->states[0], snapshot->data->points[0]);
    const Observation again =
        observe({.snapshot = snapshot, .views = {.probes = {{.fresh = 5000}}}});
    EXPECT_EQ(again.members[0].probes[0]->states, a.states);
}

TEST(Observe, TakesOverProbesOfTheSameWeights) {
    const auto snapshot = first_snapshot();
    const auto points =
        std::make_shared<const std::vector<glm::vec2>>(std::vector<glm::vec2>{{1, 1}});
    const Probe lattice{.points = points};
    const Probe fresh{.fresh = 10};
    const Observation first =
        observe({.snapshot = snapshot, .views = {.probes = {lattice, fresh}}});
    const Observation second =
        observe({.snapshot = snapshot,
                 .views = {.fields = {field(2)}, .probes = {fresh, Probe{}, lattice}}},
                &first);
    EXPECT_EQ(second.members[1].probes[0], first.members[1].probes[1]);
    EXPECT_EQ(second.members[1].probes[1], nullptr);
    EXPECT_EQ(second.members[1].probes[2], first.members[1].probes[0]);
    const Observation third = observe(
        {.snapshot = snapshot, .views = {.probes = {{.layer = 1, .points = points}}}}, &second);
    EXPECT_NE(third.members[1].probes[0], second.members[1].probes[2]);
    EXPECT_EQ(third.members[1].probes[0]->states.size(), 9u);
    const Observation other =
        observe({.snapshot = first_snapshot(), .views = {.probes = {fresh}}}, &second);
    EXPECT_NE(other.members[1].probes[0], second.members[1].probes[0]);
}

TEST(Observe, MeasuresAreThereWhenAskedForOnly) {
    const auto snapshot = first_snapshot();
    const auto seen = [&](const ObserverRequest& request) { return observe(request).members[1]; };
    const MemberObservation none = seen({.snapshot = snapshot, .transport_points = 60});
    EXPECT_FALSE(none.alignment || none.folds || none.stretch || none.layer_transport);
    EXPECT_TRUE(seen({.snapshot = snapshot, .views = {.alignment = true}}).alignment);
    EXPECT_TRUE(seen({.snapshot = snapshot, .views = {.folds = true}}).folds);
    EXPECT_TRUE(seen({.snapshot = snapshot, .views = {.stretch = true}}).stretch);
    EXPECT_FALSE(seen({.snapshot = snapshot, .views = {.layer_transport = true}}).layer_transport);

    const MemberObservation all =
        seen({.snapshot = snapshot,
              .views = {.layer_transport = true, .alignment = true, .folds = true, .stretch = true},
              .transport_points = 60});
    EXPECT_EQ(all.layer_transport->subsample, all.gauges->subsample);
    EXPECT_EQ(all.layer_transport->w2_squared.size(), 9u);
    EXPECT_EQ(all.alignment->points, 480);
    EXPECT_EQ(all.folds->points, 480);
    EXPECT_EQ(all.folds->determinant.size(), 9u * 600);
    EXPECT_EQ(all.stretch->points, 480);
    EXPECT_EQ(all.stretch->median.size(), 10u);

    // They are the measures of the training points of that network.
    const Dataset& data = *snapshot->data;
    const WeightsFlow flow(snapshot->members[1].weights);
    const Trajectory whole = trajectory(flow, initial_states(data.points, 2));
    const Trajectory training = select(whole, indices(subsample_of(480, 480)));
    EXPECT_EQ(all.alignment->cosine,
              alignment(flow, training, LossKind::CrossEntropy, data.labels).cosine);
    EXPECT_EQ(all.folds->smallest, folds(flow, whole, 480).smallest);
    EXPECT_EQ(all.stretch->largest, summarise_stretch(input_stretch(flow, training, 2), 9).largest);
    EXPECT_EQ(all.gauges->action, transport_gauges(whole, subsample_of(60, 480)).action);
}

TEST(Observe, MeasuresAddedLaterLeaveTheRestAlone) {
    const auto snapshot = first_snapshot();
    const Observation first = observe({.snapshot = snapshot, .transport_points = 50});
    const Observation more = observe({.snapshot = snapshot,
                                      .views = {.layer_transport = true, .alignment = true},
                                      .transport_points = 50},
                                     &first);
    EXPECT_EQ(more.members[0].gauges, first.members[0].gauges);
    EXPECT_EQ(more.members[0].states, first.members[0].states);
    ASSERT_TRUE(more.members[0].layer_transport && more.members[0].alignment);
    // Nothing is computed twice, and what is asked for no longer is gone.
    const Observation same = observe({.snapshot = snapshot, .views = {.alignment = true}}, &more);
    EXPECT_EQ(same.members[0].alignment, more.members[0].alignment);
    EXPECT_EQ(same.members[0].gauges, more.members[0].gauges);
    EXPECT_FALSE(same.members[0].layer_transport);
    // A subsample of another size is another result.
    const Observation other = observe({.snapshot = snapshot, .transport_points = 70}, &same);
    EXPECT_EQ(other.members[0].gauges->subsample.points, 70);
}

// Expensive measures stay until they are asked for again, and name the step that they are of; cheap
// ones follow the weights.
TEST(Observe, ExpensiveMeasuresComeAsOftenAsAskedFor) {
    Training training(find_preset("circles").config, {}, SlowEngine::factory({}));
    const auto snapshot = [&] { return std::make_shared<const Snapshot>(training.snapshot()); };
    ObserverRequest request{.snapshot = snapshot(),
                            .views = {.layer_transport = true, .folds = true},
                            .transport_points = 50};
    const Observation first = observe(request);
    training.step();
    request.snapshot = snapshot();
    request.transport_points = 0;
    const Observation later = observe(request, &first);
    EXPECT_EQ(later.members[1].gauges, first.members[1].gauges);
    EXPECT_EQ(later.members[1].layer_transport, first.members[1].layer_transport);
    EXPECT_EQ(later.members[1].transport_step, 0);
    EXPECT_NE(later.members[1].folds, first.members[1].folds);
    request.transport_points = 50;  // the same weights, but the gauges are of older ones
    const Observation again = observe(request, &later);
    EXPECT_NE(again.members[1].gauges->action, first.members[1].gauges->action);
    EXPECT_NE(again.members[1].layer_transport, first.members[1].layer_transport);
    EXPECT_EQ(again.members[1].transport_step, 1);
    EXPECT_EQ(again.members[1].folds, later.members[1].folds);
}

TEST(Observe, WhereStatesAreNotFiniteMeasuresAreAbsent) {
    Snapshot snapshot = *first_snapshot();
    auto weights = std::make_shared<Weights>(*snapshot.members[1].weights);
    std::ranges::fill(weights->values, 1e30f);
    snapshot.members[1].weights = weights;
    const Observation seen = observe(
        {.snapshot = std::make_shared<const Snapshot>(snapshot),
         .views = {.layer_transport = true, .alignment = true, .folds = true, .stretch = true},
         .transport_points = 50});
    const MemberObservation& b = seen.members[1];
    EXPECT_FALSE(b.gauges || b.layer_transport || b.alignment || b.folds || b.stretch);
    EXPECT_TRUE(seen.members[0].gauges && seen.members[0].stretch);
}

// An imported model: its states are known, its derivatives are not.
class StatesAlone : public Flow {
  public:
    explicit StatesAlone(const WeightsFlow& flow) : flow_(flow) {}
    int layers() const override { return flow_.layers(); }
    int dimension() const override { return flow_.dimension(); }
    int classes() const override { return flow_.classes(); }
    void states(int from, std::span<const float> x, std::span<float> out) const override {
        flow_.states(from, x, out);
    }
    void head(std::span<const float> x, std::span<float> logits) const override {
        flow_.head(x, logits);
    }
    void tail(int from, std::span<const float> x, std::span<float> logits) const override {
        flow_.tail(from, x, logits);
    }

  private:
    const WeightsFlow& flow_;
};

TEST(Observe, AFlowWithoutDerivativesLacksTheirMeasuresAlone) {
    const auto snapshot = first_snapshot();
    const WeightsFlow flow(snapshot->members[1].weights);
    const ObserverRequest request{
        .snapshot = snapshot,
        .views = {.layer_transport = true, .alignment = true, .folds = true, .stretch = true},
        .transport_points = 50};
    MemberObservation known, alone;
    update_measures(known, request, snapshot->members[1], flow);
    update_measures(alone, request, snapshot->members[1], StatesAlone(flow));
    EXPECT_TRUE(known.alignment && known.folds && known.stretch);
    EXPECT_FALSE(alone.alignment || alone.folds || alone.stretch);
    ASSERT_TRUE(alone.gauges && alone.layer_transport);
    EXPECT_EQ(alone.layer_transport->w2_squared, known.layer_transport->w2_squared);
    EXPECT_EQ(alone.metrics.energy, known.metrics.energy);
}

TEST(Observer, AnswersTheNewestRequest) {
    const auto snapshot = first_snapshot();
    Observer observer;
    for (int layer = 0; layer <= 9; ++layer) {
        observer.request({.snapshot = snapshot, .views = {.fields = {field(layer)}}});
    }
    for (int i = 0; i < 2000; ++i) {
        const auto seen = observer.observation();
        if (seen && seen->asked.fields[0].layer == 9) {
            SUCCEED();
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    FAIL() << "no observation of the newest request";
}

}  // namespace
}  // namespace la
