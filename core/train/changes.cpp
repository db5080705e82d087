#include "core/train/changes.h"

#include <algorithm>
#include <cassert>
#include <cstdio>

namespace la {

namespace {

std::string text(double value) {
    char out[32];
    std::snprintf(out, sizeof out, "%.3g", value);
    return out;
}

const char* text(OptimizerKind kind) {
    switch (kind) {
        case OptimizerKind::Adam:
            return "adam";
        case OptimizerKind::Sgd:
            return "sgd";
        case OptimizerKind::Momentum:
            return "momentum";
    }
    return "";
}

bool same_setting(const SettingChange& a, const SettingChange& b) {
    return a.name == b.name && a.member == b.member;
}

void add(std::vector<SettingChange>& changes, SettingChange change) {
    const auto same = std::find_if(changes.begin(), changes.end(), [&](const SettingChange& c) {
        return c.step == change.step && same_setting(c, change);
    });
    if (same == changes.end()) {
        changes.push_back(std::move(change));
        return;
    }
    same->to = change.to;
    if (same->to == same->from) {
        changes.erase(same);
    }
}

// Merges the two changes of one setting that are nearest to each other into the later one.
void merge_nearest(std::vector<SettingChange>& changes) {
    std::size_t first = 0, second = 0;
    std::int64_t least = -1;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        for (std::size_t j = i + 1; j < changes.size(); ++j) {
            if (same_setting(changes[i], changes[j])) {
                const std::int64_t apart = changes[j].step - changes[i].step;
                if (least < 0 || apart < least) {
                    least = apart;
                    first = i;
                    second = j;
                }
                break;
            }
        }
    }
    if (least < 0) {
        changes.erase(changes.begin());  // needs more settings than kMax: does not happen
        return;
    }
    changes[second].from = changes[first].from;
    changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(first));
}

}  // namespace

std::vector<Setting> settings_of(const std::vector<double>& lambda, const OptimizerConfig& o) {
    std::vector<Setting> out;
    for (std::size_t m = 0; m < lambda.size(); ++m) {
        out.push_back({"lambda", static_cast<int>(m), text(lambda[m])});
    }
    out.push_back({"optimiser", -1, text(o.kind)});
    out.push_back({"learning rate", -1, text(o.learning_rate)});
    out.push_back({"beta 1", -1, text(o.beta1)});
    out.push_back({"beta 2", -1, text(o.beta2)});
    out.push_back({"momentum", -1, text(o.momentum)});
    out.push_back({"batch", -1, std::to_string(o.batch)});
    out.push_back({"shuffle", -1, o.shuffle ? "on" : "off"});
    out.push_back({"weight decay", -1, text(o.weight_decay)});
    out.push_back({"layers' rate", -1, o.layer_rate == LayerRate::L ? "L" : "one"});
    return out;
}

void ChangeLog::cut(std::int64_t step) {
    auto changes = std::make_shared<std::vector<SettingChange>>(*changes_);
    std::erase_if(*changes, [&](const SettingChange& change) { return change.step >= step; });
    changes_ = std::move(changes);
}

void ChangeLog::note(std::int64_t step, const std::vector<Setting>& before,
                     const std::vector<Setting>& after) {
    assert(before.size() == after.size());
    std::shared_ptr<std::vector<SettingChange>> changes;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i].value == after[i].value) {
            continue;
        }
        if (!changes) {
            changes = std::make_shared<std::vector<SettingChange>>(*changes_);
        }
        add(*changes, {step, after[i].name, after[i].member, before[i].value, after[i].value});
        if (changes->size() > kMax) {
            merge_nearest(*changes);
        }
    }
    if (changes) {
        changes_ = std::move(changes);
    }
}

}  // namespace la
