#include "render/flow/field_pass.h"

#include <algorithm>

#include "render/flow/field_lines.h"
#include "render/flow/pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

// For the lines between more than two classes, as in FieldLines.
constexpr float kLineWidth = 2;  // logical pixels
constexpr float kIsoWidth = 1;
constexpr float kIsoApart = 7;  // iso-lines closer together fade

}  // namespace

FieldPass::FieldPass()
    : program_("field.vert", "field.frag"),
      classes_program_("field.vert", "field_classes.frag"),
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
    const bool with_classes = has_classes(field);
    const glm::ivec2 size(field.width, field.height);
    const bool same_form = size == size_ && with_classes == with_classes_;
    if (uploaded_ && field.version == version_ && same_form) {
        return true;
    }
    with_classes_ = with_classes;
    pack(field, count);

    const GLenum format = with_classes ? GL_RGBA : GL_RG;
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    if (!same_form) {
        glTexImage2D(GL_TEXTURE_2D, 0, with_classes ? GL_RGBA32F : GL_RG32F, size.x, size.y, 0,
                     format, GL_FLOAT, nullptr);
        const GLint filter = gl::filters_floats() && !with_classes ? GL_LINEAR : GL_NEAREST;
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        size_ = size;
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.x, size.y, format, GL_FLOAT, values_.data());
    glBindTexture(GL_TEXTURE_2D, 0);
    version_ = field.version;
    uploaded_ = true;
    return true;
}

// Fills values_ and weight_.
void FieldPass::pack(const FieldTexture& field, std::size_t count) {
    const std::span<const float> near = field.near_margin;
    const std::span<const float> far = field.far_margin.empty() ? near : field.far_margin;
    const std::span<const std::uint8_t> near_class = field.near_class;
    const bool own_far = field.far_class.size() >= count && !field.far_margin.empty();
    const std::span<const std::uint8_t> far_class = own_far ? field.far_class : near_class;
    const auto known = [](std::uint8_t label) {
        return static_cast<float>(std::min<int>(label, kClassColours - 1));
    };
    values_.resize((with_classes_ ? 4 : 2) * count);
    double near_sum = 0;
    double far_sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float a = tame_margin(near[i]);
        const float b = tame_margin(far[i]);
        near_sum += std::abs(a);
        far_sum += std::abs(b);
        if (with_classes_) {
            values_[4 * i] = a;
            values_[4 * i + 1] = known(near_class[i]);
            values_[4 * i + 2] = b;
            values_[4 * i + 3] = known(far_class[i]);
        } else {
            values_[2 * i] = a;
            values_[2 * i + 1] = b;
        }
    }
    const double least = 1e-6 * static_cast<double>(count);
    weight_ = {static_cast<float>(count / std::max(near_sum, least)),
               static_cast<float>(count / std::max(far_sum, least))};
}

void FieldPass::set_classes(const gl::Program& program, const FlowScene& scene,
                            const Viewport& viewport, const Palette& palette,
                            glm::vec2 pixels) const {
    const glm::vec2 apart = (scene.field.hi - scene.field.lo) / glm::vec2(size_ - 1);
    program.set("u_weight", weight_);
    program.set("u_texels", 2.0f * viewport.half_height / pixels.y / apart);
    program.set("u_field", 0);
    program.set("u_tints[0]", palette.fields.data(), kClassColours);
    program.set("u_boundary", palette.boundary);
    program.set("u_field_alpha", scene.show_field ? 1.0f : 0.0f);
    program.set("u_half_width",
                scene.show_boundary ? 0.5f * kLineWidth * scene.pixel_scale : -1.0f);
    program.set("u_iso_half_width",
                scene.show_isolines ? 0.5f * kIsoWidth * scene.pixel_scale : -1.0f);
    program.set("u_iso_apart", kIsoApart * scene.pixel_scale);
    program.set("u_iso_colour", palette.isoline);
}

void FieldPass::draw(const FlowScene& scene, const Viewport& viewport, const Palette& palette,
                     glm::vec2 pixels) {
    const bool lines = has_classes(scene.field) && (scene.show_boundary || scene.show_isolines);
    if ((!scene.show_field && !lines) || !update(scene.field)) {
        return;
    }
    const gl::Program& program = with_classes_ ? classes_program_ : program_;
    begin_pass(program, scene.show_field ? Blend::Opaque : Blend::Over, viewport, pixels);
    program.set("u_lo", scene.field.lo);
    program.set("u_hi", scene.field.hi);
    program.set("u_samples", glm::vec2(size_));
    program.set("u_blend", std::clamp(scene.blend, 0.0f, 1.0f));
    program.set("u_undecided", palette.field_undecided);
    if (with_classes_) {
        set_classes(program, scene, viewport, palette, pixels);
    } else {
        program.set("u_margin", 0);
        program.set("u_tint_0", palette.fields[0]);
        program.set("u_tint_1", palette.fields[1]);
    }
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glBindVertexArray(vertices_.id());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTexture(GL_TEXTURE_2D, 0);
    end_pass();
}

}  // namespace la
