// Reads mutated configurations, presets, tables and models within 1 GiB of memory; of those of the
// laboratories it takes two steps, too. Each is accepted or refused with an Error in less than a
// second; anything else ends the program, with the input in fuzz-failure.txt.
//     la_fuzz_inputs COUNT [SEED]

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"
#include "core/data/csv_points.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/data/zip_file.h"
#include "core/io/model_file.h"
#include "core/io/presets.h"
#include "core/io/user_presets.h"
#include "core/model/trajectory.h"
#include "core/model_reader/recorded_model.h"
#include "core/tensor_files/tensor_file.h"
#include "tests/fuzz/laboratory_configs.h"
#include "tests/support/mutate.h"
#include "tests/support/recording_sample.h"

namespace la {
namespace {

int taken = 0;

void run(const char* what, long count, const std::function<std::string()>& next,
         const std::function<void(const std::string&)>& read) {
    using Clock = std::chrono::steady_clock;
    double slowest = 0;
    taken = 0;
    const auto begin = Clock::now();
    for (long i = 0; i < count; ++i) {
        const std::string input = next();
        const auto from = Clock::now();
        std::string fault;
        try {
            read(input);
            ++taken;
        } catch (const Error& error) {
            const std::string line = error.what();
            if (line.empty() || line.size() > 20000) {
                fault = "an error of " + std::to_string(line.size()) + " bytes";
            }
        } catch (const std::exception& error) {
            fault = std::string("not an Error: ") + error.what();
        }
        const double seconds = std::chrono::duration<double>(Clock::now() - from).count();
        slowest = std::max(slowest, seconds);
        if (seconds > 1) {
            fault = "it took " + std::to_string(seconds) + " s";
        }
        if (!fault.empty()) {
            write_file("fuzz-failure.txt", input);
            std::printf("%s, input %ld: %s; the input is in fuzz-failure.txt\n", what, i,
                        fault.c_str());
            std::exit(1);
        }
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%s: %ld inputs, %d taken, slowest %.0f ms, %ld MiB, %.1f s\n", what, count, taken,
                1000 * slowest, usage.ru_maxrss / 1024,
                std::chrono::duration<double>(Clock::now() - begin).count());
}

void run(const char* what, long count, Mutator mutator,
         const std::function<void(const std::string&)>& read) {
    run(
        what, count, [&mutator] { return mutator.next(); }, read);
}

// An accepted configuration is written as it was read, and its data can be made.
void read_config(const std::string& text) {
    const Config config = parse_config(text);
    if (parse_config(to_json(config)) != config) {
        throw std::logic_error("what is written reads back as another configuration");
    }
    members_of(config);
    if (config.dataset.points <= 2000 && has_generator(config.dataset)) {
        make_dataset(config.dataset);
    }
}

void read_assignment(const std::string& text) {
    Config config;
    set_field(config, text);
    to_json(config);
}

void read_preset(const std::string& text) {
    const Preset preset = parse_preset(text, "mine");
    const Preset back = parse_preset(to_json(preset), "mine");
    if (back.config != preset.config || back.title != preset.title || back.story != preset.story) {
        throw std::logic_error("what is written reads back as another preset");
    }
}

std::vector<std::string> user_presets() {
    std::vector<std::string> out{"{\"config\": {}}"};
    for (const Preset& preset : presets()) {
        out.push_back(to_json(preset));
    }
    return out;
}

std::vector<std::string> field_words() {
    std::vector<std::string> out{"null",
                                 "true",
                                 "{",
                                 "}",
                                 "[",
                                 "]",
                                 "\"",
                                 ":",
                                 ",",
                                 "\\u0000",
                                 "\\ud800",
                                 "\xff",
                                 "\xf0\x9f\x98\x80",
                                 "\"compare\": {}",
                                 "ran",
                                 "cues",
                                 "compare.",
                                 "dataset.",
                                 "network",
                                 "\"cues\":[{\"at\":1,\"lambda\":2}]"};
    Config config;
    for_each_field(config, [&](const char* path, auto&, const auto&, const char*) {
        out.emplace_back(path);
        out.push_back(std::string(path).substr(std::string(path).rfind('.') + 1));
    });
    for (const std::string_view name : kDatasetNames) {
        out.emplace_back(name);
    }
    return out;
}

std::vector<std::string> assignments() {
    std::vector<std::string> out{"compare.objective.lambda=0", "compare=null", "cues=[]",
                                 "compare={\"network.layers\":3}"};
    Config config;
    for_each_field(config, [&](const char* path, auto&, const auto&, const char*) {
        out.push_back(std::string(path) + "=" + get_field(config, path));
    });
    return out;
}

std::vector<std::string> configs() {
    std::vector<std::string> out{"{}"};
    for (const Preset& preset : presets()) {
        out.push_back(to_json(preset.config));
    }
    for (const DatasetKindInfo& info : kDatasetKinds) {
        out.push_back("{\"dataset\": {\"kind\": \"" + std::string(info.name) +
                      "\", \"points\": 50, \"classes\": 4, \"label_noise\": 0.1}}");
    }
    return out;
}

std::vector<std::string> tables() {
    std::vector<std::string> out{"x,y,label\n1,2,a\n-0.5,2.5e-3,b\n3E2,-4,a\n",
                                 "1;2;0\r\n3,5;4;1\r\n",
                                 "\xef\xbb\xbfu\tv\tkind\n1\t2\t\"a\nb\"\n3\t4\t\"c\"\"d\"\n",
                                 "x,y,label,split\n1,2,0,train\n3,4,1,test\n", "1,2,a\r3,4,b\r"};
    const std::string arff_head =
        "@relation r\n@attribute x real\n@attribute 'y z' real\n@attribute c {a,b}\n@data\n";
    out.insert(out.end(),
               {"sep=|\nx|y|label\n1.234,5|2|a\n1.444|3|b\n", "# x y label\n1 2 0\n3 4 1\n",
                ",0,1,2\n0,0.5,1,0\n1,2,3,1\n", "0,1,target\n.5,+1,a\n\u22122,1e3,b\n",
                arff_head + "1,2,'a b'\n3,4,c\n"});
    std::string utf16 = "\xff\xfe";
    for (const char c : std::string_view("1,2,a\n3,4,b")) {
        utf16 += {c, '\0'};
    }
    out.push_back(utf16);
    // An array of two rows, as NumPy saves it.
    std::string array("\x93NUMPY\x01\0\x46\0", 10);
    array += "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
    array.resize(10 + 0x46, ' ');
    for (const double value : {0.5, 1.0, 0.0, -2.0, 3.0, 1.0}) {
        array.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    out.push_back(array);
    std::string many = "x,y,label\n";
    for (int i = 0; i < 300; ++i) {
        many += std::to_string(i) + ".5,-" + std::to_string(i) + ",class " +
                std::to_string(i % 10) + "\n";
    }
    out.push_back(many);
    return out;
}

// Pickles of torch.save: of a model.pt of ours, and of a checkpoint with an OrderedDict.
std::vector<std::string> pickles() {
    Config config;
    config.network.layers = 1;
    const std::string model = model_bytes(initial_weights(config.network, 2), config);
    using namespace std::string_literals;
    const std::string tensor =
        "ctorch._utils\n_rebuild_tensor_v2\nq\1((X\7\0\0\0storagectorch\nHalfStorage\nX\1\0\0\0"
        "0X\3\0\0\0cpuK\6tQK\0K\2K\3\x86K\3K\1\x86\x89"
        "ccollections\nOrderedDict\n)RtR"s;
    return {unzip(model, "/data.pkl", 1 << 20).front().bytes,
            "\x80\2}(X\5\0\0\0epochK\3X\5\0\0\0modelccollections\nOrderedDict\nq\0)R(X\1\0\0\0w"s +
                tensor + "X\1\0\0\0v"s + tensor + "u}X\1\0\0\0aNsbu."s};
}

std::string header_of(const RecordingSample& sample) {
    const std::string bytes = sample.bytes();
    return bytes.substr(
        8, static_cast<unsigned char>(bytes[0]) + 256u * static_cast<unsigned char>(bytes[1]));
}

// A pickle in an archive whose checksums are right, with storages beside it.
void read_pickle(const std::string& pickle) {
    std::vector<ZipEntry> files{{"a/data.pkl", pickle}, {"a/version", "3\n"}};
    for (int i = 0; i < 6; ++i) {
        files.push_back({"a/data/" + std::to_string(i), std::string(64, '\1')});
    }
    read_tensor_file(zip(files));
}

// The header of a safetensors file; the length before it and the bytes behind it are added.
std::string with_data(const std::string& header) {
    std::string out(8, '\0');
    for (int i = 0; i < 4; ++i) {
        out[static_cast<std::size_t>(i)] = static_cast<char>(header.size() >> (8 * i));
    }
    const std::size_t size = RecordingSample().bytes().size() - header_of(RecordingSample()).size();
    return out + header + std::string(size - 8, '\1');
}

void read_header(const std::string& header) {
    const std::string bytes = with_data(header);
    if (is_recording(bytes)) {
        const RecordedModel recording = read_recording(bytes);
        const RecordedFlow& flow = *recording.flows.front();
        const Trajectory path =
            trajectory(flow, initial_states(recording.data->points, flow.dimension()));
        std::vector<float> logits(recording.data->points.size() *
                                  static_cast<std::size_t>(flow.classes()));
        for (int k = 0; k <= path.layers; ++k) {
            flow.tail(k, path.cloud(k), logits);
        }
    } else {
        read_tensor_file(bytes);
    }
}

const std::vector<std::string> kHeaderWords{"\"dtype\":\"F16\"",
                                            "F64",
                                            "BF16",
                                            "U8",
                                            "\"shape\":[]",
                                            "[0]",
                                            "[3,0]",
                                            "[1,1]",
                                            "data_offsets",
                                            "lattice",
                                            "steps",
                                            "__metadata__",
                                            "{",
                                            "}",
                                            "null",
                                            "1e9"};

}  // namespace
}  // namespace la

int main(int argc, char** argv) {
    const long count = argc > 1 ? std::atol(argv[1]) : 1000;
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const rlimit limit{rlim_t{1} << 30, rlim_t{1} << 30};
    setrlimit(RLIMIT_AS, &limit);
    using namespace la;
    run("config", count, Mutator(seed, configs(), field_words()), read_config);
    run("laboratories", count, Mutator(seed + 7, laboratory_configs(), laboratory_words()),
        run_laboratory);
    Random random(seed + 8);
    run(
        "settings of laboratories", count, [&random] { return random_laboratory(random); },
        run_settings);
    run("preset", count, Mutator(seed + 4, user_presets(), field_words()), read_preset);
    run("--set", count, Mutator(seed + 1, assignments(), field_words()), read_assignment);
    run("csv", count,
        Mutator(seed + 2, tables(),
                {",",     ";",        "\t",           "\n",    "\r\n",
                 "\"",    "\"\"",     "nan",          "inf",   "label",
                 "x",     "split",    "test",         "val",   "|",
                 " ",     "#",        "sep=",         "'",     "1,444",
                 "1.444", "NA",       "(3, 2)",       "<U4",   "|O",
                 "@data", "\xff\xfe", "\xef\xbb\xbf", "1e400", std::string("\0", 1)}),
        [](const std::string& text) { parse_csv(text, "points.csv"); });
    run("pickle", count,
        Mutator(seed + 5, pickles(),
                {"q\1", "h\1", "K\xff", "(", "t", "\x85", "R", "b", "Q", "u", "]", "a",
                 "cos\nsystem\n", "ctorch\nLongStorage\n", "J\xff\xff\xff\x7f",
                 "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f"}),
        read_pickle);
    RecordingSample recording, weights;
    weights.metadata = {{"format", "pt"}};
    run("safetensors", count / 2,
        Mutator(seed + 6, {header_of(recording), header_of(weights)}, kHeaderWords), read_header);
    run("csv columns", count / 10,
        Mutator(seed + 3, {"x,y,label", "1,2,3", "u;v;kind", "\"x\",y,label"},
                {",", "\"", "4", "x"}),
        [](const std::string& text) {
            parse_csv("id,x,y,label,split\n1,2,3,a,train\n2,3,4,b,test\n", "points.csv", {text});
        });
}
