#pragma once

#include <memory>

#include "app/app.h"
#include "app/export/file_writer.h"
#include "app/export/film_strip.h"
#include "app/export/hand_in_files.h"
#include "app/export/storyboard.h"

namespace la {

// Saves what the menu asks for while the window goes on: draws one or more strips per frame and
// passes them to a thread that encodes and writes. One file at a time. Thread: the one with the
// OpenGL context.
class Saver {
  public:
    // What the menu asks for in a frame.
    struct Asked {
        std::optional<SaveSettings> save;
        bool cancel = false;
        // An archive to be handed in: picture, config.json, weights, metrics.csv and these answers
        // of a lesson (JSON).
        std::optional<std::string> hand_in;
    };

    // Once per frame of the window, after it has been shown. Draws for about this long, but at
    // least one strip, and reports the progress to the app.
    void work(App& app, const Asked& asked, double seconds);

    // Abandons an unfinished file and leaves nothing of it. Does not wait.
    void give_up();

  private:
    void begin(App& app, const SaveSettings& settings);
    void begin_hand_in(const App& app, const std::string& answers);
    void go_on_with_hand_in(App& app);
    void end(App& app);
    void begin_text(const App& app, const SaveSettings& settings,
                    const std::filesystem::path& path);
    void draw(double seconds);

    SaveState state_;
    std::string name_;                      // of the file at work
    std::shared_ptr<HandInFiles> hand_in_;  // that is not complete yet
    bool picture_handed_in_ = false;        // its picture is drawn, or being drawn
    // Kept for the next file: to end its thread is to wait for the observation at work.
    std::unique_ptr<FrozenExperiment> experiment_;
    std::unique_ptr<FilmStrip> film_;
    std::unique_ptr<Offscreen> offscreen_;  // for the storyboard
    std::unique_ptr<Storyboard> storyboard_;
    std::unique_ptr<FileWriter> writer_;
};

// The size of the picture that the settings ask for.
struct PictureSize {
    glm::ivec2 pixels{0};
    float scale = 1;  // pixels to a design pixel
};
PictureSize picture_size(const App& app, const SaveSettings& settings);

}  // namespace la
