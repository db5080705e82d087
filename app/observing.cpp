#include "app/observing.h"

#include "app/views/layer_cells.h"

namespace la {

namespace {

constexpr int kTransportPoints = 128;  // W2^2 of 128 points takes about 2 ms
constexpr float kGaugesEvery = 0.4f;   // seconds

}  // namespace

std::optional<ObserverRequest> Observing::next(ObserverRequest request, const Now& now,
                                               float seconds) {
    since_request_ += seconds;
    since_gauges_ += seconds;
    // Cells are redrawn a few times a second; more frequent observations would not be shown.
    if (now.cells && now.newest && now.newest->asked.fields == request.views.fields &&
        now.running && since_request_ < LayerCells::kRedrawEvery) {
        return std::nullopt;
    }
    if (since_gauges_ > kGaugesEvery || !now.newest ||
        now.newest->snapshot->run != request.snapshot->run || !now.running || now.past) {
        request.transport_points = kTransportPoints;
        since_gauges_ = now.past ? kGaugesEvery : 0;  // computed at once on return to the present
    }
    settled_ = now.newest && now.newest->snapshot == request.snapshot &&
               now.newest->asked == request.views;
    if (settled_) {
        return std::nullopt;
    }
    since_request_ = 0;
    return request;
}

}  // namespace la
