#include "app/readouts/calm_sentence.h"

#include <algorithm>
#include <vector>

#include "app/readouts/live_sentence.h"

namespace la {

namespace {

constexpr double kWindow = 1;  // seconds of the median, and between two sentences

template<class Seen, class Value>
double median(const std::deque<Seen>& seen, Value value) {
    std::vector<double> all;
    for (const Seen& one : seen) {
        all.push_back(value(one));
    }
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::ranges::nth_element(all, middle);
    return *middle;
}

}  // namespace

void CalmSentence::add(const Observation* seen, float seconds) {
    time_ += seconds;
    if (seen == nullptr || seen->members.empty() || seen->snapshot == nullptr) {
        seen_.clear();
        text_.clear();
        actions_.reset();
        version_ = 0;
        return;
    }
    const Snapshot& s = *seen->snapshot;
    const bool begins = s.run != run_ || seen->members.size() != members_ || s.step < step_ ||
                        s.status != status_ || version_ == 0 || (step_ == 0 && s.step > 0);
    if (begins) {
        seen_.clear();
    }
    run_ = s.run;
    members_ = seen->members.size();
    status_ = s.status;
    step_ = s.step;
    if (seen->version != version_ || begins) {
        seen_.push_back({time_, seen->members.front().metrics, seen->members.back().metrics});
    }
    version_ = seen->version;
    while (seen_.size() > 1 && seen_.front().time < time_ - kWindow) {
        seen_.pop_front();
    }
    const bool rests = s.status != Status::Running && s.status != Status::Starting;
    if (!begins && !rests && time_ - said_at_ < kWindow) {
        return;
    }
    said_at_ = time_;
    // What rests is told as it is.
    Metrics a = seen->members.front().metrics, b = seen->members.back().metrics;
    if (!rests) {
        a.test_accuracy = median(seen_, [](const Seen& one) { return one.a.test_accuracy; });
        b.test_accuracy = median(seen_, [](const Seen& one) { return one.b.test_accuracy; });
        a.action = median(seen_, [](const Seen& one) { return one.a.action; });
        b.action = median(seen_, [](const Seen& one) { return one.b.action; });
    }
    text_ = live_sentence(&s, members_, a, b);
    actions_ = {a.action, b.action};
}

}  // namespace la
