#include "app/screen/offscreen.h"

namespace la {

namespace {

constexpr int kSettled = 2;       // frames: ImGui lays out a new window one frame late
constexpr int kMinSettling = 4;   // frames: cells of the layers view are redrawn every 0.1 s only
constexpr int kMaxSettling = 30;  // frames, if the experiment never answers

}  // namespace

Offscreen::Offscreen(glm::ivec2 size, float scale, OffscreenContext context)
    : size_(size),
      scale_(scale),
      context_(context == OffscreenContext::Own ? std::make_optional<HeadlessContext>()
                                                : std::nullopt) {
    if (context == OffscreenContext::Own) {
        canvas_.resize(size);
    }
}

void Offscreen::compose(App& app, float seconds) {
    const ImVec2 size(static_cast<float>(size_.x), static_cast<float>(size_.y));
    context_gui_.new_frame(size.x, size.y, seconds);
    app.build_gui();
    ImGui::Render();
}

Image Offscreen::strip(App& app, PixelRows rows) {
    canvas_.resize(size_, rows);
    app.render(rows);
    canvas_.bind();
    app.draw_backdrop({size_.x, rows.count}, {{0, 0}, {size_.x, rows.count}}, rows.first);
    context_gui_.draw(rows.first, rows.count);
    canvas_.unbind();
    return canvas_.read();
}

void Offscreen::play(App& app, float seconds, Drawing drawing) {
    if (app.prepare({static_cast<float>(size_.x), static_cast<float>(size_.y)}, scale_)) {
        remake_fonts();
    }
    app.update(seconds);
    context_gui_.new_frame(static_cast<float>(size_.x), static_cast<float>(size_.y), seconds);
    app.build_gui();
    lens_.place(app);
    ImGui::Render();
    if (drawing == Drawing::AsInWindow && software_renderer()) {
        app.render_round_robin();
        picture_.draw(app, context_gui_, size_);
        canvas_.bind();
        picture_.show();
        lens_.draw(context_gui_, size_);
        app.draw_underlay_ahead();
    } else {
        app.render();
        canvas_.bind();
        app.draw_backdrop(size_, {{0, 0}, size_});
        context_gui_.draw();
        lens_.draw(context_gui_, size_);
    }
    canvas_.unbind();
}

void Offscreen::settle(App& app, float depth) {
    int settled = 0;
    for (int i = 0; i < kMaxSettling && (i < kMinSettling || settled < kSettled); ++i) {
        app.hold(depth);
        play(app, 1.0f / 60);
        settled = app.settled() ? settled + 1 : 0;
    }
}

}  // namespace la
