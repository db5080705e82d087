#include "app/window/reading_screen.h"

#include <imgui.h>

#include <algorithm>
#include <chrono>

#include "app/readouts/reading_line.h"
#include "app/ui/fonts.h"
#include "app/ui/layout.h"
#include "app/window/interrupt.h"
#include "render/gl/screen.h"
#include "render/plot/style.h"

namespace la {

namespace {

constexpr double kFrame = 0.05;  // seconds

void draw(const ReadingScreen& on, const Fonts& fonts, const std::string& line) {
    const glm::ivec2 size = on.window.size();
    on.gui.new_frame();
    const float type = fonts.text->FontSize * fonts.text->Scale;
    const ImVec2 text = fonts.text->CalcTextSizeA(type, 1e6f, 0, line.c_str());
    ImGui::GetBackgroundDrawList()->AddText(
        fonts.text, type,
        {(static_cast<float>(size.x) - text.x) / 2, (static_cast<float>(size.y) - text.y) / 2},
        plot::to_colour(on.palette.text_dim), line.c_str());
    ImGui::Render();
    bind_screen();
    clear_target(size, on.palette.background);
    on.gui.draw();
    on.window.swap();
}

bool closed(Window& window) {
    return window.close_requested() || interrupted() ||
           std::ranges::any_of(window.take_keys(),
                               [](const KeyPress& press) { return press.key == kKeyEscape; });
}

}  // namespace

std::shared_ptr<const Snapshot> await_model(const ModelReading& reading, const ReadingScreen& on) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    const ImVec2 size(static_cast<float>(on.window.size().x),
                      static_cast<float>(on.window.size().y));
    const float scale = ui_scale(size, on.scale > 0 ? on.scale : on.window.content_scale());
    const Fonts fonts = load_view_fonts(scale);
    while (reading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        if (closed(on.window)) {
            throw ClosedWhileReading{};
        }
        if (on.window.size().x > 0 && on.window.size().y > 0) {
            const std::chrono::duration<float> passed = Clock::now() - begin;
            draw(on, fonts, reading_line(on.name, passed.count()));
        }
        on.window.wait(kFrame);
    }
    if (interrupted()) {  // the reading has ended for that reason, too
        throw ClosedWhileReading{};
    }
    return reading.get();
}

}  // namespace la
