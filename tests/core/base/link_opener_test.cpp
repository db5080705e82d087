// The link goes to xdg-open as it is, whatever a shell would make of it, and nothing waits for it.

#include "core/base/link_opener.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/support/scratch_folder.h"

namespace la {
namespace {

using namespace std::chrono_literals;

TEST(LinkOpener, GivesTheLinkAsOneArgument) {
    const ScratchFolder folder;
    const std::filesystem::path said = folder / "said", program = folder / "xdg-open";
    std::ofstream(program) << "#!/bin/sh\nprintf '%s|%s' \"$#\" \"$1\" > " << said.string()
                           << ".new\nmv " << said.string() << ".new " << said.string()
                           << "\nsleep 5\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    const std::string path = std::getenv("PATH");
    setenv("PATH", (program.parent_path().string() + ":" + path).c_str(), 1);
    LinkOpener links;
    const std::string url = "https://arxiv.org/abs/1; touch " + (folder / "evil").string() + " #";
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(links.open(url), "");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s) << "it waits for the browser";
    for (int i = 0; i < 500 && !std::filesystem::exists(said); ++i) {
        std::this_thread::sleep_for(10ms);
    }
    std::ifstream in(said);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(text, "1|" + url);
    EXPECT_FALSE(std::filesystem::exists(folder / "evil"));
    setenv("PATH", "/nowhere", 1);
    EXPECT_EQ(links.open("https://a.b"), "cannot open https://a.b: xdg-open is not installed");
    setenv("PATH", path.c_str(), 1);
}

}  // namespace
}  // namespace la
