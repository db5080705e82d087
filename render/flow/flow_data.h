#pragma once
#include <cstdint>

#include "render/flow/flow_scene.h"
#include "render/gl/program.h"
#include "render/gl/table.h"

namespace la {

// A scene's states [layer][point], their third coordinates [layer][point] if there are any, and
// labels [point] on the GPU. Uploaded in place, and only when the scene's version changes.
// Thread: the one with the context.
class FlowData {
  public:
    // False if the scene's spans are shorter than announced, or the GPU has no room; then nothing
    // can be drawn.
    bool update(const FlowScene& scene);

    // Sets u_states, u_labels and u_points of a program in use, and u_third_states if it is asked
    // for; binds texture units 0 to 2.
    void bind(const gl::Program& program, bool with_third = false) const;
    static void unbind();

    int classes() const { return classes_; }  // one more than the largest label
    int uploads() const { return uploads_; }

  private:
    gl::Table states_{gl::Table::Format::Float2};
    gl::Table third_{gl::Table::Format::Float};
    gl::Table labels_{gl::Table::Format::Byte};
    std::uint64_t version_ = 0;
    int layers_ = -1;
    int points_ = -1;
    int classes_ = 0;
    bool has_third_ = false;
    int uploads_ = 0;
};

}  // namespace la
