#include "app/commands/window.h"

#include <memory>
#include <optional>

#include "app/commands/data_notes.h"
#include "app/commands/model_options.h"
#include "app/commands/progress.h"
#include "app/experiment/frozen_experiment.h"
#include "app/experiment/model_snapshot.h"
#include "app/export/picture_file.h"
#include "app/screen/offscreen.h"
#include "core/base/files.h"
#include "core/io/session_file.h"

namespace la {

int run_screenshot(const GuiOptions& options, const EngineFactory& factory) {
    const bool frozen = !options.model.empty();
    const std::optional<SavedSession> session =
        options.session.empty() ? std::nullopt : std::optional(read_session(options.session));
    const Config config = frozen    ? Config{}
                          : session ? session->training.config
                                    : options.run.config();
    require_writable(options.screenshot);
    const EngineOptions engine =
        session ? engine_for(session->training.engine, options.run.engine) : options.run.engine;
    std::unique_ptr<FrozenExperiment> model;
    if (frozen) {
        model = std::make_unique<FrozenExperiment>(model_snapshot(
            options.run, model_reader_options(options.run), options.model, options.against));
        print_model_notes(*model->snapshot());
    } else {
        check_device(engine.device);
    }
    const float scale = options.scale > 0 ? options.scale : 1;
    const glm::ivec2 pixels = glm::vec2(options.window_size()) * scale;
    Offscreen offscreen(pixels, scale);
    std::unique_ptr<InlineExperiment> trained;
    if (!frozen) {
        trained = session ? std::make_unique<InlineExperiment>(session->training, engine, factory)
                          : std::make_unique<InlineExperiment>(config, engine, factory);
    }
    Experiment& experiment = frozen ? static_cast<Experiment&>(*model) : *trained;
    print_data_notes(experiment.snapshot()->config->dataset, *experiment.snapshot()->data);
    const std::string preset = frozen ? std::string() : options.run.unchanged_preset();
    App app(experiment, preset);
    if (session) {
        app.restore(*session, options.session);
    }
    offscreen.play(app, 0);  // asks for the measures of its page before the first step
    if (!frozen && !train_with_progress(*trained, options.after_steps)) {
        return 130;
    }
    const int layers = experiment.snapshot()->members.back().config.network.layers;
    offscreen.settle(app, kPictureDepth * static_cast<float>(layers));
    check_model(*experiment.snapshot());
    write_png(options.screenshot, offscreen.read());
    return 0;
}

}  // namespace la
