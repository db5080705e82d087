#include "app/drawing_budget.h"

#include <algorithm>

#include "app/readouts/frame_times.h"

namespace la {

namespace {

constexpr int kMaxTrails = 12000, kMinTrails = 2000;  // segments per view
constexpr int kTrailsBack = 10;  // segments gained per short frame: slow, so that few are long
constexpr int kMany = 10000;     // points; above this, a few trails would not represent the data
constexpr int kMinTrailsOfMany = 3000;
constexpr int kMaxParticles = 100000, kMinParticles = 2500;  // per view

}  // namespace

DrawingBudget::DrawingBudget(ViewTemp& view) : view_(view) {
    view_.trail_budget = kMaxTrails;
    view_.particle_budget = kMaxParticles;
}

void DrawingBudget::update(float seconds, int points) {
    int& trails = view_.trail_budget;
    int& particles = view_.particle_budget;
    if (seconds > kLongFrame) {
        trails = std::max(points >= kMany ? kMinTrailsOfMany : kMinTrails, trails * 95 / 100);
        particles = std::max(kMinParticles, particles * 9 / 10);
    } else {
        trails = std::min(kMaxTrails, trails + kTrailsBack);
        particles = std::min(kMaxParticles, particles + particles / 100);
    }
}

}  // namespace la
