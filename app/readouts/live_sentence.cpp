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

std::string alone(const Metrics& b, bool values) {
    const std::string score = score_text(b.test_accuracy, values);
    if (b.test_accuracy < kSolved) {
        return "not learned yet: " + score;
    }
    return score + " with action " + plot::compact(b.action);
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

std::string both(const Metrics& a, const Metrics& b, bool values) {
    const std::string of_a = score_text(a.test_accuracy, values);
    const std::string of_b = score_text(b.test_accuracy, values);
    const std::string short_a = short_score(a.test_accuracy, values);
    const std::string short_b = short_score(b.test_accuracy, values);
    const bool a_there = a.test_accuracy >= kSolved;
    const bool b_there = b.test_accuracy >= kSolved;
    if (!a_there && !b_there) {
        return "neither has learned it yet: A " + of_a + ", B " + short_b;
    }
    if (!b_there) {
        return "B has not learned it yet: " + of_b + ", A " + short_a;
    }
    if (!a_there) {
        return "A has not learned it yet: " + of_a + ", B " + short_b;
    }
    const std::string action = action_words(a.action / b.action);
    if (std::abs(b.test_accuracy - a.test_accuracy) < kSame) {
        return std::string("same ") + score_word(values) + ", " + action;
    }
    return of_b + " (A: " + short_a + "), " + action;
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
    return ", A and B are identical";
}

// Of networks of which one moves no points.
bool three_layers(const Snapshot& s) {
    return std::ranges::any_of(s.members, [](const MemberSnapshot& member) {
        return member.config.network.kind == NetworkKind::ThreeLayer;
    });
}

}  // namespace

std::string live_sentence(const Observation* seen) {
    return seen == nullptr || seen->members.empty()
               ? std::string()
               : live_sentence(seen->snapshot.get(), seen->members.size(),
                               seen->members.front().metrics, seen->members.back().metrics);
}

std::string live_sentence(const Snapshot* s, std::size_t members, const Metrics& a,
                          const Metrics& b) {
    const bool values = s != nullptr && s->data && s->data->has_values();
    if (s != nullptr && three_layers(*s)) {
        const std::string of_b = score_text(b.test_accuracy, values);
        return members == 1 ? of_b : of_b + " (A: " + short_score(a.test_accuracy, values) + ")";
    }
    if (!usable(a) || !usable(b)) {
        return {};
    }
    if (s != nullptr) {
        if (s->status == Status::Diverged) {
            return "training blew up; this is the last state with finite numbers";
        }
        if (s->status == Status::Failed) {
            return "stopped by an error: this is the last state";
        }
        if (s->step == 0 && s->status != Status::Frozen) {
            return std::string("step 0: nothing is learned yet") + (members == 2 ? alike(*s) : "");
        }
    }
    return members == 2 ? both(a, b, values) : alone(b, values);
}

}  // namespace la
