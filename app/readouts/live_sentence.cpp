#include "app/readouts/live_sentence.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/readouts/score_words.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr double kSolved = 0.9;   // test accuracy at which the task counts as solved
constexpr double kSame = 0.0101;  // accuracies that differ by less are called the same
constexpr double kLittle = 1.15;  // actions with a smaller ratio are called the same

template<class... Values>
std::string format(const char* pattern, Values... values) {
    char text[160];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

bool usable(const Metrics& m) {
    return std::isfinite(m.action) && m.action > 0 && std::isfinite(m.test_accuracy);
}

std::string alone(const Metrics& b, const char* score) {
    if (b.test_accuracy < kSolved) {
        return format("not there yet: test %s %.2f", score, b.test_accuracy);
    }
    return format("test %s %.2f with action %s", score, b.test_accuracy,
                  plot::compact(b.action).c_str());
}

// "113 times less action", B compared with A.
std::string action_words(double ratio) {
    if (ratio > kLittle) {
        return format(ratio < 10 ? "%.1f times less action" : "%.0f times less action", ratio);
    }
    if (ratio < 1 / kLittle) {
        return format(ratio > 0.1 ? "%.1f times more action" : "%.0f times more action", 1 / ratio);
    }
    return "same action";
}

std::string both(const Metrics& a, const Metrics& b, const char* score) {
    const bool a_there = a.test_accuracy >= kSolved;
    const bool b_there = b.test_accuracy >= kSolved;
    if (!a_there && !b_there) {
        return format("neither is there yet: test %s A %.2f, B %.2f", score, a.test_accuracy,
                      b.test_accuracy);
    }
    if (!b_there) {
        return format("B is not there yet: test %s %.2f, A has %.2f", score, b.test_accuracy,
                      a.test_accuracy);
    }
    if (!a_there) {
        return format("A is not there yet: test %s %.2f, B has %.2f", score, a.test_accuracy,
                      b.test_accuracy);
    }
    const std::string action = action_words(a.action / b.action);
    const double more = b.test_accuracy - a.test_accuracy;
    if (std::abs(more) < kSame) {
        return std::string("same ") + score + ", " + action;
    }
    return format("test %s %.2f, A has %.2f; %s", score, b.test_accuracy, a.test_accuracy,
                  action.c_str());
}

// Says what A and B have in common before the first step.
const char* alike(const Snapshot& s) {
    if (s.members.size() == 2) {
        const NetworkConfig& a = s.members.front().config.network;
        const NetworkConfig& b = s.members.back().config.network;
        if (s.members.front().weights->values != s.members.back().weights->values) {
            return "";
        }
        if (a.activation != b.activation || residual_scale(a) != residual_scale(b) ||
            a.head != b.head) {
            return ", A and B have the same weights";
        }
    }
    return ", A and B are alike";
}

bool three_layers(const Observation& seen) {
    return seen.snapshot &&
           std::ranges::any_of(seen.snapshot->members, [](const MemberSnapshot& member) {
               return member.config.network.kind == NetworkKind::ThreeLayer;
           });
}

// Of networks of which one moves no points.
std::string without_action(const Observation& seen) {
    const char* score = score_word(*seen.snapshot->data);
    const double b = seen.members.back().metrics.test_accuracy;
    return seen.members.size() == 1 ? format("test %s %.2f", score, b)
                                    : format("test %s %.2f, A has %.2f", score, b,
                                             seen.members.front().metrics.test_accuracy);
}

}  // namespace

std::string live_sentence(const Observation* seen) {
    if (seen == nullptr || seen->members.empty()) {
        return {};
    }
    const Metrics& b = seen->members.back().metrics;
    const Metrics& a = seen->members.front().metrics;
    if (three_layers(*seen)) {
        return std::isfinite(b.test_accuracy) && std::isfinite(a.test_accuracy)
                   ? without_action(*seen)
                   : "";
    }
    if (!usable(a) || !usable(b)) {
        return {};
    }
    if (const Snapshot* s = seen->snapshot.get()) {
        if (s->status == Status::Diverged) {
            return "diverged: this is the last state with finite numbers";
        }
        if (s->status == Status::Failed) {
            return "stopped by an error: this is the last state";
        }
        if (s->step == 0 && s->status != Status::Frozen) {
            return std::string("step 0: nothing is learned yet") +
                   (seen->members.size() == 2 ? alike(*s) : "");
        }
    }
    const char* score =
        score_word(seen->snapshot && seen->snapshot->data && seen->snapshot->data->has_values());
    return seen->members.size() == 2 ? both(a, b, score) : alone(b, score);
}

}  // namespace la
