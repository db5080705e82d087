#pragma once

#include <memory>

#include "app/app.h"
#include "app/export/file_writer.h"
#include "app/export/film_strip.h"
#include "app/export/storyboard.h"

namespace la {

// Saves what the menu asks for while the window goes on: draws a little in every frame, a strip of
// a picture or of a film's frame, and hands it to a thread that encodes and writes. One file at a
// time. Thread: the one with the context.
class Saver {
  public:
    // Once per frame of the window, after it has been shown: draws for about so many seconds, or
    // one strip. Tells the app how far it is.
    void work(App& app, const SaveWishes& wishes, double seconds);

    // Gives up what is not whole, leaving nothing behind. Returns soon.
    void give_up();

  private:
    void begin(App& app, const SaveSettings& settings);
    void begin_text(const App& app, const SaveSettings& settings,
                    const std::filesystem::path& path);
    void draw(double seconds);

    SaveState state_;
    std::string name_;  // of the file at work
    // Stays once it is there: ending its thread would wait for the observation at work.
    std::unique_ptr<FrozenExperiment> experiment_;
    std::unique_ptr<FilmStrip> film_;
    std::unique_ptr<Offscreen> offscreen_;  // of the storyboard
    std::unique_ptr<Storyboard> storyboard_;
    std::unique_ptr<FileWriter> writer_;
};

// The size in pixels of the picture that the settings ask for, and the pixels to a design pixel in
// it.
struct PictureSize {
    glm::ivec2 pixels{0};
    float scale = 1;
};
PictureSize picture_size(const App& app, const SaveSettings& settings);

}  // namespace la
