#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/experiment/frozen_experiment.h"
#include "app/experiment/history_view.h"
#include "app/experiment/model_snapshot.h"
#include "app/export/energy_picture.h"
#include "app/export/film_file.h"
#include "app/export/picture_file.h"
#include "app/export/storyboard.h"
#include "app/motion/film_course.h"
#include "app/screen/offscreen.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/run_folder.h"
#include "core/io/session_file.h"
#include "render/video.h"

namespace la {

namespace {

struct RenderOptions {
    RunOptions run;
    // The network to show, from a model file or a session; both empty: one that is trained first.
    std::filesystem::path model, session;
    bool trained() const { return !model.empty() || !session.empty(); }
    std::string view = "flow";
    std::string film;  // training or depth; empty: the training, where there is one
    std::filesystem::path out;
    std::int64_t steps = 2000;
    double depth = -1;  // negative: where the view looks best
    std::string size_text;
    glm::ivec2 size{0, 0};  // pixels; 0: the view's usual one
    std::string theme = "dark";
    bool dark() const { return theme == "dark"; }
    int fps = 30;
    double seconds = 0;  // 0: as long as suits the film
};

// ".png", ".mp4"; ".PNG" and ".Mp4" are the same.
std::string kind_of(const std::filesystem::path& file) {
    std::string out = file.extension().string();
    std::ranges::transform(out, out.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return out;
}

// The laboratory that a view shows as a whole, as the window does; none: the views alone.
std::optional<LaboratoryKind> laboratory_of(const RenderOptions& options) {
    return options.view == "weights"      ? std::optional(LaboratoryKind::Weights)
           : options.view == "mean-field" ? std::optional(LaboratoryKind::MeanField)
                                          : std::nullopt;
}

bool is_film(const RenderOptions& options) {
    return kind_of(options.out) == ".mp4";
}

bool of_training(const RenderOptions& options) {
    return options.film.empty() ? !options.trained() : options.film == "training";
}

void check_out(const RenderOptions& options) {
    if (options.view == "mean-field" && options.trained()) {
        throw UsageError(
            "--view mean-field: a picture of a shallow run is of a configuration; give --preset or "
            "--config");
    }
    const std::string kind = kind_of(options.out);
    if (kind != ".png" && kind != ".mp4") {
        throw UsageError("--out " + options.out.string() + ": expected a .png or .mp4 file");
    }
    if (is_film(options) && options.view != "flow" && !laboratory_of(options)) {
        throw UsageError("--view " + options.view + " is a still picture: give --out F.png");
    }
    if (!is_film(options) && !options.film.empty()) {
        throw UsageError("--film " + options.film + " is no picture: give --out F.mp4");
    }
    if (is_film(options) && of_training(options) && options.trained()) {
        throw UsageError(
            "--film training: a --model or --session is trained already; give --film "
            "depth");
    }
    require_writable(options.out);
}

glm::ivec2 size_of(const RenderOptions& options) {
    return options.size.x > 0             ? options.size
           : options.view == "storyboard" ? glm::ivec2{1920, 780}
           : laboratory_of(options)       ? glm::ivec2{1600, 900}
                                          : glm::ivec2{1280, 680};
}

PngText config_of(const Snapshot& run) {
    return {"leastaction.config", config_line(run)};
}

std::unique_ptr<App> views_app(Experiment& experiment, const RenderOptions& options) {
    auto owner = std::make_unique<App>(experiment, options.run.preset);
    App& app = *owner;
    app.state().views_only = !laboratory_of(options);
    app.state().laboratory = laboratory_of(options).value_or(app.state().laboratory);
    app.state().dark = options.dark();
    return owner;
}

float layers_of(const Experiment& experiment) {
    return static_cast<float>(experiment.snapshot()->members.back().config.network.layers);
}

Image flow_picture(const RenderOptions& options, Offscreen& offscreen, Experiment& experiment) {
    const std::unique_ptr<App> owner = views_app(experiment, options);
    App& app = *owner;
    const float layers = layers_of(experiment);
    if (options.view == "boundary") {
        app.state().view = ViewKind::Input;
    }
    float depth = options.view == "boundary" ? 0 : kPictureDepth * layers;
    if (options.depth >= 0) {
        depth = std::min(static_cast<float>(options.depth), layers);
    }
    offscreen.settle(app, depth);
    return offscreen.read();
}

Image picture(const RenderOptions& options, Offscreen& offscreen, Experiment& experiment) {
    const Palette& palette = options.dark() ? dark_palette() : light_palette();
    if (options.view == "storyboard") {
        return draw_storyboard(offscreen, size_of(options), experiment, palette);
    }
    return options.view == "energy"
               ? draw_energy_picture(offscreen, size_of(options), experiment, palette)
               : flow_picture(options, offscreen, experiment);
}

// Writes the film. play(fraction) draws the frame at this fraction of the film. False: interrupted.
template<class Play>
bool shoot(const RenderOptions& options, Offscreen& offscreen, const Snapshot& run, double seconds,
           Play play) {
    FilmFile video(options.out, size_of(options), options.fps, config_of(run));
    const OnInterrupt cut_off([&video] { video.give_up(); });  // an encoder may hang
    const int frames = std::max(1, static_cast<int>(std::lround(seconds * options.fps)));
    try {
        for (int i = 0; i < frames && !interrupted(); ++i) {
            play(static_cast<double>(i) / frames);
            video.add(offscreen.read());
        }
        if (!interrupted()) {
            check_model(run);
            video.finish();
        }
    } catch (const std::exception&) {
        if (!interrupted()) {
            throw;
        }
    }
    if (interrupted()) {
        return false;
    }
    std::printf("%s\n", video.where().c_str());
    return true;
}

// The network trains while the particles flow; the end shows the trained flow.
bool training_film(const RenderOptions& options, Offscreen& offscreen,
                   InlineExperiment& experiment) {
    experiment.prepare();
    const std::unique_ptr<App> owner = views_app(experiment, options);
    App& app = *owner;
    Snapshot all = *experiment.snapshot();  // the file says what will have run
    all.step = options.steps;
    return shoot(options, offscreen, all, options.seconds > 0 ? options.seconds : 12,
                 [&](double fraction) {
                     experiment.advance(training_step(fraction, options.steps) -
                                        step_of_run(*experiment.snapshot()));
                     offscreen.play(app, 1.0f / static_cast<float>(options.fps));
                 });
}

bool depth_film(const RenderOptions& options, Offscreen& offscreen, Experiment& experiment) {
    const std::unique_ptr<App> owner = views_app(experiment, options);
    App& app = *owner;
    const float layers = layers_of(experiment);
    offscreen.settle(app, 0);
    return shoot(options, offscreen, *experiment.snapshot(),
                 options.seconds > 0 ? options.seconds : 6, [&](double fraction) {
                     app.hold(loop_depth(fraction, layers));
                     offscreen.play(app, 1.0f / static_cast<float>(options.fps));
                 });
}

void print_data_notes(const Experiment& experiment) {
    const std::shared_ptr<const Snapshot> run = experiment.snapshot();
    print_data_notes(run->config->dataset, *run->data);
}

// Returns the exit code.
int draw(const RenderOptions& options, Offscreen& offscreen, Experiment& experiment) {
    if (is_film(options)) {
        return depth_film(options, offscreen, experiment) ? 0 : 130;
    }
    const Image image = picture(options, offscreen, experiment);
    check_model(*experiment.snapshot());
    write_png(options.out, image, config_of(*experiment.snapshot()));
    return 0;
}

// An encoder that cannot encode should say so before the training, not after it.
void try_encoder(const RenderOptions& options) {
    if (!is_film(options) || !VideoWriter::has_encoder()) {
        return;
    }
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nowhere(std::tmpfile(), &std::fclose);
    if (!nowhere) {
        return;  // it is tried in earnest later
    }
    constexpr int kSide = 16;
    VideoWriter video(fileno(nowhere.get()), {kSide, kSide}, options.fps);
    const OnInterrupt cut_off([&video] { video.give_up(); });
    video.add({kSide, kSide, std::vector<std::uint8_t>(4 * kSide * kSide)});
    video.finish();
}

// A shallow network has neither layers nor a field of a head.
void check_view(const RenderOptions& options, const Config& config) {
    const bool shallow = config.laboratory == LaboratoryKind::MeanField;
    const bool layers = options.view != "flow" && options.view != "mean-field";
    if (!shallow && options.view == "mean-field") {
        throw UsageError(
            "--view mean-field: this configuration is of residual networks; try "
            "--preset mean-field-tail");
    }
    if (shallow && (layers || options.film == "depth")) {
        throw UsageError("--" + (layers ? "view " + options.view : "film " + options.film) +
                         ": a shallow network has no layers; try --view mean-field");
    }
}

int run_render(const RenderOptions& options, const EngineFactory& factory) {
    check_out(options);
    try_encoder(options);
    if (!options.model.empty()) {
        FrozenExperiment experiment(
            model_snapshot(options.run, model_reader_options(options.run), options.model));
        print_model_notes(*experiment.snapshot());
        print_data_notes(experiment);
        Offscreen offscreen(size_of(options), 1);
        return draw(options, offscreen, experiment);
    }
    if (!options.session.empty()) {
        Training training(read_session(options.session).training, options.run.engine, factory);
        FrozenExperiment experiment(std::make_shared<const Snapshot>(training.snapshot()));
        print_data_notes(experiment);
        Offscreen offscreen(size_of(options), 1);
        return draw(options, offscreen, experiment);
    }
    const Config config = options.run.config();
    check_view(options, config);
    check_device(options.run.engine.device);
    Offscreen offscreen(size_of(options), 1);
    InlineExperiment experiment(config, options.run.engine, factory);
    print_data_notes(experiment);
    if (is_film(options) && of_training(options)) {
        return training_film(options, offscreen, experiment) ? 0 : 130;
    }
    return train_with_progress(experiment, options.steps) ? draw(options, offscreen, experiment)
                                                          : 130;
}

void add_picture_options(CLI::App& command, RenderOptions& options) {
    command
        .add_option(
            "--view", options.view,
            "flow, boundary, energy or storyboard; weights or mean-field: the laboratory, as "
            "the window shows it")
        ->check(
            CLI::IsMember({"flow", "boundary", "energy", "storyboard", "weights", "mean-field"}))
        ->capture_default_str();
    command
        .add_option("--film", options.film,
                    "What an MP4 shows: training, or depth, one loop through the layers")
        ->check(CLI::IsMember({"training", "depth"}));
    command.add_option("--out", options.out, "F.png, or F.mp4 for the flow in motion")->required();
    command.add_option("--depth", options.depth, "Depth s of the particles, 0 to L")
        ->check(between(0, 256));
    command.add_option("--size", options.size_text, "Size in pixels, e.g. 1920x1080");
    command.add_option("--theme", options.theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    command.add_option("--fps", options.fps, "Frames per second of the video")
        ->check(CLI::Range(1, 120))
        ->capture_default_str();
    command
        .add_option("--seconds", options.seconds,
                    "Length of the video; of a training 12, of a loop 6")
        ->check(between(0.1, 3600));
}

}  // namespace

void add_render(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<RenderOptions>();
    CLI::App& command = *program.add_subcommand(
        "render", "Draw a view of a model, or of a run, without a display: a PNG or an MP4");
    add_run_options(command, options->run);
    auto* steps = command.add_option("--steps", options->steps, "Steps to train")
                      ->check(CLI::Range(std::int64_t{0}, kMaxPictureSteps))
                      ->capture_default_str();
    auto* model = command.add_option("--model", options->model,
                                     "Show the network of a model file, without training");
    model->excludes(steps);
    add_trust_option(command, options->run, model);
    add_session_option(command, options->session)->excludes(steps)->excludes(model);
    add_picture_options(command, *options);
    command.callback([options, &selected] {
        selected.run = [options, &selected] {
            check_run_options(options->run);
            options->size = parse_size(options->size_text);
            return run_render(*options, selected.factory);
        };
    });
}

}  // namespace la
