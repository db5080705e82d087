#include "app/opener.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "app/experiment/file_kind.h"
#include "app/experiment/setting_file.h"
#include "app/lessons/handed_in.h"
#include "app/readouts/reading_line.h"
#include "app/session/sessions.h"
#include "core/base/error.h"
#include "core/data/dataset_kinds.h"

namespace la {

namespace {

constexpr float kNoticeSeconds = 12;  // how long a notice stays on screen

std::string joined(const std::vector<std::string>& notes) {
    std::string out;
    for (const std::string& note : notes) {
        out += (out.empty() ? "" : "; ") + note;
    }
    return out;
}

}  // namespace

AppCommand Opener::dropped(const std::string& path) {
    switch (file_kind(path)) {
        case FileKind::Table:
            return OpenData{path};
        case FileKind::Model:
            return OpenModel{path};
        case FileKind::Setting:
            return OpenSetting{path};
        case FileKind::Session:
            break;
    }
    return SessionCommand{OpenSession{path}};
}

void Opener::execute(const OpenData& open) {
    model_.leave();  // points replace the data of the run
    Config config = *model_.run()->config;
    config.dataset = with_kind(config.dataset, DatasetKind::Csv);
    std::error_code error;
    const auto whole = std::filesystem::absolute(open.file, error);
    config.dataset.file = error ? open.file : whole.string();
    config.dataset.columns.clear();
    execute(LoadConfig{config});
}

void Opener::execute(const OpenModel& open) {
    temp_.session.untrusted.clear();
    model_.open(open.file, open.trust);
    reading_ = std::filesystem::path(open.file).filename().string();
    reading_seconds_ = 0;
    temp_.session.notice.clear();  // it is of an earlier file
}

void Opener::execute(const LeaveModel&) {
    if (model_.reading()) {
        notify(temp_.session, "the model is given up", false);
    }
    model_.leave();
}

void Opener::execute(const OpenLink& open) {
    const std::string failure = links_.open(open.url);
    notify(temp_.session, failure.empty() ? "opened in the browser: " + open.url : failure,
           !failure.empty());
}

DataLoader& Opener::loader() {
    temp_.session.notice.clear();  // it is of an earlier file
    if (!loader_) {
        loader_ = std::make_unique<DataLoader>();
    }
    return *loader_;
}

void Opener::execute(const LoadConfig& load) {
    preset_ = load.preset;
    loader().open([config = load.config] { return LoadedSetting{config}; });
}

void Opener::execute(const OpenSetting& open) {
    model_.leave();
    preset_.clear();
    loader().open([file = open.file] {
        return LoadedSetting{read_setting_file(file), read_answers(file)};
    });
}

void Opener::execute(const SaveUserPreset& save) {
    if (preset_files_) {
        preset_files_->save({save.name, save.name, "", experiment_.open_config()});
    }
}

void Opener::execute(const RemoveUserPreset& remove) {
    if (preset_files_) {
        preset_files_->remove(remove.name);
    }
}

void Opener::use_presets(const std::filesystem::path& folder) {
    preset_files_ = std::make_unique<UserPresetFiles>(folder);
}

void Opener::show_handed_in(const AnswersFile& from) {
    if (from.json.empty()) {
        return;
    }
    try {
        HandedIn handed_in = parse_handed_in(from.json);
        handed_in.file = from.file;
        temp_.lesson.handed_in = std::move(handed_in);
        temp_.lesson.open = true;
    } catch (const UsageError& wrong) {
        temp_.notice = {from.file + ": " + wrong.what(), kNoticeSeconds};
    }
}

// As long as a model is read, while nothing newer is said.
void Opener::tell_of_reading(float seconds) {
    std::string& notice = temp_.session.notice;
    reading_seconds_ += seconds;
    if (!notice.empty() && notice != reading_line_) {
        return;
    }
    notice.clear();
    if (temp_.model_reading) {
        reading_line_ = reading_line(reading_, reading_seconds_);
        notify(temp_.session, reading_line_, false);
    }
}

bool Opener::update_model(float seconds) {
    ModelExperiment::News news = model_.update();
    temp_.model_reading = model_.reading();
    tell_of_reading(seconds);
    if (news.not_isolated) {
        temp_.session.untrusted = news.file.string();
        close_dialog(temp_.session);  // the question is in the status line
    }
    const auto tell = [&] {
        if (!news.failure.empty()) {
            refuse(temp_.session, std::move(news.failure));
        } else if (!news.notes.empty()) {
            notify(temp_.session, joined(news.notes), false);
        }
    };
    if (model_.shown() == temp_.model_shown) {
        tell();
        return false;
    }
    temp_.model_shown = model_.shown();
    close_dialog(temp_.session);
    temp_.session.notice.clear();  // it may be about an earlier model
    tell();
    temp_.history.shown = nullptr;
    temp_.drawing.on = false;
    temp_.demo.player.stop();
    return true;
}

void Opener::update_data(float seconds) {
    temp_.notice.seconds_left = std::max(0.0f, temp_.notice.seconds_left - seconds);
    if (const auto loaded = loader_ ? loader_->take() : nullptr) {
        if (loaded->data) {
            const LoadedSetting& setting = loaded->setting;
            experiment_.start({setting.config, std::exchange(preset_, {}), loaded->data});
            show_handed_in(setting.answers);
        } else {
            temp_.notice = {loaded->error, kNoticeSeconds};
        }
    }
}

void Opener::update_presets() {
    UserPresetsUi& ui = temp_.user_presets;
    if (!preset_files_) {
        return;
    }
    for (UserPresetFiles::Answer& answer : preset_files_->answers()) {
        if (!answer.found.failures.empty() && answer.found.failures != ui.found.failures) {
            const std::size_t more = answer.found.failures.size() - 1;
            notify(temp_.session,
                   answer.found.failures.front() +
                       (more > 0 ? "; and " + std::to_string(more) + " more" : ""),
                   true);
        }
        ui.found = std::move(answer.found);
        if (!answer.failure.empty()) {
            notify(temp_.session, std::move(answer.failure), true);
        } else if (!answer.saved.empty()) {
            experiment_.set_preset(answer.saved);
            notify(temp_.session, "saved preset " + answer.saved, false);
        } else if (!answer.removed.empty()) {
            if (experiment_.preset() == answer.removed) {
                experiment_.set_preset("");
            }
            notify(temp_.session, "removed preset " + answer.removed, false);
        }
    }
}

}  // namespace la
