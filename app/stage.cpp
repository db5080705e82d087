#include "app/stage.h"

namespace la {

Stage::Stage(glm::ivec2 size, float scale) : size_(size), scale_(scale) {
    canvas_.resize(size);
}

void Stage::play(App& app, float seconds, Drawing drawing) {
    if (app.prepare({static_cast<float>(size_.x), static_cast<float>(size_.y)}, scale_)) {
        remake_fonts();
    }
    app.update(seconds);
    context_gui_.new_frame(static_cast<float>(size_.x), static_cast<float>(size_.y), seconds);
    app.build_gui();
    ImGui::Render();
    app.render();
    if (drawing == Drawing::AsInWindow && software_renderer()) {
        picture_.draw(app, context_gui_, size_);
        canvas_.bind();
        picture_.show();
    } else {
        canvas_.bind();
        app.draw_backdrop(size_, {{0, 0}, size_});
        context_gui_.draw();
    }
    canvas_.unbind();
}

}  // namespace la
