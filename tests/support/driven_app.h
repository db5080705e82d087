#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/screen/offscreen.h"
#include "core/io/presets.h"
#include "tests/support/slow_engine.h"

namespace la {

inline constexpr float kFrame = 1.0f / 60;

// A lab that remembers what it was sent.
class RecordingExperiment : public Experiment {
  public:
    RecordingExperiment(const Config& config, EngineFactory factory)
        : experiment_(config, {}, std::move(factory)) {}

    // Inlined, GCC 12 takes the parts of the variant that are not there for uninitialised ones.
    [[gnu::noinline]] void send(Command command) override {
        sent.push_back(command);
        experiment_.send(std::move(command));
    }
    std::shared_ptr<const Snapshot> snapshot() const override { return experiment_.snapshot(); }
    void request(ObserverRequest request) override { experiment_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return experiment_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return experiment_.taken(); }
    void advance(std::int64_t steps) { experiment_.advance(steps); }

    std::vector<Command> sent;

  private:
    InlineExperiment experiment_;
};

// The application without a display, a clock of its own, and a mouse of its own. The engine only
// shrinks the weights: what is trained does not matter here.
struct DrivenApp {
    explicit DrivenApp(const Config& config = find_preset("circles").config,
                       glm::ivec2 pixels = {1600, 900}, float content_scale = 1,
                       EngineFactory factory = SlowEngine::factory(std::chrono::milliseconds(0)),
                       Sessions::Options sessions = {})
        : size(pixels),
          scale(content_scale),
          offscreen(pixels, content_scale),
          experiment(config, std::move(factory)),
          app(experiment, "circles", std::move(sessions)) {
        ImGui::GetIO().IniFilename = nullptr;
        play(4);  // sizes are known after the first frame, the observation after the second
    }

    void play(int frames) {
        for (int i = 0; i < frames; ++i) {
            offscreen.play(app, kFrame);
        }
    }

    void mouse(ImVec2 at, bool down) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().MousePos = at;
        ImGui::GetIO().MouseDown[0] = down;
#else
        ImGui::GetIO().AddMousePosEvent(at.x, at.y);
        ImGui::GetIO().AddMouseButtonEvent(0, down);
#endif
        play(3);
    }

    void wheel(float notches) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().MouseWheel = notches;
#else
        ImGui::GetIO().AddMouseWheelEvent(0, notches);
#endif
        play(3);
    }

    bool on_screen(const std::string& name) const {
        return app.controls().rects().contains(name);
    }

    // Of a control; of one that is hidden or scrolled away after opening its section alone.
    Rect rect(const std::string& name) {
        auto& closed = app.state().closed;
        for (std::size_t i = 0; i < closed.size() && !on_screen(name); ++i) {
            closed.fill(true);
            closed[i] = false;
            play(3);
        }
        const auto found = app.controls().rects().find(name);
        EXPECT_NE(found, app.controls().rects().end()) << name << " is not on screen";
        return found == app.controls().rects().end() ? Rect{} : found->second;
    }

    ImVec2 spot(const std::string& name, float x) {
        const Rect r = rect(name);
        return {r.min.x + x * r.width(), r.min.y + r.height() / 2};
    }

    void click(const std::string& name) {
        const ImVec2 at = spot(name, 0.5f);
        mouse(at, false);
        mouse(at, true);
        mouse(at, false);
    }

    void choose(const std::string& name, int index) {
        click(name);
        click(name + "." + std::to_string(index));
    }

    void drag(const std::string& name, float from, float to) {
        mouse(spot(name, from), false);
        mouse(spot(name, from), true);
        mouse(spot(name, to), true);
        mouse(spot(name, to), false);
    }

    // A key that went down and up within one frame.
    void press(int key, int modifiers = 0) {
        app.press({key, modifiers});
        play(2);
    }

    // The picture with the particles at this depth.
    Image picture(float depth) {
        for (int i = 0; i < 3; ++i) {
            app.hold(depth);
            offscreen.play(app, kFrame);
        }
        return offscreen.read();
    }

    glm::ivec2 size;
    float scale;
    Offscreen offscreen;
    RecordingExperiment experiment;
    App app;
};

// Skips where there is no OpenGL, but fails when LA_REQUIRE_GL=1.
class AppGlTest : public ::testing::Test {
  protected:
    void SetUp() override {
        try {
            const HeadlessContext context;
        } catch (const std::runtime_error& error) {
            const char* required = std::getenv("LA_REQUIRE_GL");
            if (required != nullptr && *required == '1') {
                FAIL() << error.what();
            }
            GTEST_SKIP() << error.what();
        }
    }
};

inline Config without_compare() {
    Config config = find_preset("circles").config;
    config.compare.clear();
    return config;
}

// Weights that are no longer numbers after the first step.
class DivergingEngine : public SlowEngine {
  public:
    explicit DivergingEngine(const EngineSetup& setup)
        : SlowEngine(setup, std::chrono::milliseconds(0), Kind::Sleeping) {}
    void weights(std::span<float> out) const override {
        std::fill(out.begin(), out.end(), std::nanf(""));
    }
    static EngineFactory factory() {
        return [](const EngineSetup& setup) { return std::make_unique<DivergingEngine>(setup); };
    }
};

}  // namespace la
