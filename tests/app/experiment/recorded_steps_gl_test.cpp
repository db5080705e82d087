// A recording of several steps of somebody's training: the window shows each of them.

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/experiment/frozen_experiment.h"
#include "app/experiment/history_view.h"
#include "app/experiment/recorded_snapshot.h"
#include "app/export/film_strip.h"
#include "core/base/files.h"
#include "core/observe/observer.h"
#include "tests/support/driven_app.h"
#include "tests/support/recording_sample.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

const std::vector<std::int64_t> kSteps{0, 20, 50, 400};

const std::string kFilmInTheMenu =
    "save.kind." + std::to_string(static_cast<int>(SaveKind::TrainingFilm));

class RecordedStepsGl : public AppGlTest {};

// The sample at these steps; at the t-th of them its points lie t higher after the last layer.
std::string recording_of(const std::vector<std::int64_t>& steps) {
    RecordingSample sample;
    if (steps.size() > 1) {
        sample.repeat_at(steps);
    }
    std::string& states = sample.tensors.at("states").bytes;
    const std::size_t step = states.size() / steps.size();
    for (std::size_t t = 0; t < steps.size(); ++t) {
        for (std::size_t i = 0; i < 3; ++i) {  // y of layer 2
            bytes::store(
                static_cast<float>(t),
                states.data() + t * step + (2 * 3 + i) * 2 * sizeof(float) + sizeof(float));
        }
    }
    return sample.bytes();
}

struct Recorded : DrivenApp {
    explicit Recorded(const std::vector<std::int64_t>& steps) {
        const std::string file = (folder / "net.safetensors").string();
        write_file(file, recording_of(steps));
        app.ask(OpenModel{.file = file});
        for (int i = 0; i < 500 && !app.temp().model_shown; ++i) {
            play(1);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        EXPECT_TRUE(app.temp().model_shown) << app.snapshot().message;
        settle();
    }
    // Until the observer has answered.
    void settle() {
        for (int i = 0; i < 500 && !(app.observation() && app.settled()); ++i) {
            play(1);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        play(3);
    }
    std::int64_t past() const {
        return app.temp().history.shown ? app.temp().history.shown->step : -1;
    }
    // Height of the first point after the last layer, as it is shown.
    float height() const {
        const std::vector<glm::vec2>& states = *app.observation()->members.back().states;
        return states[states.size() - 3].y;
    }

    ScratchFolder folder;
};

TEST_F(RecordedStepsGl, TheScrubberShowsEachOfThem) {
    Recorded s(kSteps);
    ASSERT_TRUE(s.on_screen("history"));
    EXPECT_EQ(s.app.snapshot().step, 400);
    EXPECT_EQ(s.past(), -1);
    EXPECT_EQ(s.height(), 3);
    const std::vector<std::pair<float, std::int64_t>> places{
        {0.0f, 0}, {0.06f, 20}, {0.12f, 50}, {0.3f, 50}};
    float from = 0.9f;  // two presses at one place are a double click, which asks for a number
    for (const auto& [place, step] : places) {
        s.drag("history", from, place);
        from -= 0.1f;
        s.settle();
        EXPECT_EQ(s.past(), step) << place;
        EXPECT_EQ(s.height(), step == 0 ? 0 : step == 20 ? 1 : 2) << place;
    }
    EXPECT_FALSE(s.on_screen("go_on")) << "nothing is trained";
    s.click("now");
    s.settle();
    EXPECT_EQ(s.past(), -1);
    EXPECT_EQ(s.height(), 3);
}

TEST_F(RecordedStepsGl, KeysGoThroughThem) {
    Recorded s(kSteps);
    s.press(kKeyHome);
    EXPECT_EQ(s.past(), 0);
    s.press(kKeyRight, kShift);
    EXPECT_EQ(s.past(), 20);
    s.press(kKeyRight, kShift);
    EXPECT_EQ(s.past(), 50);
    s.press(kKeyLeft, kShift);
    EXPECT_EQ(s.past(), 20);
    s.press('G');
    EXPECT_EQ(s.past(), 20);
    s.press(kKeyEnd);
    EXPECT_EQ(s.past(), -1);
    s.press(kKeyLeft, kShift);
    EXPECT_EQ(s.past(), 50);
    s.app.ask(LeaveModel{});
    s.play(4);
    EXPECT_EQ(s.past(), -1) << "the run is shown as it is now";
}

TEST_F(RecordedStepsGl, TheFilmOfItsTrainingShowsAllOfThem) {
    Recorded s(kSteps);
    s.press('E', kCtrl | kShift);
    s.play(3);
    EXPECT_TRUE(s.on_screen(kFilmInTheMenu));
    s.press(kKeyEscape);
    FrozenExperiment experiment(s.app.shared_snapshot(), std::make_unique<Observer>());
    const GuiSwitch back;
    FilmStrip strip({.kind = SaveKind::TrainingFilm,
                     .size = {200, 160},
                     .scale = 0.5f,
                     .frames = 40,
                     .fps = 30,
                     .now = s.app.shared_snapshot()},
                    experiment, s.app);
    std::vector<std::int64_t> shown;
    for (int i = 0; i < 20000 && !strip.done(); ++i) {
        if (!strip.next()) {  // not observed yet
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        if (shown.empty() || shown.back() != experiment.snapshot()->step) {
            shown.push_back(experiment.snapshot()->step);
        }
    }
    EXPECT_TRUE(strip.done());
    EXPECT_EQ(shown, kSteps);
}

// A training that was taken up again begins late: the scrubber goes over what is recorded of it.
TEST_F(RecordedStepsGl, TheScrubberBeginsAtTheFirst) {
    Recorded s({5000, 5200, 5400, 6000});
    s.drag("history", 0.95f, 0.22f);
    EXPECT_EQ(s.past(), 5200);
    s.drag("history", 0.6f, 0.02f);
    EXPECT_EQ(s.past(), 5000);
    EXPECT_EQ(frozen_line(*s.app.temp().history.shown),
              "net.safetensors, recorded at 4 steps, step 5,000");
    EXPECT_EQ(frozen_line(s.app.snapshot()), "net.safetensors, recorded at 4 steps, step 6,000");
}

TEST_F(RecordedStepsGl, OneStepHasNoScrubber) {
    Recorded s({0});
    s.press('E', kCtrl | kShift);
    s.play(3);
    EXPECT_TRUE(s.on_screen("save.kind.0"));
    EXPECT_FALSE(s.on_screen(kFilmInTheMenu));
    s.press(kKeyEscape);
    EXPECT_FALSE(s.on_screen("history"));
    s.press(kKeyHome);
    s.press(kKeyLeft, kShift);
    EXPECT_EQ(s.past(), -1);
}

// Beside a large network of ours, as `inspect --against` shows it, none is thinned away.
TEST_F(RecordedStepsGl, AllAreKeptBesideALargeNetwork) {
    Config config = without_compare();
    config.network.hidden = 512;
    config.network.layers = 64;
    const DrivenApp large(config);
    std::vector<std::int64_t> steps;
    for (int i = 0; i < 300; ++i) {
        steps.push_back(1 + 3 * i);
    }
    Snapshot out;
    out.members.push_back(large.app.snapshot().members.back());
    show_recording(out, read_recording(recording_of(steps)), "net.safetensors");
    ASSERT_EQ(out.history->size(), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ((*out.history)[i].step, steps[i]);
    }
}

}  // namespace
}  // namespace la
