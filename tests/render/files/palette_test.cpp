// The palette is for all eyes: colours differ with normal vision, deuteranopia and protanopia,
// simulated as by Machado, Oliveira and Fernandes (2009) at severity 1, and text is readable (WCAG
// 2.1).

#include "render/palette.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>
#include <glm/vec3.hpp>
#include <string>
#include <utility>
#include <vector>

namespace la {
namespace {

// sRGB to linear light, as WCAG and IEC 61966-2-1 define it.
glm::vec3 linear(glm::vec4 c) {
    const auto one = [](float v) {
        return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
    };
    return {one(c.x), one(c.y), one(c.z)};
}

// Rows of the matrices in linear RGB.
struct Eye {
    const char* name;
    glm::vec3 r, g, b;
};
constexpr Eye kEyes[] = {{"normal", {1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                         {"protanopia",
                          {0.152286f, 1.052583f, -0.204868f},
                          {0.114503f, 0.786281f, 0.099216f},
                          {-0.003882f, -0.048116f, 1.051998f}},
                         {"deuteranopia",
                          {0.367322f, 0.860646f, -0.227968f},
                          {0.280085f, 0.672501f, 0.047413f},
                          {-0.011820f, 0.042940f, 0.968881f}}};

// CIE L*a*b* under D65.
glm::vec3 lab(glm::vec3 rgb) {
    const auto f = [](float t) { return t > 0.008856f ? std::cbrt(t) : 7.787f * t + 16.0f / 116; };
    const float x = f(glm::dot(rgb, {0.4124564f, 0.3575761f, 0.1804375f}) / 0.95047f);
    const float y = f(glm::dot(rgb, {0.2126729f, 0.7151522f, 0.0721750f}));
    const float z = f(glm::dot(rgb, {0.0193339f, 0.1191920f, 0.9503041f}) / 1.08883f);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// CIE 1976 difference between two colours as this eye sees them; about 2.3 is just noticeable.
float difference(const Eye& eye, glm::vec4 a, glm::vec4 b) {
    const auto seen = [&eye](glm::vec4 c) {
        const glm::vec3 l = linear(c);
        const glm::vec3 out{glm::dot(eye.r, l), glm::dot(eye.g, l), glm::dot(eye.b, l)};
        return lab({std::clamp(out.x, 0.0f, 1.0f), std::clamp(out.y, 0.0f, 1.0f),
                    std::clamp(out.z, 0.0f, 1.0f)});
    };
    return glm::length(seen(a) - seen(b));
}

float luminance(glm::vec4 c) {
    return glm::dot(linear(c), {0.2126f, 0.7152f, 0.0722f});
}

float contrast(glm::vec4 a, glm::vec4 b) {
    const float one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05f) / (std::min(one, other) + 0.05f);
}

glm::vec4 over(glm::vec4 ink, float alpha, glm::vec4 ground) {
    glm::vec4 out = ground + (ink - ground) * alpha;
    out.w = 1;
    return out;
}

const std::pair<const char*, const Palette&> kThemes[] = {{"dark", dark_palette()},
                                                          {"light", light_palette()}};

TEST(Palette, MeasuresAgreeWithPublishedValues) {
    // WCAG's own extremes, and CIE values of the sRGB primaries (IEC 61966-2-1, D65).
    EXPECT_NEAR(contrast({0, 0, 0, 1}, {1, 1, 1, 1}), 21, 1e-4);
    EXPECT_NEAR(contrast({0.4667f, 0.4667f, 0.4667f, 1}, {1, 1, 1, 1}), 4.48, 0.01);  // #777
    const glm::vec3 red = lab(linear({1, 0, 0, 1}));
    EXPECT_NEAR(red.x, 53.24, 0.02);
    EXPECT_NEAR(red.y, 80.09, 0.05);
    EXPECT_NEAR(red.z, 67.20, 0.05);
    // A red and a green that are nearly one colour for protanopes and deuteranopes.
    const glm::vec4 a{0.80f, 0.55f, 0.20f, 1}, b{0.62f, 0.63f, 0.20f, 1};
    EXPECT_GT(difference(kEyes[0], a, b), 2 * difference(kEyes[2], a, b));
}

TEST(Palette, TheTwoClassesAreFarApartForEveryEye) {
    for (const auto& [theme, p] : kThemes) {
        for (const Eye& eye : kEyes) {
            EXPECT_GT(difference(eye, p.classes[0], p.classes[1]), 80) << theme << eye.name;
            EXPECT_GT(difference(eye, p.fields[0], p.fields[1]), 30) << theme << eye.name;
            EXPECT_GT(difference(eye, p.accent, p.series_a), 15) << theme << eye.name;
            EXPECT_GT(difference(eye, p.accent, p.text_dim), 15) << theme << eye.name;
        }
    }
}

TEST(Palette, TenClassesAreToldApartByEveryEye) {
    for (const auto& [theme, p] : kThemes) {
        for (const Eye& eye : kEyes) {
            for (int i = 0; i < kClassColours; ++i) {
                for (int j = 0; j < i; ++j) {
                    EXPECT_GT(difference(eye, p.classes[i], p.classes[j]), 15)
                        << theme << ", " << eye.name << ": " << j << " and " << i;
                }
            }
        }
    }
}

// Tints of the field are faint and particles with markers lie on them. They must differ where they
// meet, by at least 2.3, the just noticeable difference.
TEST(Palette, TenTintsAreToldApartByEveryEye) {
    for (const auto& [theme, p] : kThemes) {
        for (const Eye& eye : kEyes) {
            for (int i = 0; i < kClassColours; ++i) {
                for (int j = 0; j < i; ++j) {
                    EXPECT_GT(difference(eye, p.fields[i], p.fields[j]), 2.3f)
                        << theme << ", " << eye.name << ": " << j << " and " << i;
                }
                EXPECT_GT(difference(eye, p.fields[i], p.field_undecided), 4)
                    << theme << ", " << eye.name << ": " << i;
            }
        }
    }
}

TEST(Palette, TextCanBeReadOnEveryGround) {
    for (const auto& [theme, p] : kThemes) {
        const std::pair<const char*, glm::vec4> inks[] = {{"text", p.text},
                                                          {"dim", p.text_dim},
                                                          {"accent", p.accent},
                                                          {"warning", p.warning},
                                                          {"error", p.error}};
        const std::pair<const char*, glm::vec4> grounds[] = {
            {"background", p.background}, {"panel", p.panel}, {"plot", p.plot}};
        for (const auto& [ink, colour] : inks) {
            for (const auto& [ground, below] : grounds) {
                EXPECT_GE(contrast(colour, below), 4.5f)
                    << theme << ": " << ink << " on " << ground;
            }
        }
        // The captions of a flow view: three quarters of the text's colour on a plate over a field.
        std::vector<glm::vec4> fields(p.fields.begin(), p.fields.end());
        fields.push_back(p.field_undecided);
        for (const glm::vec4 field : fields) {
            const glm::vec4 plate = over(p.plot, 0.8f, field);
            EXPECT_GE(contrast(over(p.text, 0.75f, plate), plate), 4.5f) << theme;
        }
    }
}

TEST(Palette, CurvesAndParticlesStandOutFromTheirGround) {
    for (const auto& [theme, p] : kThemes) {
        for (int i = 0; i < kClassColours; ++i) {
            EXPECT_GE(contrast(p.classes[i], p.plot), 3) << theme << ": class " << i;
        }
        EXPECT_GE(contrast(p.series_a, p.plot), 3) << theme;
        for (int i = 0; i < kClassColours; ++i) {
            EXPECT_GE(contrast(p.boundary, p.fields[i]), 7) << theme << ": field " << i;
        }
    }
}

}  // namespace
}  // namespace la
