#pragma once

#include <string>
#include <vector>

namespace la {

struct MachineInfo {
    std::string processor;        // as the system names it
    std::string instruction_set;  // the fused engine's: avx512, avx2, plain
    int threads = 0;              // available to this process
    std::string torch_version;    // empty without LibTorch
    std::string gl_renderer;      // empty without OpenGL
};

// Training of the opening preset with a network of another size.
struct TrainingSpeed {
    std::string engine;  // fused, torch
    int layers = 0, hidden = 0, batch = 0, threads = 0;
    double steps_per_s = 0;  // median of several windows, with shuffling, metrics log and snapshots
};

// Milliseconds that one observation of A and B takes.
struct ObserverTime {
    std::string request;  // states; field, for weights observed before; states_and_gauges
    int points = 0;       // in the data set
    double ms_p50 = 0, ms_p99 = 0;
};

// Frames of the whole window, drawn without a display and without a pause in between.
struct FrameTime {
    int points = 0;             // in the data set: particles in each of two views
    int layers = 0;             // of the network
    int width = 0, height = 0;  // pixels
    std::string training;       // paused, running (at full speed, beside the frames)
    // What is on screen. opening: as at the start; everything: all switches on; refined, mean
    // field, stability: a page of another laboratory, whose run is the one that trains.
    std::string show;
    int frames = 0;  // measured
    double ms_p50 = 0, ms_p99 = 0;
    double steps_per_s = 0;  // of the training meanwhile; 0 if paused
};

// Milliseconds from a change of lambda to the first frame that shows the flow of a network trained
// with the new value for 50 ms. The opening preset at full speed.
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
    double seconds = 0;              // that the measurements took
};

// One JSON object with stable keys that name their units; null for what the machine lacks.
std::string report_json(const BenchReport& report);

// The same as text to read.
std::string report_table(const BenchReport& report);

// The p-th quantile, p in [0, 1]; `values` must not be empty.
double percentile(std::vector<double> values, double p);

}  // namespace la
