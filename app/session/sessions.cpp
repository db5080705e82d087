#include "app/session/sessions.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <type_traits>
#include <utility>

#include "app/state/speeds.h"
#include "app/ui/format.h"
#include "core/shallow/shallow_state.h"

namespace la {

namespace fs = std::filesystem;

namespace {

constexpr float kNotice = 8;  // seconds

std::time_t time_of(fs::file_time_type time) {
    return std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(
            std::chrono::file_clock::to_sys(time)));
}

void set_path(SessionUi& ui, const std::string& path) {
    std::snprintf(ui.path.data(), ui.path.size(), "%s", path.c_str());
}

// Removes the folder of `path` from `text`: the status line has room for a file's name only.
std::string without_folder(std::string text, const fs::path& path) {
    const std::string folder = (path.parent_path() / "").string();
    const std::size_t at = folder.size() > 1 ? text.find(folder) : std::string::npos;
    return at == std::string::npos ? text : text.erase(at, folder.size());
}

// The suggested file: the present one, else the preset's name in the last used folder.
std::string suggestion(const SessionUi& ui, const std::string& preset) {
    std::error_code ignored;
    if (!ui.file.empty()) {  // given on the command line it may be relative
        return fs::absolute(ui.file, ignored).lexically_normal().string();
    }
    const std::string name = preset.empty() ? "work" : preset;
    const fs::path folder =
        ui.last_folder.empty() ? fs::current_path(ignored) : fs::path(ui.last_folder);
    return (folder / (name + ".session")).string();
}

}  // namespace

void notify(SessionUi& ui, std::string text, bool failed) {
    ui.notice = std::move(text);
    ui.failed = failed;
    ui.seconds_left = failed ? 3 * kNotice : kNotice;
}

void refuse(SessionUi& ui, std::string text) {
    if (ui.dialog != SessionUi::Dialog::None && ui.waits) {
        ui.error = std::move(text);
        ui.waits = false;
        ui.notice.clear();  // that it is being read
    } else {
        notify(ui, std::move(text), true);
    }
}

void close_dialog(SessionUi& ui) {
    if (ui.waits) {
        ui.dialog = SessionUi::Dialog::None;
        ui.waits = false;
    }
}

fs::path session_path(std::string_view text, const fs::path& base) {
    fs::path path(text);
    const char* home = std::getenv("HOME");
    if (home != nullptr && (text == "~" || text.starts_with("~/"))) {
        path = fs::path(home) / text.substr(std::min<std::size_t>(text.size(), 2));
    }
    std::error_code ignored;
    return fs::absolute(base / path, ignored);
}

Sessions::Sessions(Options options) : options_(std::move(options)), files_(options_.unsaved) {}

Sessions::Mark Sessions::mark(const Snapshot& now, const UndoableExperiment& experiment) {
    const ShallowSnapshot none;
    const ShallowSnapshot& shallow = now.shallow ? *now.shallow : none;
    return {now.run, experiment.sent(), now.step, shallow.run, shallow.step};
}

std::string Sessions::app_state(const UiState& state, const UiTemp& temp, const Snapshot& now,
                                const UndoableExperiment& experiment) {
    return to_json({.ui = state,
                    .depth = temp.depth.value,
                    .depth_playing = temp.depth.playing,
                    .preset = experiment.preset(),
                    .running = now.status == Status::Running || now.status == Status::Starting,
                    .undo = experiment.edits()});
}

void Sessions::update(UndoableExperiment& experiment, UiState& state, UiTemp& temp,
                      const Snapshot& now, float seconds) {
    const Context context{experiment, state, temp, now};
    if (!looked_ && !options_.unsaved.empty()) {
        files_.ask(FindUnsaved{});
    }
    looked_ = true;
    temp.session.seconds_left = std::max(0.0f, temp.session.seconds_left - seconds);
    if (temp.session.seconds_left == 0) {
        temp.session.notice.clear();
    }
    take_answer(context);
    for (const FileAnswer& answer : files_.answers()) {
        take_in(context, answer);
    }
    finish_opening(context);
    keep_unsaved(context, seconds);
}

namespace {

std::vector<std::string> listed(SessionUi::Dialog dialog) {
    return dialog == SessionUi::Dialog::Model
               ? std::vector<std::string>{".safetensors", ".pt", ".pth", ".zip"}
               : std::vector<std::string>{".session"};
}

}  // namespace

void Sessions::execute(const SessionCommand& command, UndoableExperiment& experiment,
                       UiState& state, UiTemp& temp, const Snapshot& now) {
    const Context context{experiment, state, temp, now};
    SessionUi& ui = context.ui();
    std::visit(
        [&](const auto& what) {
            using T = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<T, SaveSession>) {
                if (ui.file.empty()) {
                    ask_for(context, SessionUi::Dialog::Save);
                } else {
                    take_state(context, ui.file, stamp_);
                }
            } else if constexpr (std::is_same_v<T, SaveSessionAs>) {
                ask_for(context, SessionUi::Dialog::Save);
            } else if constexpr (std::is_same_v<T, SaveSessionTo>) {
                fs::path path = session_path(what.path, ui.base);
                if (path.extension() != ".session") {
                    path += ".session";
                }
                take_state(context, path);
            } else if constexpr (std::is_same_v<T, AskForSession>) {
                ask_for(context, SessionUi::Dialog::Open);
            } else if constexpr (std::is_same_v<T, AskForModel>) {
                ask_for(context, SessionUi::Dialog::Model);
            } else if constexpr (std::is_same_v<T, OpenSession>) {
                files_.ask(OpenFile{session_path(what.path, ui.base)});
            } else if constexpr (std::is_same_v<T, ListSessions>) {
                files_.ask(ListFolder{ui.folder, listed(ui.dialog)});
            } else if constexpr (std::is_same_v<T, RestoreUnsaved>) {
                files_.ask(OpenFile{});
                ui.offer.reset();
            } else {
                files_.ask(DiscardUnsaved{});
                ui.offer.reset();
            }
        },
        command);
}

void Sessions::ask_for(const Context& context, SessionUi::Dialog dialog) {
    SessionUi& ui = context.ui();
    const std::string file = suggestion(ui, context.experiment.preset());
    const fs::path folder = fs::path(file).parent_path();
    set_path(ui, dialog == SessionUi::Dialog::Save ? file : (folder / "").string());
    ui.dialog = dialog;
    ui.begin = true;
    ui.base = ui.folder = folder.string();
    ui.entries.clear();
    ui.failure.clear();
    ui.warning.clear();
    ui.error.clear();
    ui.waits = false;
    files_.ask(ListFolder{folder, listed(dialog)});
}

// Requests the state of the training; records the state of the views now.
void Sessions::take_state(const Context& context, const fs::path& path,
                          const std::optional<FileStamp>& known) {
    requests_.push_back({++last_request_, path,
                         app_state(context.state, context.temp, context.now, context.experiment),
                         mark(context.now, context.experiment), known});
    if (requests_.size() == 1) {
        context.experiment.pass(TakeState{last_request_});
    }
}

void Sessions::take_answer(const Context& context) {
    const auto taken = context.experiment.taken();
    if (requests_.empty() || !taken || taken->request != requests_.front().number) {
        return;
    }
    Request request = std::move(requests_.front());
    requests_.pop_front();
    if (taken->state) {
        files_.ask(SaveFile{request.path, taken->state, request.app, request.known});
        writing_.push_back(std::move(request));
    } else {
        notify(context.ui(), "not saved: " + taken->failure, true);
    }
    if (!requests_.empty()) {
        context.experiment.pass(TakeState{requests_.front().number});
    }
}

void Sessions::take_in(const Context& context, const FileAnswer& answer) {
    SessionUi& ui = context.ui();
    if (const auto* saved = std::get_if<FileSaved>(&answer)) {
        take_in_saved(context, *saved);
    } else if (const auto* opened = std::get_if<FileOpened>(&answer)) {
        take_in_opened(context, *opened);
    } else if (const auto* listed = std::get_if<FolderListed>(&answer)) {
        if (listed->folder != ui.folder) {
            return;  // another folder was requested since
        }
        ui.failure = listed->failure;
        ui.entries.clear();
        const std::time_t today = std::time(nullptr);
        for (const FolderListed::Entry& entry : listed->sessions) {
            ui.entries.push_back({entry.name, clock_text(time_of(entry.time), today) + ", " +
                                                  bytes_text(entry.bytes)});
        }
    } else {
        const auto& found = std::get<UnsavedFound>(answer);
        ui.offer = SessionUi::Offer{found.text, found.readable};
    }
}

void Sessions::take_in_saved(const Context& context, const FileSaved& saved) {
    SessionUi& ui = context.ui();
    std::optional<Mark> was;
    if (!writing_.empty() && writing_.front().path == saved.path) {
        was = writing_.front().mark;
        writing_.pop_front();
    }
    if (saved.changed) {
        ask_about_changed(context, saved.path);
    } else if (!saved.failure.empty()) {
        // Once, not with every copy.
        if (!saved.path.empty() || saved.failure != said_) {
            notify(ui, without_folder(saved.failure, saved.path) + "; training goes on", true);
        }
        said_ = saved.path.empty() ? saved.failure : said_;
    } else if (saved.path.empty()) {
        unsaved_ = was;
        kept_ = true;
        kept_bytes_ = saved.bytes;
        said_.clear();
    } else {
        stamp_ = saved.stamp;
        ui.file = saved.path.string();
        ui.last_folder = saved.path.parent_path().string();
        saved_ = was;
        notify(ui, "saved " + saved.path.filename().string() + ", " + bytes_text(saved.bytes),
               false);
        if (!options_.unsaved.empty()) {
            files_.ask(ForgetUnsaved{});
            unsaved_.reset();
        }
    }
}

// The dialog offers to replace the file, or to take another name.
void Sessions::ask_about_changed(const Context& context, const fs::path& path) {
    ask_for(context, SessionUi::Dialog::Save);
    context.ui().warning = path.filename().string() +
                           " was changed by another program since it was opened or saved here";
    notify(context.ui(), "not saved: " + context.ui().warning, true);
}

void Sessions::take_in_opened(const Context& context, const FileOpened& opened) {
    if (!opened.session) {
        refuse(context.ui(), without_folder(opened.failure, opened.path));
        return;
    }
    context.experiment.pass(
        Open{std::shared_ptr<const TrainingState>(opened.session, &opened.session->training)});
    opening_ = {opened.path, opened.session, opened.stamp, context.experiment.passed(),
                context.now.run};
}

// Acts once the training has taken the session, or has refused it and reported why.
void Sessions::finish_opening(const Context& context) {
    if (!opening_ || context.now.commands < opening_->commands) {
        return;
    }
    const Opening opened = std::move(*opening_);
    opening_.reset();
    if (context.now.run == opened.run) {
        refuse(context.ui(), "not opened: " + context.now.message);
        return;
    }
    close_dialog(context.ui());
    const AppState otherwise{.ui = context.state,
                             .depth = context.temp.depth.value,
                             .depth_playing = context.temp.depth.playing,
                             .preset = "",
                             .running = true,
                             .undo = {}};
    const AppState app = parse_app_state(opened.session->app, otherwise);
    context.state = app.ui;
    context.temp.depth.value = app.depth;
    context.temp.depth.playing = app.depth_playing;
    context.experiment.set_preset(app.preset);
    context.temp.demo.player.stop();
    context.experiment.restore_edits(app.undo);
    context.experiment.pass(SetSpeed{kSpeeds[app.ui.speed].steps_per_s});
    if (app.running) {
        context.experiment.pass(Run{});
    } else {
        context.experiment.pass(Pause{});
    }
    const TrainingState& training = opened.session->training;
    const bool shows_shallow = training.shallow && app.ui.laboratory == LaboratoryKind::MeanField;
    const std::string step =
        "step " + count_text(shows_shallow ? training.shallow->step : training.now.step);
    if (opened.path.empty()) {
        context.ui().file.clear();
        unsaved_ = mark(context.now, context.experiment);
        kept_ = true;
        notify(context.ui(), "unsaved work restored, " + step, false);
    } else {
        came_from(opened.path, context.now, context.experiment);
        stamp_ = opened.stamp;
        context.ui().file = opened.path.string();
        context.ui().last_folder = opened.path.parent_path().string();
        notify(context.ui(), "opened " + opened.path.filename().string() + ", " + step, false);
    }
    since_kept_ = 0;
}

void Sessions::keep_unsaved(const Context& context, float seconds) {
    since_kept_ += seconds;
    if (options_.unsaved.empty() || since_kept_ < period(context.experiment)) {
        return;
    }
    since_kept_ = 0;
    const Mark now = mark(context.now, context.experiment);
    if (saved_ != now && unsaved_ != now && !opening_) {
        take_state(context, {});
    }
}

float Sessions::period(const UndoableExperiment& experiment) const {
    constexpr float kSeldom = 60, kOften = 10;                // seconds
    constexpr std::uint64_t kSmall = std::uint64_t{8} << 20;  // bytes
    const bool changed = kept_ || experiment.sent() > 0;
    return options_.every.value_or(changed && kept_bytes_ <= kSmall ? kOften : kSeldom);
}

void Sessions::came_from(const fs::path& path, const Snapshot& now,
                         const UndoableExperiment& experiment) {
    saved_ = mark(now, experiment);
    stamp_ = stamp_of(path);
}

std::string Sessions::finish() {
    files_.finish();
    std::string out;
    for (const FileAnswer& answer : files_.answers()) {
        const auto* saved = std::get_if<FileSaved>(&answer);
        if (saved && !saved->failure.empty()) {
            out += (out.empty() ? "" : "; ") + saved->failure;
        }
    }
    return out;
}

void Sessions::close(const std::shared_ptr<const TrainingState>& last,
                     const UndoableExperiment& experiment, const UiState& state, const UiTemp& temp,
                     const Snapshot& now) {
    if (!last) {
        return;
    }
    bool saved = saved_ == mark(now, experiment);
    for (const Request& request : requests_) {
        if (!request.path.empty()) {
            files_.ask(SaveFile{request.path, last, request.app, request.known, true});
            saved = true;
        }
    }
    const bool worth_it = kept_ || experiment.sent() > 0;
    if (!options_.unsaved.empty() && !saved && worth_it) {
        files_.ask(SaveFile{{}, last, app_state(state, temp, now, experiment), {}, true});
    }
}

}  // namespace la
