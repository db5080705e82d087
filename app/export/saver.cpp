#include "app/export/saver.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <system_error>
#include <utility>

#include "app/export/page_table.h"
#include "app/export/sweep_table.h"
#include "app/readouts/page_plots.h"
#include "app/state/save_name.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/io/layers_csv.h"
#include "core/io/pytorch_script.h"
#include "core/io/run_folder.h"
#include "core/io/shallow_csv.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr int kFps = 30;
constexpr double kDepthSeconds = 6, kTrainingSeconds = 12;

std::shared_ptr<const Snapshot> run_on_view(const App& app) {
    if (app.temp().history.shallow && app.shared_snapshot()->kind == RunKind::Shallow) {
        auto out = std::make_shared<Snapshot>(*app.shared_snapshot());
        out->shallow = app.temp().history.shallow;
        return out;
    }
    return app.temp().history.shown && app.state().view != ViewKind::Sweep
               ? app.temp().history.shown
               : app.shared_snapshot();
}

fs::path folder_of(const SaveSettings& settings) {
    fs::path folder = settings.folder.empty() ? fs::current_path() : fs::path(settings.folder);
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        throw Error("cannot save: there is no folder " + folder.string() +
                    "; make it or name another");
    }
    return folder;
}

// Writes metrics.csv of B, and of A beside it. The configuration goes into a file of its own:
// other programs rely on the form of the tables.
std::string write_metrics(const fs::path& path, const Snapshot& run) {
    const fs::path stem = path.parent_path() / path.stem();
    if (run.kind == RunKind::Shallow) {
        write_file(path, shallow_csv(*run.shallow));
        write_file(stem.string() + ".json", to_json(*run.shallow->config));
        return path.string();
    }
    write_file(path, metrics_csv(run, run.members.size() - 1));
    if (run.members.size() == 2) {
        write_file(stem.string() + "_a.csv", metrics_csv(run, 0));
    }
    write_file(stem.string() + ".json", config_with_ran(run, ""));
    return path.string();
}

// The configuration inside a picture or a film. A picture of a sweep has the sweep's, not the
// present one.
std::string config_of(const App& app, const SaveSettings& settings, const Snapshot& run) {
    const SweepState* sweep = app.temp().sweep.state.get();
    const bool shows_sweep =
        settings.kind == SaveKind::Picture && app.state().view == ViewKind::Sweep && sweep;
    return shows_sweep ? sweep_config_line(*sweep->plan) : config_line(run);
}

}  // namespace

PictureSize picture_size(const App& app, const SaveSettings& settings) {
    const float scale = app.scale();
    const bool two = app.snapshot().members.size() == 2;
    const glm::vec2 window = settings.kind == SaveKind::Storyboard
                                 ? scale * glm::vec2(1920, two ? 780 : 440)
                                 : app.views_picture();
    const glm::vec2 wanted = settings.size == SaveSize::Window  ? window
                             : settings.size == SaveSize::Twice ? 2.0f * window
                             : settings.size == SaveSize::Uhd   ? glm::vec2(3840, 2160)
                                                                : glm::vec2(settings.own);
    const glm::ivec2 pixels(std::clamp(static_cast<int>(wanted.x), kMinPixels, kMaxPixels),
                            std::clamp(static_cast<int>(wanted.y), kMinPixels, kMaxPixels));
    const float grown =
        std::min(static_cast<float>(pixels.x) / window.x, static_cast<float>(pixels.y) / window.y);
    return {pixels, scale * grown};
}

void Saver::begin_text(const App& app, const SaveSettings& settings, const fs::path& path) {
    const std::shared_ptr<const Snapshot> run = app.shared_snapshot();
    const std::shared_ptr<const Snapshot> shown = run_on_view(app);
    UiState state = app.state();
    state.save = settings;
    const SaveKind kind = settings.kind;
    if (kind == SaveKind::Sweep) {
        const std::shared_ptr<const SweepState> sweep = app.temp().sweep.state;
        if (!sweep) {
            throw Error("cannot save a table of the sweep: there has been none; press S");
        }
        writer_ = std::make_unique<FileWriter>(TextFile([=] {
            write_file(path, sweep_table(*sweep));
            return path.string();
        }));
        return;
    }
    writer_ = std::make_unique<FileWriter>(TextFile([=] {
        if (kind == SaveKind::Metrics) {
            return write_metrics(path, *run);
        }
        if (kind == SaveKind::Script) {
            write_file(path, pytorch_script(*run));
            return path.string();
        }
        if (kind == SaveKind::Layers) {
            write_file(path, layers_csv(*shown));
            return path.string();
        }
        if (kind == SaveKind::Points) {
            write_file(path, data_csv(*run->data));
            return path.string();
        }
        write_file(path, page_table(*run, *shown, state));
        return path.string();
    }));
}

// The weights and measures first, on the thread; the picture when they are there; then all in one.
void Saver::begin_hand_in(const App& app, const std::string& answers) {
    picture_handed_in_ = false;
    hand_in_ =
        std::make_shared<HandInFiles>(free_path(folder_of(app.state().save), "hand-in", ".zip"));
    name_ = hand_in_->archive().filename().string();
    writer_ = std::make_unique<FileWriter>(
        TextFile([files = hand_in_, run = app.shared_snapshot(), answers] {
            files->write_run(*run, answers);
            return std::string();
        }));
}

// After the run its picture, and after that the archive.
void Saver::go_on_with_hand_in(App& app) {
    const std::string archive_name = hand_in_->archive().filename().string();
    if (!std::exchange(picture_handed_in_, true)) {
        SaveSettings picture = app.state().save;
        picture.kind = SaveKind::Picture;
        picture.folder = hand_in_->folder().string();
        picture.name = "picture";
        begin(app, picture);
    } else {
        writer_ = std::make_unique<FileWriter>(TextFile([files = std::move(hand_in_)] {
            files->pack();
            return files->archive().string();
        }));
    }
    name_ = archive_name;
}

void Saver::begin(App& app, const SaveSettings& settings) {
    const std::shared_ptr<const Snapshot> run =
        settings.kind == SaveKind::TrainingFilm ? app.shared_snapshot() : run_on_view(app);
    const PagePlot plot = page_plot(app.state().laboratory, app.state().curves, settings.plot);
    const std::string name =
        settings.name.empty()
            ? usual_name(settings.kind, app.preset(), step_of_run(*run), std::string(plot.name))
            : settings.name;
    const fs::path path = free_path(folder_of(settings), name, info(settings.kind).extension);
    name_ = path.filename().string();
    if (!has_size(settings.kind)) {
        begin_text(app, settings, path);
        return;
    }
    const PictureSize size = picture_size(app, settings);
    const bool film = is_film(settings.kind);
    const double usual = settings.kind == SaveKind::DepthFilm ? kDepthSeconds : kTrainingSeconds;
    const double seconds = settings.seconds > 0 ? settings.seconds : usual;
    if (experiment_) {
        experiment_->show(run);
    } else {
        experiment_ = std::make_unique<FrozenExperiment>(run, std::make_unique<Observer>());
    }
    const GuiSwitch back;
    if (settings.kind == SaveKind::Storyboard) {
        offscreen_ = std::make_unique<Offscreen>(size.pixels, 1.0f, OffscreenContext::Current);
        storyboard_ =
            std::make_unique<Storyboard>(*offscreen_, size.pixels, *experiment_,
                                         app.state().dark ? dark_palette() : light_palette());
    } else {
        film_ = std::make_unique<FilmStrip>(
            FilmStrip::Plan{
                .kind = settings.kind,
                .size = size.pixels,
                .scale = size.scale,
                .frames = film ? std::max(1, static_cast<int>(std::lround(seconds * kFps))) : 1,
                .fps = film ? kFps : 0,
                .now = run},
            *experiment_, app);
    }
    writer_ = std::make_unique<FileWriter>(
        PixelFile{.path = path,
                  .size = size.pixels,
                  .fps = film ? kFps : 0,
                  .config = {"leastaction.config", config_of(app, settings, *run)}});
}

// Draws at least one strip, and more while there is time.
void Saver::draw(double seconds) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    const auto time_left = [&] {
        return std::chrono::duration<double>(Clock::now() - begin).count() < seconds;
    };
    if (storyboard_) {
        const GuiSwitch back;
        offscreen_->use_gui();
        state_.fraction = storyboard_->fraction();
        if (storyboard_->work()) {
            writer_->add(storyboard_->picture());
            writer_->finish();
            storyboard_.reset();
            offscreen_.reset();
        }
        return;
    }
    while (film_ && writer_->has_room()) {
        std::optional<Image> strip = film_->next();
        if (!strip) {
            break;
        }
        writer_->add(std::move(*strip));
        state_.fraction = film_->fraction();
        if (film_->done()) {
            writer_->finish();
            const GuiSwitch back;
            film_.reset();
        }
        if (!time_left()) {
            break;
        }
    }
}

void Saver::give_up() {
    const GuiSwitch back;
    writer_.reset();
    film_.reset();
    storyboard_.reset();
    offscreen_.reset();
    hand_in_.reset();
}

// The file at work is written, or could not be.
void Saver::end(App& app) {
    const FileWriter::Outcome outcome = *writer_->outcome();
    const auto files = hand_in_;
    give_up();
    if (!outcome.error.empty()) {
        state_ = {.line = outcome.error, .failed = true};
    } else if (files) {
        hand_in_ = files;
        go_on_with_hand_in(app);
    } else {
        state_ = {.line = "saved " + outcome.where};
    }
}

void Saver::work(App& app, const Asked& asked, double seconds) {
    const bool busy = writer_ != nullptr;
    if (!busy && !asked.save && !asked.hand_in) {
        return;
    }
    try {
        if (asked.hand_in && !busy) {
            state_ = {.busy = true};
            begin_hand_in(app, *asked.hand_in);
        } else if (asked.save && !busy) {
            state_ = {.busy = true};
            begin(app, *asked.save);
        } else if (asked.cancel) {
            give_up();
            state_ = {.line = "given up: " + name_ + " is not written"};
        } else if (writer_->outcome()) {
            end(app);
        } else {
            draw(seconds);
        }
    } catch (const std::exception& error) {
        give_up();
        state_ = {.line = error.what(), .failed = true};
    }
    if (state_.busy) {
        char line[32];
        std::snprintf(line, sizeof line, "  %.0f%%", 100 * state_.fraction);
        state_.line = "saving " + name_ + line;
    }
    app.set_saving(state_);
}

}  // namespace la
