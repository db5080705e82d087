#include "app/export/film_strip.h"

#include <algorithm>
#include <chrono>

#include "app/experiment/history_view.h"
#include "app/motion/film_course.h"

namespace la {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kFirstPixels = 1 << 17;  // in the first strip; kStripTime sizes the later ones
constexpr double kStripTime = 0.004;   // seconds
constexpr int kMinRows = 8;

// The kept step nearest to a fraction of the training; null: now is nearer.
std::shared_ptr<const Snapshot> run_at(const Snapshot& now, double fraction) {
    if (now.kind == RunKind::Shallow) {
        HistoryView history;
        look_at_shallow(history, now, training_step(fraction, now.shallow->step));
        if (!history.shallow) {
            return nullptr;
        }
        auto out = std::make_shared<Snapshot>(now);
        out->shallow = std::move(history.shallow);
        return out;
    }
    const KeptSteps& kept = *now.history;
    const std::int64_t first = kept[0].step;  // 0 but for a recording
    const std::int64_t step = first + training_step(fraction, now.step - first);
    const KeptStep& nearest = kept[nearest_kept(kept, step)];
    return now.step - step <= std::abs(step - nearest.step) ? nullptr : snapshot_at(now, nearest);
}

}  // namespace

FilmStrip::FilmStrip(Plan plan, FrozenExperiment& experiment, const App& shown)
    : plan_(std::move(plan)),
      experiment_(experiment),
      shown_(plan_.now),
      offscreen_(plan_.size, 1, OffscreenContext::Current),
      app_(experiment_, ""),
      rows_at_once_(std::max(kMinRows, kFirstPixels / plan_.size.x)) {
    app_.copy_view_from(shown);
    if (is_film(plan_.kind) && app_.state().view == ViewKind::Sweep) {
        app_.state().view = ViewKind::Plane;  // the dots of a sweep do not move
    }
}

float FilmStrip::fraction() const {
    const float of_frame = static_cast<float>(row_) / static_cast<float>(plan_.size.y);
    return (static_cast<float>(frame_) + of_frame) / static_cast<float>(plan_.frames);
}

// Builds the frame at work once all of it has been observed; false: not yet, call again. The app's
// clock advances by one frame in the first round only.
bool FilmStrip::compose() {
    const double fraction = static_cast<double>(frame_) / plan_.frames;
    const ImVec2 size(static_cast<float>(plan_.size.x), static_cast<float>(plan_.size.y));
    float seconds = 0;
    if (rounds_ == 0 && plan_.kind == SaveKind::TrainingFilm) {
        const auto then = run_at(*plan_.now, fraction);
        if (then && (!shown_ || then->step != shown_->step || then->shallow != shown_->shallow)) {
            shown_ = then;
        } else if (!then) {
            shown_ = plan_.now;
        }
        experiment_.show(shown_);
        seconds = 1 / static_cast<float>(plan_.fps);
    }
    if (plan_.kind == SaveKind::DepthFilm) {
        const auto layers = static_cast<float>(plan_.now->members.back().config.network.layers);
        app_.hold(loop_depth(fraction, layers));
    } else if (plan_.kind == SaveKind::Picture) {
        app_.hold(app_.temp().depth.value);
    } else if (frame_ == 0) {
        app_.hold(0);  // the views ease from the frame of the first picture
    }
    if (app_.prepare_at(size, plan_.scale)) {
        offscreen_.remake_fonts();
    }
    app_.update(seconds);
    ++rounds_;
    // The first observation determines the frame of the views, which needs another field.
    const bool eases = plan_.kind == SaveKind::TrainingFilm && frame_ > 0;
    const bool resting = app_.temp().view.ease.resting() && app_.temp().view.third_ease.resting();
    if (!app_.settled() || !(eases || resting)) {
        return false;
    }
    if (plan_.kind == SaveKind::TrainingFilm && frame_ == 0) {
        app_.let_flow();
    }
    offscreen_.compose(app_, 1.0f / 60);
    offscreen_.compose(app_, 1.0f / 60);  // ImGui lays out a window one frame late
    return true;
}

std::optional<Image> FilmStrip::next() {
    const GuiSwitch back;
    offscreen_.use_gui();
    if (!composed_ && !(composed_ = compose())) {
        return std::nullopt;
    }
    const Clock::time_point begin = Clock::now();
    const PixelRows rows{row_, std::min(rows_at_once_, plan_.size.y - row_)};
    Image strip = offscreen_.strip(app_, rows);
    const double took = std::chrono::duration<double>(Clock::now() - begin).count();
    if (rows.count == rows_at_once_) {
        const double more = std::clamp(kStripTime / std::max(took, 1e-5), 0.5, 2.0);
        rows_at_once_ = std::clamp(static_cast<int>(rows_at_once_ * more), kMinRows,
                                   std::max(kMinRows, plan_.size.y));
    }
    row_ += rows.count;
    if (row_ == plan_.size.y) {
        row_ = rounds_ = 0;
        composed_ = false;
        ++frame_;
    }
    return strip;
}

}  // namespace la
