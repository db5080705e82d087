#include "app/commands/bench/report.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace la {

using Json = nlohmann::ordered_json;

namespace {

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

__attribute__((format(printf, 2, 3))) void add(std::string& out, const char* format, ...) {
    char line[256];
    va_list values;
    va_start(values, format);
    std::vsnprintf(line, sizeof line, format, values);
    va_end(values);
    out += line;
}

void add_training(std::string& out, const BenchReport& report) {
    add(out, "\n%-22s %-8s %8s %12s\n", "training", "engine", "threads", "steps/s");
    std::string last;
    for (const TrainingSpeed& t : report.training) {
        char size[48];
        std::snprintf(size, sizeof size, "(%d, %d, %d)", t.layers, t.hidden, t.batch);
        add(out, "%-22s %-8s %8d %12.0f\n", size == last ? "" : size, t.engine.c_str(), t.threads,
            t.steps_per_s);
        last = size;
    }
    out += "sizes: layers, hidden units, batch\n";
}

void add_observer(std::string& out, const BenchReport& report) {
    add(out, "\n%-22s %8s %8s %8s\n", "observer, A and B", "points", "p50 ms", "p99 ms");
    for (const ObserverTime& o : report.observer) {
        std::string request = o.request;
        std::ranges::replace(request, '_', ' ');
        add(out, "%-22s %8d %8.3f %8.3f\n", request.c_str(), o.points, o.ms_p50, o.ms_p99);
    }
}

void add_frames(std::string& out, const BenchReport& report) {
    add(out, "\n%-22s %-10s %8s %7s %8s %8s %8s %10s\n", "frames, training", "show", "points",
        "layers", "p50 ms", "p99 ms", "per s", "steps/s");
    for (const FrameTime& f : report.frames) {
        char name[48];
        std::snprintf(name, sizeof name, "%dx%d, %s", f.width, f.height, f.training.c_str());
        add(out, "%-22s %-10s %8d %7d %8.2f %8.2f %8.0f %10.0f\n", name, f.show.c_str(), f.points,
            f.layers, f.ms_p50, f.ms_p99, 1000 / f.ms_p50, f.steps_per_s);
    }
    for (const LambdaTime& l : report.lambda) {
        add(out,
            "\nλ changed to its flow on screen, 50 ms of training between: p50 %.0f ms, most "
            "%.0f ms of %d\n",
            l.ms_p50, l.ms_most, l.changes);
    }
}

}  // namespace

std::string report_json(const BenchReport& report) {
    const MachineInfo& m = report.machine;
    Json out;
    out["version"] = LEASTACTION_VERSION;
    out["machine"] = {{"processor", m.processor},
                      {"instruction_set", m.instruction_set},
                      {"threads", m.threads},
                      {"torch_version", text_or_null(m.torch_version)},
                      {"gl_renderer", text_or_null(m.gl_renderer)}};
    out["training"] = Json::array();
    for (const TrainingSpeed& t : report.training) {
        out["training"].push_back({{"engine", t.engine},
                                   {"layers", t.layers},
                                   {"hidden", t.hidden},
                                   {"batch", t.batch},
                                   {"threads", t.threads},
                                   {"steps_per_s", t.steps_per_s}});
    }
    out["observer"] = Json::array();
    for (const ObserverTime& o : report.observer) {
        out["observer"].push_back({{"request", o.request},
                                   {"points", o.points},
                                   {"ms_p50", o.ms_p50},
                                   {"ms_p99", o.ms_p99}});
    }
    out["frames"] = Json::array();
    for (const FrameTime& f : report.frames) {
        out["frames"].push_back({{"training", f.training},
                                 {"show", f.show},
                                 {"points", f.points},
                                 {"layers", f.layers},
                                 {"width", f.width},
                                 {"height", f.height},
                                 {"frames", f.frames},
                                 {"ms_p50", f.ms_p50},
                                 {"ms_p99", f.ms_p99},
                                 {"steps_per_s", f.steps_per_s}});
    }
    out["lambda"] = Json::array();
    for (const LambdaTime& l : report.lambda) {
        out["lambda"].push_back(
            {{"changes", l.changes}, {"ms_p50", l.ms_p50}, {"ms_most", l.ms_most}});
    }
    out["notes"] = report.notes;
    out["seconds"] = report.seconds;
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string report_table(const BenchReport& report) {
    const MachineInfo& m = report.machine;
    std::string out = m.processor + ", " + m.instruction_set + ", " + std::to_string(m.threads) +
                      (m.threads == 1 ? " thread\n" : " threads\n");
    out += m.torch_version.empty() ? "no LibTorch" : "LibTorch " + m.torch_version;
    out += m.gl_renderer.empty() ? "; no OpenGL\n" : "; OpenGL on " + m.gl_renderer + "\n";
    if (!report.training.empty()) {
        add_training(out, report);
    }
    if (!report.observer.empty()) {
        add_observer(out, report);
    }
    if (!report.frames.empty()) {
        add_frames(out, report);
    }
    out += "\n";
    for (const std::string& note : report.notes) {
        out += note + "\n";
    }
    add(out, "measured in %.0f s; what else the machine does shows in these numbers\n",
        report.seconds);
    return out;
}

double percentile(std::vector<double> values, double p) {
    const auto n = static_cast<double>(values.size());
    const std::size_t at = std::min(values.size() - 1, static_cast<std::size_t>(p * n));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at),
                     values.end());
    return values[at];
}

}  // namespace la
