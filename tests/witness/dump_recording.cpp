// What the program makes of a recording, for comparison with the model that was recorded:
//     la_dump_recording F.safetensors < places      each "k x y": a place of the plane of layer k
// Prints a line for every step: "step L n q c", the states [L+1][n][q], the logits [n][c], the
// energies [L], W2^2 of the first 200 points and accuracy, and the logits at the places.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <vector>

#include "core/base/files.h"
#include "core/measure/metrics.h"
#include "core/measure/projection.h"
#include "core/measure/transport.h"
#include "core/model/trajectory.h"
#include "core/model_reader/recorded_model.h"

namespace {

struct Place {
    int layer = 0;
    glm::vec2 at{};
};

template<class Number>
void print(const std::vector<Number>& values) {
    for (const Number value : values) {
        std::printf("%.9g ", static_cast<double>(value));
    }
    std::printf("\n");
}

std::vector<float> logits_at(const la::RecordedFlow& flow, const la::Trajectory& path,
                             const std::vector<Place>& places) {
    const int q = flow.dimension();
    const std::vector<std::span<const float>> pieces{path.states};
    const la::Projection plane = la::principal_components(pieces, q);
    std::vector<float> out;
    for (const Place& place : places) {
        std::vector<float> logits(static_cast<std::size_t>(flow.classes()));
        const std::vector<glm::vec2> one{place.at};
        flow.tail(place.layer, la::lift(one, q, q > 2 ? &plane : nullptr), logits);
        out.insert(out.end(), logits.begin(), logits.end());
    }
    return out;
}

void dump(const la::RecordedModel& recording, std::size_t t, const std::vector<Place>& places) {
    const la::RecordedFlow& flow = *recording.flows[t];
    const int q = flow.dimension();
    const la::Trajectory path = la::trajectory(flow, la::initial_states(recording.data->points, q));
    std::printf("%lld %d %d %d %d\n", static_cast<long long>(recording.steps[t]), flow.layers(),
                path.points, q, flow.classes());
    print(path.states);
    std::vector<float> logits(static_cast<std::size_t>(path.points * flow.classes()));
    if (flow.decides_at(flow.layers())) {
        flow.head(path.cloud(flow.layers()), logits);
    }
    print(logits);
    const la::Metrics metrics = la::measure_states(flow, *recording.data, {}, 1, path.states);
    print(metrics.energy);
    const auto some = static_cast<std::size_t>(std::min(path.points, 200) * q);
    print(std::vector<double>{
        la::wasserstein2_squared(path.cloud(0).first(some), path.cloud(path.layers).first(some), q),
        metrics.train_accuracy});
    print(logits_at(flow, path, places));
}

}  // namespace

int main(int, char** argv) {
    std::vector<Place> places;
    for (Place place; std::scanf("%d %f %f", &place.layer, &place.at.x, &place.at.y) == 3;) {
        places.push_back(place);
    }
    try {
        const la::RecordedModel recording = la::read_recording(la::read_file(argv[1]));
        for (std::size_t t = 0; t < recording.steps.size(); ++t) {
            dump(recording, t, places);
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
