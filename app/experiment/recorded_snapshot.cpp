#include "app/experiment/recorded_snapshot.h"

#include <utility>

#include "core/observe/measured_row.h"

namespace la {

namespace {

// How it was trained is unknown: no lambda, and a learned head.
MemberSnapshot recorded_member(std::shared_ptr<const RecordedFlow> flow,
                               const std::filesystem::path& path) {
    MemberSnapshot out;
    out.name = path.filename().string();
    out.config.network.layers = flow->layers();
    out.config.network.dimension = flow->dimension();
    out.config.network.head.kind = HeadKind::Learned;
    out.config.objective.mode = Mode::None;
    out.config.objective.lambda = 0;
    out.imported = std::move(flow);
    return out;
}

}  // namespace

void show_recording(Snapshot& out, const RecordedModel& recording,
                    const std::filesystem::path& path) {
    out.data = recording.data;
    out.members.push_back(recorded_member(recording.flows.front(), path));
    MetricsLog log;
    // Of the recorded network alone: one beside it has weights, which would leave room for few
    // steps.
    History history({out.members.back()});
    for (std::size_t t = 0; t < recording.steps.size(); ++t) {
        out.step = recording.steps[t];
        out.members.back() = recorded_member(recording.flows[t], path);
        log.append(measured_row(out));
        history.append({out.step, out.epoch, out.members});
    }
    out.rows = log.rows();
    out.history = history.rows();
    out.changes = std::make_shared<const std::vector<SettingChange>>();
    Config config;
    config.dataset.kind = DatasetKind::Drawn;  // no generator makes more of its points
    config.dataset.points = recording.data->size();
    config.network = out.members.back().config.network;
    config.objective = out.members.back().config.objective;
    out.config = std::make_shared<const Config>(std::move(config));
    out.status = Status::Frozen;
    out.message =
        path.filename().string() + ", recorded" +
        (recording.steps.size() > 1 ? " at " + std::to_string(recording.steps.size()) + " steps"
                                    : "");
}

const RecordedFlow* recorded_in(const Snapshot& snapshot) {
    return dynamic_cast<const RecordedFlow*>(snapshot.members.back().imported.get());
}

}  // namespace la
