#include "render/flow/flow_data.h"

#include <algorithm>

#include "render/gl/api.h"

namespace la {

namespace {

// Writes into the existing storage; the orphaning call lets a frame in flight keep the old one.
void upload(unsigned buffer, std::size_t& capacity, const void* data, std::size_t bytes) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer);
    if (bytes > capacity) {
        capacity = bytes + bytes / 2;
    }
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(capacity), nullptr, GL_STREAM_DRAW);
    glBufferSubData(GL_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(bytes), data);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
}

}  // namespace

FlowData::FlowData()
    : states_(gl::Buffer::make()),
      third_(gl::Buffer::make()),
      labels_(gl::Buffer::make()),
      states_texture_(gl::Texture::make()),
      third_texture_(gl::Texture::make()),
      labels_texture_(gl::Texture::make()) {}

bool FlowData::update(const FlowScene& scene) {
    const auto points = static_cast<std::size_t>(scene.points > 0 ? scene.points : 0);
    if (points == 0 || scene.layers < 0 || scene.labels.size() < points ||
        scene.states.size() < points * (static_cast<std::size_t>(scene.layers) + 1) ||
        (!scene.third.empty() && scene.third.size() < scene.states.size())) {
        return false;
    }
    if (uploads_ > 0 && scene.version == version_ && scene.layers == layers_ &&
        scene.points == points_ && has_third_ == !scene.third.empty()) {
        return true;
    }
    const std::size_t count = points * (static_cast<std::size_t>(scene.layers) + 1);
    upload(states_.id(), states_capacity_, scene.states.data(), count * sizeof(glm::vec2));
    has_third_ = !scene.third.empty();
    if (has_third_) {
        upload(third_.id(), third_capacity_, scene.third.data(), count * sizeof(float));
        glBindTexture(GL_TEXTURE_BUFFER, third_texture_.id());
        glTexBuffer(GL_TEXTURE_BUFFER, GL_R32F, third_.id());
    }
    upload(labels_.id(), labels_capacity_, scene.labels.data(), points);
    classes_ = 1 + *std::max_element(scene.labels.begin(), scene.labels.begin() + scene.points);
    // Attach anew: storage may have been replaced.
    glBindTexture(GL_TEXTURE_BUFFER, states_texture_.id());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_RG32F, states_.id());
    glBindTexture(GL_TEXTURE_BUFFER, labels_texture_.id());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_R8UI, labels_.id());
    glBindTexture(GL_TEXTURE_BUFFER, 0);
    version_ = scene.version;
    layers_ = scene.layers;
    points_ = scene.points;
    ++uploads_;
    return true;
}

}  // namespace la
