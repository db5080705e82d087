// Opens damaged sessions. Each is opened or refused with an Error, quickly and in little memory; an
// opened one trains, saves and replays.
//     la_session_fuzz COUNT [FIRST]     cases FIRST.. of an endless list; a case's number fixes its
//     file
// Half of the cases get right checksums, so that the damage is not found by these.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/io/container.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/train/replay.h"

namespace la {
namespace {

constexpr unsigned kSeconds = 20;  // for one case, on a machine that may be busy
constexpr ContainerKind kKind{{"\x89LAS\r\n\x1a\n", 8}, "a session", kSessionVersion};

volatile std::sig_atomic_t case_low = 0, case_high = 0;

void report(int signal) {
    char text[96];
    const int length = std::snprintf(text, sizeof text, "signal %d in case %lld\n", signal,
                                     static_cast<long long>(case_high) * 1000000 + case_low);
    (void)!write(STDERR_FILENO, text, static_cast<std::size_t>(length));
    _exit(1);
}

// Small files of every kind: in a short file more of the damage hits what matters.
std::vector<std::string> originals() {
    std::vector<std::string> out;
    const auto add = [&](Config config, int steps, bool edits,
                         EngineKind engine = EngineKind::Fused) {
        config.dataset.points = 20;
        config.network.layers = 2;
        config.network.hidden = 2;
        config.optimizer.batch = 8;
        Training training(config, {"cpu", 1, engine});
        for (int i = 0; i < steps; ++i) {
            if (edits && i % 3 == 2) {
                training.apply(SetLambda{1, 0.01 * i});
            }
            if (edits && i == 5) {
                OptimizerConfig optimizer = training.config().optimizer;
                optimizer.learning_rate = 0.1;
                training.apply(SetOptimizer{optimizer});
            }
            training.step();
        }
        out.push_back(session_bytes({training.state(), R"({"view": {"dark": 1}, "depth": 1.5})"}));
    };
    const Config circles = find_preset("circles").config;
    Config alone = circles;
    alone.compare.clear();
    alone.network.head.kind = HeadKind::Learned;
    Config momentum = circles;
    momentum.optimizer.kind = OptimizerKind::Momentum;
    momentum.compare["network.activation"] = "\"tanh\"";
    Config wild = circles;
    wild.optimizer.kind = OptimizerKind::Sgd;
    wild.optimizer.learning_rate = 1000;
    add(circles, 12, true);
    add(alone, 3, false);
    add(momentum, 7, false);
    add(find_preset("far-circles-uzawa").config, 9, true);
    add(wild, 40, false);
    add(circles, 0, false);
    add(alone, 6, true, EngineKind::Double);
    return out;
}

std::uint64_t interesting(Random& random) {
    constexpr std::uint64_t kNumbers[] = {0,
                                          1,
                                          2,
                                          3,
                                          127,
                                          128,
                                          255,
                                          256,
                                          0x7fff,
                                          0xffff,
                                          0x7fffffff,
                                          0x80000000,
                                          0xffffffff,
                                          1ull << 40,
                                          ~0ull >> 1,
                                          ~0ull,
                                          0x7ff0000000000000,
                                          0x7ff8000000000000,
                                          0x7f800000};
    return kNumbers[random.below(std::size(kNumbers))];
}

void mutate_bytes(std::string& bytes, Random& random) {
    if (bytes.empty()) {
        bytes.push_back(static_cast<char>(random.next()));
        return;
    }
    const std::size_t at = random.below(bytes.size());
    const std::size_t length = std::min<std::size_t>(1 + random.below(32), bytes.size() - at);
    switch (random.below(8)) {
        case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            break;
        case 1:
            bytes[at] = static_cast<char>(random.next());
            break;
        case 2:
            bytes.erase(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.substr(random.below(bytes.size()), length));
            break;
        case 4:
            bytes.resize(at);
            break;
        case 5:
        case 6: {  // a number, where there may be one
            const std::uint64_t number = interesting(random);
            const std::size_t size = std::size_t{4} << random.below(2);
            const std::size_t place = at / size * size;
            std::memcpy(bytes.data() + place, &number, std::min(size, bytes.size() - place));
            break;
        }
        default:
            std::swap(bytes[at], bytes[random.below(bytes.size())]);
    }
}

// Changes a text into another text: a number, a word or a piece of structure.
void mutate_text(std::string& text, Random& random) {
    static const std::vector<std::string> kPieces = {"0",
                                                     "-1",
                                                     "1e308",
                                                     "1e400",
                                                     "18446744073709551616",
                                                     "-9223372036854775809",
                                                     "0.5",
                                                     "null",
                                                     "true",
                                                     "[]",
                                                     "{}",
                                                     "\"\"",
                                                     "\"auto\"",
                                                     "\"fused\"",
                                                     "\"relu\"",
                                                     "\"learned\"",
                                                     "[[[[[[[[",
                                                     "{\"a\":1}",
                                                     "\"\\u0000\"",
                                                     "256",
                                                     "512",
                                                     "1000000",
                                                     "[0]",
                                                     "[1,1]",
                                                     "[0,1]",
                                                     "3",
                                                     "NaN",
                                                     std::string(200, '['),
                                                     "\xff\xfe"};
    if (text.empty() || random.below(4) == 0) {
        mutate_bytes(text, random);
        return;
    }
    const std::string& piece = kPieces[random.below(kPieces.size())];
    const std::size_t from = random.below(text.size());
    const std::size_t begin = text.find_first_of(":[,", from);
    if (begin == std::string::npos) {
        mutate_bytes(text, random);
        return;
    }
    const std::size_t end = std::min(text.find_first_of(",]}", begin + 1), text.size());
    text.replace(begin + 1, end - begin - 1, piece);
}

std::string make_case(const std::vector<std::string>& files, std::uint64_t number) {
    Random random(number);
    std::string file = files[random.below(files.size())];
    const std::uint64_t times = 1 + random.below(6);
    if (number % 2 == 0) {
        for (std::uint64_t i = 0; i < times; ++i) {
            mutate_bytes(file, random);
        }
        return file;
    }
    std::vector<Section> sections;
    for (const SectionView& view : unpack(kKind, file)) {
        sections.push_back({std::string(view.name), std::string(view.bytes)});
    }
    for (std::uint64_t i = 0; i < times; ++i) {
        Section& section = sections[random.below(sections.size())];
        const bool text = section.name == "state" || section.name == "recording" ||
                          section.name == "changes" || section.name == "app";
        if (random.below(60) == 0) {
            std::swap(section.bytes, sections[random.below(sections.size())].bytes);
        } else if (text) {
            mutate_text(section.bytes, random);
        } else {
            mutate_bytes(section.bytes, random);
        }
    }
    return pack(kKind, sections);
}

// Uses an opened session like any other.
void use(const SavedSession& session) {
    const bool exact = session.training.engine.engine == EngineKind::Double;
    Training training(session.training, {"cpu", 1, exact ? EngineKind::Double : EngineKind::Fused});
    for (int i = 0; i < 3; ++i) {
        training.step();
    }
    training.apply(SetLambda{1, 0.3});
    training.step();
    training.snapshot();
    session_bytes({training.state(), session.app});
    if (training.snapshot().rewind_step >= 0) {
        training.apply(Rewind{});
        training.step();
    }
    training.apply(Reset{});
    training.step();
    if (session.training.recording.complete()) {
        Replay replay(session.training);
        for (int i = 0; i < 3 && replay.step(); ++i) {}
    }
}

}  // namespace
}  // namespace la

int main(int argc, char** argv) {
    const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000;
    const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
    const auto files = la::originals();
#if !defined(__SANITIZE_ADDRESS__)
    const rlimit memory{std::uint64_t{1} << 30, std::uint64_t{1} << 30};
    setrlimit(RLIMIT_AS, &memory);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL}) {
        std::signal(signal, la::report);
    }
#endif
    std::signal(SIGALRM, la::report);
    std::uint64_t opened = 0, refused = 0, used = 0;
    for (std::uint64_t i = first; i < first + count; ++i) {
        la::case_low = static_cast<int>(i % 1000000);
        la::case_high = static_cast<int>(i / 1000000);
        alarm(la::kSeconds);
        const std::string file = la::make_case(files, i);
        la::SavedSession session;
        try {
            session = la::parse_session(file);
            ++opened;
        } catch (const la::Error&) {
            ++refused;
            continue;
        }
        try {
            la::use(session);
            ++used;
        } catch (const la::Error&) {  // an engine that is not here, say
        }
    }
    alarm(0);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%llu cases: %llu opened, %llu of them trained on; %llu refused; at most %ld MB\n",
                static_cast<unsigned long long>(count), static_cast<unsigned long long>(opened),
                static_cast<unsigned long long>(used), static_cast<unsigned long long>(refused),
                usage.ru_maxrss / 1024);
    // A mutator whose files all pass the checks, or all fail, tests nothing.
    return count >= 1000 && (opened < count / 200 || refused < count / 10) ? 1 : 0;
}
