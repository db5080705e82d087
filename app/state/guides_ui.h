#pragma once

namespace la {

// What a talk has of its own. The pointer rests when the mouse has not moved for a while.
struct Pointer {
    float still = 0;  // seconds
    bool moved = false;
};

// The round glass at the pointer, which shows what is drawn there larger.
struct Lens {
    static constexpr float kLeast = 2, kMost = 8;
    bool on = false;
    float times = kLeast;
};

// The invitation to move lambda, until it has been moved for the first time.
struct Invitation {
    bool accepted = true;  // remembered by the window
    float seconds = 0;     // since it could first be seen
    double lambda = 0;     // then
};

}  // namespace la
