#include "render/flow/field_pass.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cmath>

#include "render/flow/pass.h"

namespace la {

namespace {

constexpr float kLineWidth = 2;   // logical pixels
constexpr float kIsoWidth = 1;    // logical pixels
constexpr float kIsoApart = 7;    // logical pixels; iso-lines closer together fade away
constexpr float kLargest = 1e6f;  // margins beyond are as good as certain

float tame(float margin) {
    return std::isnan(margin) ? 0.0f : std::clamp(margin, -kLargest, kLargest);
}

}  // namespace

FieldPass::FieldPass()
    : program_("field.vert", "field.frag"),
      vertices_(gl::VertexArray::make()),
      texture_(gl::Texture::make()) {}

bool FieldPass::update(const FieldTexture& field) {
    if (field.width < 2 || field.height < 2 || !(field.hi.x > field.lo.x) ||
        !(field.hi.y > field.lo.y)) {
        return false;
    }
    const std::size_t count = static_cast<std::size_t>(field.width) * field.height;
    const std::span<const float> near = field.near_margin;
    const std::span<const float> far = field.far_margin.empty() ? near : field.far_margin;
    if (near.size() < count || far.size() < count) {
        return false;
    }
    const glm::ivec2 size(field.width, field.height);
    if (uploaded_ && field.version == version_ && size == size_) {
        return true;
    }
    pairs_.resize(2 * count);
    double near_sum = 0;
    double far_sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        pairs_[2 * i] = tame(near[i]);
        pairs_[2 * i + 1] = tame(far[i]);
        near_sum += std::abs(pairs_[2 * i]);
        far_sum += std::abs(pairs_[2 * i + 1]);
    }
    const double least = 1e-6 * static_cast<double>(count);
    weight_ = {static_cast<float>(count / std::max(near_sum, least)),
               static_cast<float>(count / std::max(far_sum, least))};

    glBindTexture(GL_TEXTURE_2D, texture_.id());
    if (size != size_) {
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RG32F, size.x, size.y, 0, GL_RG, GL_FLOAT, nullptr);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        size_ = size;
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.x, size.y, GL_RG, GL_FLOAT, pairs_.data());
    glBindTexture(GL_TEXTURE_2D, 0);
    version_ = field.version;
    uploaded_ = true;
    return true;
}

void FieldPass::draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                     glm::vec2 pixels) {
    const bool lines = scene.show_boundary || scene.show_isolines;
    if ((!scene.show_field && !lines) || !update(scene.field)) {
        return;
    }
    begin_pass(program_, scene.show_field ? Blend::Opaque : Blend::Straight, viewport, pixels);
    program_.set("u_lo", scene.field.lo);
    program_.set("u_hi", scene.field.hi);
    program_.set("u_samples", glm::vec2(size_));
    program_.set("u_margin", 0);
    program_.set("u_blend", std::clamp(scene.blend, 0.0f, 1.0f));
    program_.set("u_weight", weight_);
    program_.set("u_tint_0", palette.fields[0]);
    program_.set("u_tint_1", palette.fields[1]);
    program_.set("u_undecided", palette.field_undecided);
    program_.set("u_boundary", palette.boundary);
    program_.set("u_field_alpha", scene.show_field ? 1.0f : 0.0f);
    program_.set("u_half_width",
                 scene.show_boundary ? 0.5f * kLineWidth * scene.pixel_scale : -1.0f);
    program_.set("u_iso_half_width",
                 scene.show_isolines ? 0.5f * kIsoWidth * scene.pixel_scale : -1.0f);
    program_.set("u_iso_apart", kIsoApart * scene.pixel_scale);
    program_.set("u_iso_colour", palette.isoline);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glBindVertexArray(vertices_.id());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTexture(GL_TEXTURE_2D, 0);
    end_pass();
}

}  // namespace la
