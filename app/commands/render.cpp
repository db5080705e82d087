#include <cmath>
#include <cstdio>

#include "app/commands/commands.h"
#include "app/commands/progress.h"
#include "app/interrupt.h"
#include "app/stage.h"
#include "app/storyboard.h"
#include "core/error.h"
#include "core/io/file.h"
#include "render/video.h"

namespace la {

namespace {

void check_out(const RenderOptions& options) {
    const std::string kind = options.out.extension().string();
    if (kind != ".png" && kind != ".mp4") {
        throw UsageError("--out " + options.out.string() + ": expected a .png or .mp4 file");
    }
    if (kind == ".mp4" && options.view != "flow") {
        throw UsageError("--view " + options.view + " is a still picture: give --out F.png");
    }
    require_folder(options.out);
}

App views_app(InlineLab& lab, const RenderOptions& options) {
    App app(lab, options.run.preset);
    app.state().views_only = true;
    app.state().dark = options.dark;
    return app;
}

int flow_picture(const RenderOptions& options, Stage& stage, InlineLab& lab, int layers) {
    if (!train_with_progress(lab, options.steps)) {
        return 130;
    }
    App app = views_app(lab, options);
    const double depth = options.depth >= 0 ? options.depth : 0.62 * layers;
    for (int i = 0; i < 4; ++i) {
        app.hold(static_cast<float>(std::min<double>(depth, layers)));
        stage.play(app, 1.0f / 60);
    }
    write_png(options.out, stage.read());
    return 0;
}

// First the training, slowly and then faster, with the particles flowing all the time; in the last
// quarter the trained flow.
int flow_video(const RenderOptions& options, glm::ivec2 size, Stage& stage, InlineLab& lab) {
    App app = views_app(lab, options);
    VideoWriter video(options.out, size, options.fps);
    const int frames = std::max(1, static_cast<int>(std::lround(options.seconds * options.fps)));
    for (int i = 0; i < frames; ++i) {
        if (interrupted()) {
            return 130;
        }
        const double part = std::min(1.0, static_cast<double>(i) / (0.75 * frames));
        const auto target =
            static_cast<std::int64_t>(std::llround(static_cast<double>(options.steps) * part * part));
        lab.advance(target - lab.snapshot()->step);
        stage.play(app, 1.0f / static_cast<float>(options.fps));
        video.add(stage.read());
    }
    video.finish();
    std::printf("%s\n", video.where().c_str());
    return 0;
}

}  // namespace

int run_render(const RenderOptions& options, const EngineFactory& factory) {
    const Config config = options.run.config();
    check_out(options);
    check_device(options.run.engine.device);
    const bool storyboard = options.view == "storyboard";
    const glm::ivec2 size = options.size.x > 0 ? options.size
                            : storyboard       ? glm::ivec2{1920, 780}
                                               : glm::ivec2{1280, 680};
    Stage stage(size, 1);
    InlineLab lab(config, options.run.engine, factory);
    if (storyboard) {
        if (!train_with_progress(lab, options.steps)) {
            return 130;
        }
        write_png(options.out, draw_storyboard(stage, size, lab,
                                               options.dark ? dark_palette() : light_palette()));
        return 0;
    }
    return options.out.extension() == ".mp4"
               ? flow_video(options, size, stage, lab)
               : flow_picture(options, stage, lab, config.network.layers);
}

}  // namespace la
