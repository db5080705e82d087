#pragma once

#include <memory>
#include <vector>

#include "app/readouts/differences.h"
#include "app/screen/offscreen.h"
#include "app/views/framing.h"
#include "render/flow/flow_renderer.h"

namespace la {

// The flow as a row of pictures per network, A above B: the points and the decision field of the
// layers still ahead after layer 0, ..., L. One frame for all, so that the eye can compare.
// Drawn bit by bit, so that a window can draw one while it goes on.
class Storyboard {
  public:
    Storyboard(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
               const Palette& palette);

    // Draws the next cell, if what it shows has been observed; true once all are there.
    bool work();
    float part() const;  // done, 0 to 1
    // The whole picture; once work() has said so.
    Image picture();

    struct Cell {
        FlowRenderer renderer;
        Canvas canvas;
    };
    // Where everything stands; in pixels.
    struct Board {
        Theme theme;
        std::shared_ptr<const Observation> seen;
        std::vector<std::vector<int>> layers;  // [row][column]
        std::vector<Difference> differences;
        float left = 0, top = 0, cell = 0, gap = 0;

        ImVec2 at(int row, int column) const {
            return {left + static_cast<float>(column) * (cell + gap),
                    top + static_cast<float>(row) * (cell + gap)};
        }
    };

  private:
    void lay_out(glm::ivec2 size);

    Offscreen& offscreen_;
    glm::ivec2 size_;
    Experiment& experiment_;
    std::shared_ptr<const Snapshot> run_;
    Board board_;
    Viewport view_;
    std::vector<std::unique_ptr<Cell>> cells_;
};

// All at once, with a lab that observes on the calling thread.
Image draw_storyboard(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                      const Palette& palette);

}  // namespace la
