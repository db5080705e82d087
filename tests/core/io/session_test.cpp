// A training that is closed and opened again goes on as if it had never been closed; a file that
// cannot be opened is refused with the reason.

#include "core/io/session_file.h"

#include <fstream>
#include <functional>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/container.h"
#include "core/io/model_file.h"
#include "core/io/presets.h"
#include "core/io/run_folder.h"
#include "core/io/session_container.h"
#include "core/train/training.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/session_cases.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

TrainingState through_a_file(const TrainingState& state) {
    const ScratchFolder folder;
    write_session(folder / "a.session", {state, ""});
    return read_session(folder / "a.session").training;
}

class ReopenedSession : public ::testing::TestWithParam<SessionCase> {};

// 37 steps are no multiple of an epoch, of Uzawa's period, or of the spacing of kept steps.
TEST_P(ReopenedSession, GoesOnAsIfItHadNeverBeenClosed) {
    const SessionCase& what = GetParam();
    constexpr int kSteps = 37;
    Training unbroken(what.config(), {"cpu"});
    train(unbroken, kSteps, what);
    const TrainingState kept = unbroken.state();
    train(unbroken, 2 * kSteps, what);

    Training again(through_a_file(kept), {"cpu"});
    EXPECT_EQ(again.steps(), kSteps);
    train(again, 2 * kSteps, what);

    const Snapshot a = unbroken.snapshot(), b = again.snapshot();
    ASSERT_EQ(a.members.size(), b.members.size());
    for (std::size_t m = 0; m < a.members.size(); ++m) {
        EXPECT_EQ(weights_hash(*a.members[m].weights), weights_hash(*b.members[m].weights)) << m;
        EXPECT_EQ(metrics_csv(a, m), metrics_csv(b, m)) << m;
        EXPECT_EQ(a.members[m].nu, b.members[m].nu) << m;
    }
    // And everything else that there is to keep.
    EXPECT_TRUE(session_bytes({unbroken.state(), ""}) == session_bytes({again.state(), ""}));
}

INSTANTIATE_TEST_SUITE_P(Session, ReopenedSession, ::testing::ValuesIn(session_cases()),
                         [](const auto& what) { return what.param.name; });

TEST(Session, HoldsAllOfATraining) {
    Training training(find_preset("circles").config, {"cpu"}, make_engine, 3);
    training.apply(SetLambda{1, 0.5});
    for (int i = 0; i < 10; ++i) {
        training.step();
    }
    training.apply(SetLambda{1, 0.25});
    const TrainingState kept = training.state();
    const SavedSession back = parse_session(session_bytes({kept, R"({"depth": 2})"}));
    EXPECT_EQ(back.app, R"({"depth": 2})");
    const TrainingState& s = back.training;
    EXPECT_EQ(s.config, kept.config);
    EXPECT_EQ(s.members, kept.members);
    EXPECT_EQ(s.rows_every, 3);
    EXPECT_EQ(s.now.step, 10);
    EXPECT_EQ(s.now.batches.state(), kept.now.batches.state());
    EXPECT_EQ(s.data->points, kept.data->points);
    EXPECT_EQ(s.data->labels, kept.data->labels);
    EXPECT_EQ(s.data->train, kept.data->train);
    EXPECT_EQ(s.engines.size(), 1u);
    EXPECT_EQ(s.engines[0].moment2, kept.engines[0].moment2);
    EXPECT_EQ(s.engines[0].updates, 10);
    EXPECT_EQ(s.rows->size(), 4u);  // 0, 3, 6, 9
    EXPECT_EQ(s.history->size(), 11u);
    EXPECT_EQ((*s.history)[4].members[1].weights->values,
              (*kept.history)[4].members[1].weights->values);
    EXPECT_EQ((*s.history)[4].members[1].lambda, 0.5);
    ASSERT_EQ(s.changes.changes()->size(), 2u);
    EXPECT_EQ(s.changes.changes()->back().to, "0.25");
    ASSERT_EQ(s.recording.changes().size(), 2u);
    EXPECT_EQ(s.recording.changes()[1].step, 10);
    EXPECT_EQ(session_bytes(back), session_bytes({kept, R"({"depth": 2})"}));
}

// The file holds the data, which may have been drawn by hand.
TEST(Session, KeepsDataThatNoConfigurationNames) {
    Training training(find_preset("circles").config, {"cpu"});
    TrainingState state = training.state();
    Dataset data = *state.data;
    data.points[3] = {0.5f, -7};
    data.class_names = {"cat", "dog, \"wet\""};
    state.data = std::make_shared<Dataset>(std::move(data));
    const TrainingState back = through_a_file(state);
    EXPECT_EQ(back.data->points[3], glm::vec2(0.5f, -7));
    EXPECT_EQ(back.data->class_names, state.data->class_names);
    EXPECT_NE(back.recording.origin()->data->points[3], glm::vec2(0.5f, -7));
    Training again(back, {"cpu"});
    again.apply(Reset{});
    EXPECT_EQ(again.snapshot().data->points[3], glm::vec2(0.5f, -7));
}

TEST(Session, AnEngineThatIsNotThereLeavesTheRunAsItWas) {
    Training training(find_preset("circles").config, {"cpu"});
    TrainingState other = Training(find_preset("moons").config, {"cpu"}).state();
    other.engine.device = "cuda:77";
    training.step();
    const std::string before = session_bytes({training.state(), ""});
    EXPECT_THROW(training.restore(other), Error);
    EXPECT_TRUE(session_bytes({training.state(), ""}) == before);
    other.engine.device = "cpu";
    const std::uint64_t run = training.snapshot().run;
    training.restore(other);
    EXPECT_GT(training.snapshot().run, run);
    EXPECT_EQ(training.config(), find_preset("moons").config);
}

TEST(Session, ADivergedRunStaysDivergedAndResets) {
    Config config = find_preset("circles").config;
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 1000;
    Training training(config, {"cpu"});
    for (int i = 0; i < 50; ++i) {
        training.step();
    }
    ASSERT_TRUE(training.snapshot().status == Status::Diverged);
    Training again(through_a_file(training.state()), {"cpu"});
    EXPECT_TRUE(again.diverged());
    EXPECT_EQ(again.snapshot().message, training.snapshot().message);
    EXPECT_EQ(again.snapshot().step, training.snapshot().step);
    again.prepare();
    again.apply(Reset{});
    training.apply(Reset{});
    EXPECT_EQ(weights_hash(*again.snapshot().members[1].weights),
              weights_hash(*training.snapshot().members[1].weights));
    EXPECT_FALSE(again.diverged());
}

// Another optimiser, chosen before the engine is made again, drops the moments as it would have.
TEST(Session, TakesAnotherOptimiserRightAfterOpening) {
    Training unbroken(find_preset("circles").config, {"cpu"});
    for (int i = 0; i < 20; ++i) {
        unbroken.step();
    }
    Training again(through_a_file(unbroken.state()), {"cpu"});
    OptimizerConfig optimizer = unbroken.config().optimizer;
    optimizer.kind = OptimizerKind::Momentum;
    for (Training* training : {&unbroken, &again}) {
        training->apply(SetOptimizer{optimizer});
        for (int i = 0; i < 20; ++i) {
            training->step();
        }
    }
    EXPECT_TRUE(session_bytes({unbroken.state(), ""}) == session_bytes({again.state(), ""}));
}

std::string refusal(const std::string& bytes) {
    try {
        parse_session(bytes);
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

std::string good() {
    return session_bytes({Training(find_preset("moons").config, {"cpu"}).state(), ""});
}

TEST(Session, SaysWhyItCannotBeOpened) {
    const std::string file = good();
    EXPECT_EQ(refusal(file), "accepted");
    EXPECT_EQ(refusal(""), "it is not a session");
    EXPECT_EQ(refusal("PK\x03\x04"), "it is not a session");
    EXPECT_EQ(refusal("\x7f"
                      "ELF and so on and so on and so on"),
              "it is not a session");
    EXPECT_EQ(refusal(file.substr(0, 20)), "it is cut off: 20 bytes are left");
    EXPECT_EQ(refusal(file.substr(0, 60)), "it is cut off within the table of its sections");
    EXPECT_NE(refusal(file.substr(0, file.size() - 1)).find("cut off within its section"),
              std::string::npos);
    EXPECT_EQ(refusal(file + "x"), "it is damaged: something follows its last section");

    std::string future = file;
    future[8] = 7;
    EXPECT_EQ(refusal(future),
              "it is a session of version 7, and this program knows them up to 1; try a newer "
              "leastaction");
    std::string damaged = file;
    damaged[file.size() / 2] = static_cast<char>(damaged[file.size() / 2] ^ 4);
    EXPECT_NE(refusal(damaged).find("has another checksum"), std::string::npos);
    std::string table = file;
    table[30] = 'x';
    EXPECT_EQ(refusal(table), "it is damaged: the table of its sections has another checksum");
}

TEST(Session, SaysWhatIsInconsistent) {
    const TrainingState whole = Training(find_preset("moons").config, {"cpu"}).state();
    const auto refuses = [&](const std::function<void(TrainingState&)>& spoil) {
        TrainingState state = whole;
        spoil(state);
        return refusal(session_bytes({state, ""}));
    };
    const std::string odds = "it is at odds with itself: ";
    EXPECT_EQ(refuses([](TrainingState&) {}), "accepted");
    EXPECT_EQ(refuses([](TrainingState& s) {
                  Dataset data = *s.data;
                  data.labels[0] = 9;
                  s.data = std::make_shared<Dataset>(data);
              }),
              odds + "the data has a label of a class that is not there");
    EXPECT_EQ(refuses([](TrainingState& s) {
                  Dataset data = *s.data;
                  data.classes = 11;
                  s.data = std::make_shared<Dataset>(data);
              }),
              "its section data: the data has an impossible number of classes");
    EXPECT_EQ(refuses([](TrainingState& s) {
                  Batches::State batches = s.now.batches.state();
                  batches.order[1] = batches.order[0];
                  s.now.batches = Batches(batches, s.config.optimizer);
              }),
              odds + "the order of the batches is no order");
    EXPECT_EQ(refuses([](TrainingState& s) {
                  Batches::State batches = s.now.batches.state();
                  batches.random.words = {};
                  s.now.batches = Batches(batches, s.config.optimizer);
              }),
              odds + "the random state is impossible");
    EXPECT_EQ(refuses([](TrainingState& s) { s.now.step = 5; }),
              odds + "the weights are of another step");
    EXPECT_EQ(refuses([](TrainingState& s) { s.weights_step = s.now.step = 5; }),
              odds + "the state of the optimiser is missing");
    EXPECT_EQ(refuses([](TrainingState& s) { s.history_spacing = 0; }),
              odds + "a log has an impossible spacing");
    EXPECT_EQ(refuses([](TrainingState& s) { s.groups = {{0}}; }),
              odds + "the ensembles do not hold every member once");
    EXPECT_EQ(refuses([](TrainingState& s) { s.config.network.layers = 300; }),
              "its section state: network.layers: 300 is out of range, 1 to 256");
}

// The session of a training on the CPU, with another name in the place of "cpu".
std::string with_device(const std::string& session, const std::string& device) {
    const std::string before = R"("device":"cpu")";
    std::vector<Section> sections;
    for (const SectionView& section : unpack(kSessionContainer, session)) {
        std::string bytes(section.bytes);
        if (section.name == "state") {
            bytes.replace(bytes.find(before), before.size(), R"("device":")" + device + '"');
        }
        sections.push_back({std::string(section.name), bytes});
    }
    return pack(kSessionContainer, sections);
}

TEST(Session, ADeviceOfNoKnownNameIsRefused) {
    const std::string file = good();
    for (const char* device : {"auto", "cpu", "cuda", "cuda:7", "cuda:12", "mps"}) {
        EXPECT_EQ(refusal(with_device(file, device)), "accepted") << device;
    }
    for (const std::string device : {"abacus", "cudaxyz", "cuda:x", "cuda:", "cpu:1", ""}) {
        EXPECT_EQ(refusal(with_device(file, device)),
                  "its section state: there is no engine auto on a device " + device);
    }
}

TEST(Session, AMessageNamesTheFileAndWhatToTry) {
    const ScratchFolder folder;
    const auto why = [](const std::filesystem::path& path) -> std::string {
        try {
            read_session(path);
        } catch (const Error& error) {
            return error.what();
        }
        return "accepted";
    };
    const std::string name = (folder / "a.session").string();
    EXPECT_EQ(why(name),
              "cannot open " + name +
                  ": there is no such file; sessions end in .session, saved with Ctrl+S");
    EXPECT_EQ(why("/dev/null"),
              "cannot open /dev/null: it is no file; sessions end in .session, saved with Ctrl+S");
    write_file(name, "x,y,label\n");
    EXPECT_EQ(why(name), "cannot open " + name + ": it is not a session; try another copy of it");
    // A file of 2 GB is refused by its size alone.
    std::ofstream(name).close();
    std::filesystem::resize_file(name, 2'000'000'000);
    EXPECT_EQ(why(name), "cannot open " + name +
                             ": with 2000000000 bytes it is larger than any session; sessions end "
                             "in .session, saved with Ctrl+S");
}

TEST(Session, IsNotWrittenIfItCouldNotBeOpenedAgain) {
    const ScratchFolder folder;
    TrainingState state = Training(find_preset("moons").config, {"cpu"}).state();
    write_session(folder / "a.session", {state, "{}"});
    const std::string before = read_file(folder / "a.session");
    state.now.step = -1;
    EXPECT_THROW(write_session(folder / "a.session", {state, ""}), Error);
    EXPECT_TRUE(read_file(folder / "a.session") == before);
    EXPECT_THROW(write_session(folder / "no" / "a.session", {state, ""}), Error);
}

}  // namespace
}  // namespace la
