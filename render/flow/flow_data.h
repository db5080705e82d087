#pragma once
#include <cstdint>

#include "render/flow/flow_scene.h"
#include "render/gl/handle.h"

namespace la {

// The flow's data on the GPU: one buffer of states [layer][point] (vec2), one of
// their third coordinates (float), where there are any, and one of labels [point] (ubyte), each
// also readable as a buffer texture. Uploaded in place, only when the scene's version changes.
// Thread: the one with the context.
class FlowData {
  public:
    FlowData();
    // False when the scene's spans do not have the announced sizes; then nothing can be drawn.
    bool update(const FlowScene& scene);

    unsigned states() const { return states_.id(); }
    unsigned third() const { return third_.id(); }
    unsigned labels() const { return labels_.id(); }
    unsigned states_texture() const { return states_texture_.id(); }  // RG32F
    unsigned third_texture() const { return third_texture_.id(); }    // R32F
    unsigned labels_texture() const { return labels_texture_.id(); }  // R8UI
    int classes() const { return classes_; }  // one more than the largest label
    int uploads() const { return uploads_; }

  private:
    gl::Buffer states_;
    gl::Buffer third_;
    gl::Buffer labels_;
    gl::Texture states_texture_;
    gl::Texture third_texture_;
    gl::Texture labels_texture_;
    std::size_t states_capacity_ = 0;  // bytes
    std::size_t third_capacity_ = 0;
    std::size_t labels_capacity_ = 0;
    std::uint64_t version_ = 0;
    int layers_ = -1;
    int points_ = -1;
    int classes_ = 0;
    bool has_third_ = false;
    int uploads_ = 0;
};

}  // namespace la
