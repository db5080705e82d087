#include "core/model_reader/recorded_model.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "core/base/files.h"
#include "core/measure/metrics.h"
#include "core/model/trajectory.h"
#include "core/model_reader/model_reader.h"
#include "tests/support/error_of.h"
#include "tests/support/recording_sample.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

std::shared_ptr<const RecordedFlow> flow_of(const RecordingSample& sample) {
    return read_recording(sample.bytes()).flows.front();
}

std::string refusal(const RecordingSample& sample) {
    return error_of([&] { read_recording(sample.bytes()); });
}

TEST(Recording, GivesWhatIsRecorded) {
    const RecordedModel recording = read_recording(RecordingSample().bytes());
    EXPECT_EQ(recording.steps, (std::vector<std::int64_t>{0}));
    EXPECT_EQ(recording.data->size(), 3);
    EXPECT_EQ(recording.data->train, 3);
    EXPECT_EQ(recording.data->labels, (std::vector<std::uint8_t>{0, 1, 0}));
    const RecordedFlow& flow = *recording.flows.front();
    EXPECT_EQ(flow.layers(), 2);
    EXPECT_EQ(flow.dimension(), 2);
    EXPECT_EQ(flow.classes(), 2);
    EXPECT_EQ(flow.notes(), (std::vector<std::string>{"one note"}));
    const Trajectory path = trajectory(flow, initial_states(recording.data->points, 2));
    EXPECT_EQ(std::vector<float>(path.cloud(2).begin(), path.cloud(2).end()),
              (std::vector<float>{2, 0, 3, 1, 1, 0.5f}));
    const Metrics metrics = measure(flow, *recording.data, {}, 1);
    EXPECT_EQ(metrics.energy, (std::vector<double>{1, 1}));
    EXPECT_EQ(metrics.displacement, 4);
    // All logits are (0, x > 0): class 1, which one of the points has.
    EXPECT_DOUBLE_EQ(metrics.train_accuracy, 1.0 / 3);
}

TEST(Recording, IsBilinearBetweenNodesAndKnowsNothingOutside) {
    const auto flow = flow_of({});
    std::vector<float> states(3 * 2 * 2);
    flow->states(0, std::vector<float>{0.25f, -1.5f, 2.5f, 0}, states);
    EXPECT_EQ(states[0], 0.25f);
    EXPECT_EQ(states[1], -1.5f);
    EXPECT_EQ(states[8], 2.25f);  // layer 2 of the first place
    EXPECT_TRUE(std::isnan(states[2]) && std::isnan(states[11]));
    std::vector<float> logits(4);
    for (int k = 0; k <= 2; ++k) {
        flow->tail(k, std::vector<float>{0.25f, -1.5f, 0, 9}, logits);
        EXPECT_EQ(logits[0], 0);
        EXPECT_EQ(logits[1], 0.25f + static_cast<float>(2 - k));
        EXPECT_TRUE(std::isnan(logits[2]) && std::isnan(logits[3]));
    }
    flow->states(1, std::vector<float>{0, 0, 0, 0}, std::span(states).first(8));
    EXPECT_TRUE(std::isnan(states[0]));  // begins at layer 0 alone
    EXPECT_TRUE(flow->starts_at(0) && !flow->starts_at(1) && flow->decides_at(2));
}

TEST(Recording, OfMoreDimensionsHasItsFieldsInThePlaneOfItsStates) {
    RecordingSample sample;
    sample.put("states", {3, 3, 3}, std::vector<float>(27, 0.5f));
    sample.put("lattice", {3, 9, 3}, std::vector<float>(81, 0.25f));
    sample.put("plane_mean", {3}, std::vector<float>{0, 0, 1});
    sample.put("plane_axes", {2, 3}, std::vector<float>{1, 0, 0, 0, 1, 0});
    const auto flow = flow_of(sample);
    std::vector<float> logits(2);
    flow->tail(1, std::vector<float>{0.25f, 0.5f, 1}, logits);
    EXPECT_EQ(logits[1], 1.25f);
    flow->tail(1, std::vector<float>{0.25f, 0.5f, 1.5f}, logits);
    EXPECT_TRUE(std::isnan(logits[1]));  // off the plane
    // A point of the input plane is padded with zeros, as are the nodes of the lattice.
    flow->tail(0, std::vector<float>{0.25f, 0.5f, 0}, logits);
    EXPECT_EQ(logits[1], 2.25f);
    std::vector<float> states(9);
    flow->states(0, std::vector<float>{1, 1, 0}, states);
    EXPECT_EQ(states[0], 0.5f);
    flow->states(0, std::vector<float>{1, 0.5f, 0}, states);
    EXPECT_EQ(states[0], 0.25f);
}

TEST(Recording, SaysWhatIsNotInTheFile) {
    RecordingSample sample;
    for (const char* name : {"lattice", "decisions", "lattice_box", "fields"}) {
        sample.tensors.erase(name);
    }
    auto flow = flow_of(sample);
    EXPECT_FALSE(flow->starts_at(0));
    EXPECT_TRUE(flow->decides_at(0));  // of its points
    EXPECT_FALSE(flow->decides_at(1));
    ASSERT_EQ(flow->notes().size(), 3u);
    EXPECT_NE(flow->notes()[1].find("no fields"), std::string::npos);
    sample.tensors.erase("logits");
    flow = flow_of(sample);
    EXPECT_FALSE(flow->decides_at(0));
    EXPECT_EQ(flow->notes().size(), 4u);
}

TEST(Recording, HasEveryStepOfATraining) {
    RecordingSample sample;
    sample.repeat_at({0, 70});
    std::string& states = sample.tensors.at("states").bytes;
    bytes::store(5.0f, states.data() + states.size() / 2);
    const RecordedModel recording = read_recording(sample.bytes());
    EXPECT_EQ(recording.steps, (std::vector<std::int64_t>{0, 70}));
    std::vector<float> out(3 * 2);
    recording.flows[1]->states(0, std::vector<float>{0, 0}, out);
    EXPECT_EQ(out[0], 5);
    recording.flows[0]->states(0, std::vector<float>{0, 0}, out);
    EXPECT_EQ(out[0], 0);
    sample.put("steps", {2}, std::vector<std::int64_t>{70, 0});
    EXPECT_NE(refusal(sample).find("steps"), std::string::npos);
    sample.put("steps", {2}, std::vector<std::int64_t>{70, 70});
    EXPECT_NE(refusal(sample).find("steps do not grow"), std::string::npos);
    sample.put("steps", {2}, std::vector<float>{0, 70});
    EXPECT_NE(refusal(sample).find("no whole numbers"), std::string::npos);
    const std::int64_t late = (std::int64_t{1} << 40) + 1;  // no float is that
    sample.put("steps", {2}, std::vector<std::int64_t>{late, late + 2});
    EXPECT_EQ(read_recording(sample.bytes()).steps, (std::vector<std::int64_t>{late, late + 2}));
    std::vector<std::int64_t> many(1500);
    std::iota(many.begin(), many.end(), 0);
    sample.put("steps", {1500}, many);
    EXPECT_NE(refusal(sample).find("1500 steps, of which 1024 at most"), std::string::npos);
    sample.put("steps", {3}, std::vector<std::int64_t>{0, 1, 2});
    EXPECT_NE(refusal(sample).find("[2, "), std::string::npos) << refusal(sample);
}

TEST(Recording, NamesWhatDoesNotFit) {
    const auto changed = [](const char* name, Shape shape, const std::vector<float>& values) {
        RecordingSample sample;
        sample.put(name, std::move(shape), values);
        return refusal(sample);
    };
    EXPECT_NE(changed("states", {3, 2, 2}, std::vector<float>(12)).find("states is [3, 2, 2]"),
              std::string::npos);
    EXPECT_NE(changed("states", {1, 3, 2}, std::vector<float>(6)).find("states is [1, 3, 2]"),
              std::string::npos);
    EXPECT_NE(changed("lattice", {3, 8, 2}, std::vector<float>(48)).find("not square"),
              std::string::npos);
    EXPECT_NE(changed("fields_box", {2, 2}, {2, 2, -2, -2}).find("no box"), std::string::npos);
    EXPECT_NE(changed("points", {3, 2}, {0, 0, 1, 1, -1, NAN}).find("not finite"),
              std::string::npos);
    RecordingSample sample;
    sample.put("labels", {3}, std::vector<std::int64_t>{0, 1, 2});
    EXPECT_NE(refusal(sample).find("a label"), std::string::npos);
    sample = {};
    sample.tensors.erase("states");
    EXPECT_NE(refusal(sample).find("there is no states"), std::string::npos);
    sample = {};
    sample.metadata["version"] = "2";
    EXPECT_NE(refusal(sample).find("another version"), std::string::npos);
}

TEST(Recording, IsKnownByItsMetadata) {
    const ScratchFolder folder;
    RecordingSample sample;
    write_file(folder / "r.safetensors", sample.bytes());
    EXPECT_NE(ModelReader(folder / "r.safetensors").recording(), nullptr);
    sample.metadata["format"] = "pt";
    write_file(folder / "w.safetensors", sample.bytes());
    const ModelReader weights(folder / "w.safetensors");
    EXPECT_EQ(weights.recording(), nullptr);
    EXPECT_EQ(weights.file().parameters.size(), sample.tensors.size());
}

}  // namespace
}  // namespace la
