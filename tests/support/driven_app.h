#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <memory>
#include <string>

#include "app/screen/offscreen.h"
#include "core/io/presets.h"
#include "tests/support/gl_required.h"
#include "tests/support/recording_experiment.h"
#include "tests/support/slow_engine.h"

namespace la {

inline constexpr float kFrame = 1.0f / 60;

// The application without a display, driven by a clock, a mouse and keys of the test's own. The
// engine only shrinks the weights: these tests do not look at what is trained.
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
            offscreen.play(app, kFrame, drawing);
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

    // Where a control is. One that is hidden or scrolled away is looked for by opening one section
    // after the other, each alone.
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

    // A key that goes down and up within one frame.
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
    Offscreen::Drawing drawing = Offscreen::Drawing::Everything;  // of what play() shows
    Offscreen offscreen;
    RecordingExperiment experiment;
    App app;
};

// Skips where there is no OpenGL; each Offscreen of the test makes a context of its own.
class AppGlTest : public ::testing::Test {
  protected:
    void SetUp() override {
        std::unique_ptr<HeadlessContext> context;
        open_context_or_skip(context);
    }
};

inline Config without_compare() {
    Config config = find_preset("circles").config;
    config.compare.clear();
    return config;
}

}  // namespace la
