#include "render/space/orbit_camera.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <numbers>

#include "render/space/space_box.h"

namespace la {

namespace {

constexpr float kFieldOfView = 0.5f;  // vertical, radians
constexpr float kFitAspect = 1.25f;   // below it the box becomes smaller

float fit(float aspect) {
    return std::min(1.0f, aspect / kFitAspect);
}

}  // namespace

void OrbitCamera::orbit(glm::vec2 angles) {
    constexpr float kTurn = 2 * std::numbers::pi_v<float>;
    yaw_ = std::remainder(yaw_ + angles.x, kTurn);
    pitch_ = std::clamp(pitch_ + angles.y, -kMaxPitch, kMaxPitch);
}

void OrbitCamera::zoom(float factor, glm::vec2 about) {
    const float next = std::clamp(zoom_ * factor, kMinZoom, kMaxZoom);
    shift_ = about + (shift_ - about) * (next / zoom_);
    zoom_ = next;
}

void OrbitCamera::move(glm::vec2 by) {
    shift_ += by;
}

glm::vec3 OrbitCamera::eye() const {
    return kDistance * glm::vec3(std::sin(yaw_) * std::cos(pitch_), std::sin(pitch_),
                                 std::cos(yaw_) * std::cos(pitch_));
}

glm::mat4 OrbitCamera::matrix(float aspect) const {
    const float radius = glm::length(kSpaceHalf);
    const glm::mat4 view = glm::lookAt(eye(), glm::vec3(0), glm::vec3(0, 1, 0));
    const glm::mat4 lens =
        glm::perspective(kFieldOfView, aspect, kDistance - radius, kDistance + radius);
    const float scale = zoom_ * fit(aspect);
    const glm::mat4 picture = glm::translate(glm::mat4(1), glm::vec3(shift_, 0)) *
                              glm::scale(glm::mat4(1), glm::vec3(scale, scale, 1));
    return picture * lens * view;
}

}  // namespace la
