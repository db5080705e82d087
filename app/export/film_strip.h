#pragma once

#include <memory>

#include "app/experiment/frozen_experiment.h"
#include "app/screen/offscreen.h"
#include "app/state/save_request.h"

namespace la {

// Draws a film of the views, or one picture, strip by strip beside the window, with an App and an
// ImGui context of its own on a frozen run. Never waits: what has not been observed yet is drawn at
// a later call. Thread: the one with the OpenGL context.
class FilmStrip {
  public:
    struct Plan {
        SaveKind kind = SaveKind::Picture;
        glm::ivec2 size{0};  // pixels
        float scale = 1;     // pixels to a design pixel
        int frames = 1, fps = 0;
        std::shared_ptr<const Snapshot>
            now;  // the run; for a film of the training with its history
    };
    // Shows the views as `shown` does. Nothing else may use the experiment meanwhile.
    FilmStrip(Plan plan, FrozenExperiment& experiment, const App& shown);

    // The next strip: the rows below the last one. None if it is not observed yet. Call until
    // done().
    std::optional<Image> next();
    bool done() const { return frame_ == plan_.frames; }
    float fraction() const;  // of the strips that are drawn, 0 to 1

  private:
    bool compose();

    Plan plan_;
    FrozenExperiment& experiment_;
    std::shared_ptr<const Snapshot> shown_;
    Offscreen offscreen_;
    App app_;
    int frame_ = 0;
    int row_ = 0;  // of the frame at work
    int rows_at_once_ = 0;
    int rounds_ = 0;  // of updates of that frame
    bool composed_ = false;
};

}  // namespace la
