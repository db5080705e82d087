#include "render/space/orbit_camera.h"

#include <gtest/gtest.h>

#include <cmath>

#include "render/space/space_box.h"

namespace la {
namespace {

const Viewport kPlane{{1, 2}, 3, 1};

glm::vec3 ndc(const OrbitCamera& camera, glm::vec3 place, float aspect = 1.5f) {
    const glm::vec4 clip = camera.matrix(aspect) * glm::vec4(place, 1);
    return glm::vec3(clip) / clip.w;
}

TEST(SpaceBox, HoldsThePlane) {
    const glm::vec3 corner = space_place({4, 5}, 0, 9, kPlane);
    EXPECT_FLOAT_EQ(corner.x, -kSpaceHalf.x);
    EXPECT_FLOAT_EQ(corner.y, kSpaceHalf.y);
    EXPECT_FLOAT_EQ(corner.z, kSpaceHalf.z);
    EXPECT_FLOAT_EQ(space_place({1, 2}, 9, 9, kPlane).x, kSpaceHalf.x);
    EXPECT_FLOAT_EQ(space_place({1, 2}, 4.5f, 9, kPlane).x, 0);
}

TEST(OrbitCamera, SeesTheWholeBox) {
    for (const float aspect : {0.6f, 1.0f, 1.8f}) {
        for (int i = 0; i < 8; ++i) {
            const glm::vec3 sign(i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1);
            const glm::vec3 at = ndc(OrbitCamera(), sign * kSpaceHalf, aspect);
            EXPECT_LT(std::abs(at.x), 1) << aspect;
            EXPECT_LT(std::abs(at.y), 1) << aspect;
            EXPECT_LT(std::abs(at.z), 1) << aspect;
        }
    }
}

TEST(OrbitCamera, DepthRunsToTheRightAndUpIsUp) {
    const OrbitCamera camera;
    EXPECT_GT(ndc(camera, {1, 0, 0}).x, ndc(camera, {-1, 0, 0}).x);
    EXPECT_GT(ndc(camera, {0, 1, 0}).y, ndc(camera, {0, -1, 0}).y);
}

TEST(OrbitCamera, YawTurnsAllAround) {
    OrbitCamera camera;
    const glm::vec3 before = camera.eye();
    for (int i = 0; i < 100; ++i) {
        camera.orbit({2 * 3.14159265f / 100, 0});
    }
    EXPECT_LT(glm::length(camera.eye() - before), 1e-3f);
    camera.orbit({3.14159265f, 0});
    EXPECT_NEAR(camera.eye().x, -before.x, 1e-3f);
    EXPECT_NEAR(camera.eye().z, -before.z, 1e-3f);
}

TEST(OrbitCamera, PitchStopsBeforeThePole) {
    OrbitCamera camera;
    camera.orbit({0, 100});
    EXPECT_TRUE(std::isfinite(ndc(camera, {1, 1, 1}).x));
    EXPECT_GT(ndc(camera, {0, 0, -1}).y, ndc(camera, {0, 0, 1}).y);
}

TEST(OrbitCamera, ZoomKeepsThePlaceUnderThePointer) {
    OrbitCamera camera;
    const glm::vec3 place(0.4f, -0.3f, 0.2f);
    const glm::vec3 before = ndc(camera, place);
    camera.zoom(2, {before.x, before.y});
    const glm::vec3 after = ndc(camera, place);
    EXPECT_NEAR(after.x, before.x, 1e-5f);
    EXPECT_NEAR(after.y, before.y, 1e-5f);
    const glm::vec3 other = ndc(camera, {-1, 0, 0});
    EXPECT_GT(glm::length(glm::vec2(other - after)),
              1.5f * glm::length(glm::vec2(ndc(OrbitCamera(), {-1, 0, 0}) - before)));
}

TEST(OrbitCamera, ResetsAfterEverything) {
    OrbitCamera camera;
    camera.orbit({1, 1});
    camera.zoom(3, {0.5f, 0.5f});
    camera.move({0.1f, 0.2f});
    EXPECT_FALSE(camera == OrbitCamera());
    camera.reset();
    EXPECT_TRUE(camera == OrbitCamera());
}

}  // namespace
}  // namespace la
