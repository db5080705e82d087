#pragma once

#include <memory>
#include <vector>

#include "app/readouts/differences.h"
#include "app/screen/offscreen.h"
#include "app/views/framing.h"
#include "render/flow/flow_renderer.h"

namespace la {

// The flow as one row of pictures per network, A above B. Each cell shows the points after a layer
// and the decision field of the layers that remain. All cells show the same part of the plane, so
// that they can be compared. work() draws one cell, so that a window can go on meanwhile. Thread:
// the one with the OpenGL context.
class Storyboard {
  public:
    Storyboard(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
               const Palette& palette);

    // Draws the next cell if it has been observed. True once all cells are drawn.
    bool work();
    float fraction() const;  // of the cells that are drawn, 0 to 1
    // The complete picture, after work() has returned true.
    Image picture();

    struct Cell {
        FlowRenderer renderer;
        Canvas canvas;
    };
    // The layout, in pixels.
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

// Draws it in one call. The experiment must observe on the calling thread.
Image draw_storyboard(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                      const Palette& palette);

}  // namespace la
