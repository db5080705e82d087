#include "render/space/space_plane.h"

#include "render/flow/pass.h"
#include "render/gl/api.h"

namespace la {

namespace {

constexpr float kOpacity = 0.72f;

}  // namespace

SpacePlane::SpacePlane()
    : program_("space_plane.vert", "space_plane.frag"), vertices_(gl::VertexArray::make()) {}

void SpacePlane::draw(const Canvas& picture, const SpaceView& view, float along) {
    begin_space_pass(program_, view);
    program_.set("u_picture", 0);
    program_.set("u_alpha", kOpacity);
    program_.set("u_along", along / kSpaceHalf.x);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, picture.texture());
    glBindVertexArray(vertices_.id());
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    glBindTexture(GL_TEXTURE_2D, 0);
    end_pass();
}

}  // namespace la
