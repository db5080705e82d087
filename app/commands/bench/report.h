#pragma once

#include <string>
#include <vector>

namespace la {

struct MachineInfo {
    std::string processor;        // as the system names it
    std::string instruction_set;  // the fused engine's: avx512, avx2, plain
    int threads = 0;              // that this process may use
    std::string torch_version;    // empty without LibTorch
    std::string gl_renderer;      // empty without OpenGL
};

// One network of the opening preset but for its size.
struct TrainingSpeed {
    std::string engine;  // fused, torch
    int layers = 0, hidden = 0, batch = 0, threads = 0;
    double steps_per_s = 0;  // with shuffling, metrics log and snapshots; median of some windows
};

// What one observation of A and B takes, milliseconds.
struct ObserverTime {
    std::string request;  // states; field, of weights already seen; states_and_gauges
    int points = 0;       // of the data
    double ms_p50 = 0, ms_p99 = 0;
};

// Frames of the whole window without a display, one after the other without a pause.
struct FrameTime {
    int points = 0;             // of the data: particles in each of two views
    int layers = 0;             // of the network
    int width = 0, height = 0;  // pixels
    std::string training;       // paused, running (at full speed, beside the frames)
    std::string show;           // opening: what shows at the start; everything: all that can
    int frames = 0;             // measured
    double ms_p50 = 0, ms_p99 = 0;
    double steps_per_s = 0;  // of the training meanwhile; 0 when paused
};

// From lambda's change to the first frame with the flow of a network that has been trained with the
// new value for 50 ms, milliseconds; of the opening preset at full speed.
struct LambdaTime {
    int changes = 0;
    double ms_p50 = 0, ms_most = 0;
};

struct BenchReport {
    MachineInfo machine;
    std::vector<TrainingSpeed> training;
    std::vector<ObserverTime> observer;
    std::vector<FrameTime> frames;
    std::vector<LambdaTime> lambda;  // one, or none without OpenGL
    std::vector<std::string> notes;  // what could not be measured, and why
    double seconds = 0;              // that all this took
};

// One object with stable keys, units in their names; null for what the machine does not have.
std::string report_json(const BenchReport& report);

// For people.
std::string report_table(const BenchReport& report);

// Of one or more values, p in [0, 1].
double percentile(std::vector<double> values, double p);

}  // namespace la
