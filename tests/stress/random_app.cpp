// Years of use in minutes: the application without its window, pressed, clicked, dragged and typed
// into at random, beside a real trainer and observer. It must go on, whatever comes. What is done
// is written to standard output before it is done, so that the last lines say what it ended with.
//
//     la_random_app SECONDS [SEED]      in a folder of its own, which is also HOME: files are saved
//     there

#include <imgui.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/keys/shortcuts.h"
#include "app/screen/offscreen.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/io/presets.h"

namespace la {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array kTyped{"0",   "1",   "-1",   "64",  "0.03", "1e-3", "1e300", "nan",
                            "inf", "a b", "%s%n", "../", "{}",   "true", ",;",    "99999999999999"};

class Person {
  public:
    explicit Person(std::uint64_t seed)
        : random_(seed),
          offscreen_({1280, 720}, 1),
          experiment_(find_preset("circles").config, {}),
          app_(experiment_, "circles") {
        ImGui::GetIO().IniFilename = nullptr;
        experiment_.start();
        play(10);
    }

    void act() {
        const int dice = below(100);
        if (dice < 35) {
            press();
        } else if (dice < 90) {
            use_control(dice);
        } else {
            type();
        }
        play(1 + below(4));
        app_.take_window_commands();
    }

  private:
    int below(int n) { return static_cast<int>(random_.uniform() * n); }

    void play(int frames) {
        for (int i = 0; i < frames; ++i) {
            offscreen_.play(app_, 1.0f / 60, Offscreen::Drawing::AsInWindow);
        }
    }

    static void say(const std::string& what) {
        std::puts(what.c_str());
        std::fflush(stdout);
    }

    void press() {
        const auto all = shortcuts();
        const Shortcut& key = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
        say("press " + key_text(key));
        app_.press({key.key, key.modifiers});
    }

    void mouse(ImVec2 at, int button, bool down) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().MousePos = at;
        ImGui::GetIO().MouseDown[button] = down;
#else
        ImGui::GetIO().AddMousePosEvent(at.x, at.y);
        ImGui::GetIO().AddMouseButtonEvent(button, down);
#endif
        play(1);
    }

    ImVec2 within(const Rect& rect) {
        return {rect.min.x + static_cast<float>(random_.uniform()) * rect.width(),
                rect.min.y + static_cast<float>(random_.uniform()) * rect.height()};
    }

    void use_control(int dice) {
        const auto& rects = app_.controls().rects();
        if (rects.empty()) {
            return;
        }
        const auto chosen = std::next(rects.begin(), below(static_cast<int>(rects.size())));
        const std::string name = chosen->first;
        const Rect rect = chosen->second;
        const ImVec2 at = within(rect), to = within(rect);
        const int button = below(8) == 0 ? 1 + below(2) : 0;
        if (dice < 70) {
            say("click " + name);
            for (int times = below(5) == 0 ? 2 : 1; times > 0; --times) {
                mouse(at, button, false);
                mouse(at, button, true);
                mouse(at, button, false);
            }
        } else if (dice < 84) {
            say("drag " + name);
            mouse(at, button, false);
            mouse(at, button, true);
            mouse(to, button, true);
            mouse(to, button, false);
        } else {
            say("wheel " + name);
            mouse(at, 0, false);
#if IMGUI_VERSION_NUM < 18700
            ImGui::GetIO().MouseWheel = below(2) == 0 ? 1.0f : -1.0f;
#else
            ImGui::GetIO().AddMouseWheelEvent(0, below(2) == 0 ? 1.0f : -1.0f);
#endif
        }
    }

    void type() {
        const std::string text = kTyped[static_cast<std::size_t>(below(kTyped.size()))];
        say("type " + text);
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        play(2);
        app_.press({below(2) == 0 ? kKeyEnter : kKeyEscape, 0});
    }

    Random random_;
    Offscreen offscreen_;
    LiveExperiment experiment_;
    App app_;
};

}  // namespace
}  // namespace la

int main(int argc, char** argv) try {
    if (argc < 2) {
        std::fputs("usage: la_random_app SECONDS [SEED]\n", stderr);
        return 2;
    }
    const std::chrono::duration<double> wanted(std::atof(argv[1]));
    const auto begin = la::Clock::now();
    la::Person person(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
    long actions = 0;
    while (la::Clock::now() - begin < wanted) {
        person.act();
        ++actions;
    }
    std::printf("%ld actions\n", actions);
} catch (const la::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return std::getenv("LA_REQUIRE_GL") != nullptr ? 1 : 77;  // there is no OpenGL
}
