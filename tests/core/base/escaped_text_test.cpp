#include "core/base/escaped_text.h"

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/config/config_json.h"

namespace la {
namespace {

TEST(EscapedText, LeavesTextAsItIs) {
    for (const char* text : {"", "points.csv", "caf\xc3\xa9.csv", "\xe4\xb8\xad\xe6\x96\x87",
                             "\xf0\x9f\x98\x80", "a\\b", "a\\xzz", "\\x", "tab\t"}) {
        EXPECT_EQ(escaped(text), text);
        EXPECT_EQ(unescaped(text), text);
    }
}

TEST(EscapedText, WritesOtherBytesOneByOne) {
    EXPECT_EQ(escaped("caf\xe9.csv"), "caf\\xE9.csv");
    EXPECT_EQ(escaped("\xc3"), "\\xC3");                    // half a character
    EXPECT_EQ(escaped("\xed\xa0\x80"), "\\xED\\xA0\\x80");  // half of a pair
    EXPECT_EQ(escaped("\xc0\xaf"), "\\xC0\\xAF");           // too long
    EXPECT_EQ(escaped("a\\xe9"), "a\\x5Cxe9");              // it stands there already
}

TEST(EscapedText, IsReadAsItWas) {
    Random random(5);
    for (int i = 0; i < 20000; ++i) {
        std::string bytes;
        for (std::uint64_t length = random.below(8); bytes.size() < length;) {
            constexpr char kLikely[] = "\\x9eE\xc3\xa9";
            bytes += random.below(2) == 0 ? kLikely[random.below(sizeof kLikely - 1)]
                                          : static_cast<char>(1 + random.below(255));
        }
        EXPECT_EQ(unescaped(escaped(bytes)), bytes);
    }
}

TEST(EscapedText, AConfigurationKeepsAnyFileName) {
    for (const std::string name : {"/a/caf\xe9.csv", "/\xff\xfe", "/a\\xe9.csv", "/\xc3\xa9"}) {
        Config config;
        config.dataset.file = name;
        EXPECT_EQ(parse_config(to_json(config)).dataset.file, name);
        Config set;
        set_field(set, "dataset.file=" + name);
        EXPECT_EQ(set.dataset.file, name);
    }
}

}  // namespace
}  // namespace la
