// The sessions in tests/sessions, written by version 0.1.0 at commit 4a456e7, open in every later
// version.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/container.h"
#include "core/io/session_container.h"
#include "core/io/session_file.h"
#include "core/kernels/kernel.h"
#include "core/train/training.h"

namespace la {
namespace {

// A member after 20 more steps with the version that wrote the file.
struct Expected {
    // Of the weights, by the kernel that trained. Kernels that are made anew round otherwise: these
    // are of the present ones, the numbers below of the version that wrote the file.
    std::map<std::string, std::string> hash;
    double loss, test_accuracy, action, lambda;
};

struct GoldenSession {
    std::string name;
    std::vector<std::string> opened;  // hashes of the members' weights in the file
    std::vector<Expected> later;
};

void PrintTo(const GoldenSession& session, std::ostream* out) {
    *out << session.name;
}

std::vector<GoldenSession> golden_sessions() {
    const auto hash = [](const char* avx512, const char* avx2, const char* plain) {
        return std::map<std::string, std::string>{
            {"avx512", avx512}, {"avx2", avx2}, {"plain", plain}};
    };
    return {
        // A and B, lambda moved by hand twice, another optimiser.
        {"circles",
         {"7d5c2e51eb9fd905", "6c2f1a63e53a409e"},
         {{hash("d7eeae21dfc2f2ac", "d7eeae21dfc2f2ac", "95d23b630436c89a"), 0.96107138680334758,
           0.5, 3.179627954994698, 0.02},
          {hash("f0061216a271bb63", "f0061216a271bb63", "700510d9823da2bf"), 1.023955072634128,
           0.625, 1.8583837303876485, 0.3}}},
        // A has two layers, B three: two ensembles.
        {"other-depth",
         {"0c10c737ecb6c53f", "b908b681f0930ff7"},
         {{hash("e6989be1cc65c939", "3ac6680a4069a155", "ddd7653a63d8eb20"), 1.0215489080716518,
           0.5, 2.4565557738363739, 0},
          {hash("49c3004511da0e49", "3505eaff69c147ee", "666363d6407836eb"), 0.87495537932822298,
           0.375, 2.9112703645076503, 0.2}}},
        // Two strokes of points drawn by hand; has a part of the application.
        {"drawn-points",
         {"890d135af8836507", "e3e587d8510ea113"},
         {{hash("4f022b00835f4377", "80899d10e30a0712", "df6dbad1108f648e"), 0.94253634582316459,
           0.5, 3.5727870645547073, 0},
          {hash("be6eb01fd54c80ff", "be6eb01fd54c80ff", "18cff74a5f78b248"), 0.94936114944369532,
           0.5, 3.3678290900956229, 0.03}}},
        // Uzawa's multiplier, set by hand once.
        {"uzawa",
         {"078ed54ce16c9e3b", "cb4368636d579830"},
         {{hash("e5d6abde3def9739", "81e02e6a5c719e9f", "48c4760bfec9f8b0"), 3.2316436283032761,
           0.5, 413.17595991502981, 0},
          {hash("f6ee7eacc4c9ba15", "33d750c2958ca025", "e1984cd5d6a38429"), 7.7388314871253456,
           0.75, 37.258581041935678, 0.077346506805443638}}},
    };
}

std::filesystem::path file_of(const GoldenSession& session) {
    return std::filesystem::path(LA_SOURCE_DIR) / "tests/sessions" / (session.name + ".session");
}

// True if all that `old` says is in `now`, which may have fields of a later version beside it.
bool holds(const nlohmann::json& now, const nlohmann::json& old) {
    if (old.is_object()) {
        for (const auto& [key, value] : old.items()) {
            if (!now.contains(key) || !holds(now[key], value)) {
                return false;
            }
        }
        return now.is_object();
    }
    if (old.is_array()) {
        return now.is_array() && now.size() == old.size() &&
               std::equal(now.begin(), now.end(), old.begin(), holds);
    }
    return now == old;
}

class GoldenSessions : public ::testing::TestWithParam<GoldenSession> {};

// Nothing in the file is lost: what is read from it is written with the same numbers, byte by byte,
// and the same settings, to which later versions have added some.
TEST_P(GoldenSessions, ReadBackAndWrittenAgainHoldTheSame) {
    const std::string bytes = read_file(file_of(GetParam()));
    const SavedSession session = parse_session(bytes);
    ASSERT_EQ(session.training.weights.size(), GetParam().opened.size());
    for (std::size_t m = 0; m < GetParam().opened.size(); ++m) {
        EXPECT_EQ(weights_hash(*session.training.weights[m]), GetParam().opened[m]);
    }
    EXPECT_EQ(session.training.now.step, 30);
    const std::string again = session_bytes(session);
    const auto before = unpack(kSessionContainer, bytes), after = unpack(kSessionContainer, again);
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(before[i].name, after[i].name);
        const auto old = nlohmann::json::parse(before[i].bytes, nullptr, false);
        EXPECT_TRUE(before[i].bytes == after[i].bytes ||
                    (old.is_structured() && holds(nlohmann::json::parse(after[i].bytes), old)))
            << before[i].name;
    }
    EXPECT_EQ(session.app.empty(), GetParam().name != "drawn-points");
}

TEST_P(GoldenSessions, TrainOnAsTheVersionThatWroteThemDid) {
    Training training(read_session(file_of(GetParam())).training,
                      {.device = "cpu", .engine = EngineKind::Fused});
    for (int i = 0; i < 20; ++i) {
        training.step();
    }
    const Snapshot now = training.snapshot();
    ASSERT_EQ(now.rows->size(), 51u);
    ASSERT_EQ(now.members.size(), GetParam().later.size());
    for (std::size_t m = 0; m < now.members.size(); ++m) {
        const Expected& expected = GetParam().later[m];
        const Metrics& metrics = now.rows->back().members[m];
        // Instruction sets and compilers round differently; the hash is of GCC 12.
        EXPECT_NEAR(metrics.loss, expected.loss, 1e-5 * expected.loss);
        EXPECT_NEAR(metrics.action, expected.action, 1e-5 * expected.action);
        EXPECT_EQ(metrics.test_accuracy, expected.test_accuracy);
        EXPECT_NEAR(now.members[m].lambda, expected.lambda, 1e-6 * expected.lambda);
#if defined(__GNUC__) && __GNUC__ == 12 && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
        EXPECT_EQ(weights_hash(*now.members[m].weights),
                  expected.hash.at(fused::choose_kernel().name))
            << "member " << m << " with kernel " << fused::choose_kernel().name;
#endif
    }
}

// One flipped bit anywhere in a file is refused: the tests above would fail on a changed file.
TEST_P(GoldenSessions, ADamagedCopyIsRefused) {
    const std::string bytes = read_file(file_of(GetParam()));
    for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 50) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        EXPECT_THROW(parse_session(damaged), Error) << "byte " << at;
    }
}

INSTANTIATE_TEST_SUITE_P(All, GoldenSessions, ::testing::ValuesIn(golden_sessions()),
                         [](const auto& session) {
                             std::string name = session.param.name;
                             std::erase(name, '-');
                             return name;
                         });

}  // namespace
}  // namespace la
