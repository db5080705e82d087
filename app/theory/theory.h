#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace la {

// The papers that the laboratories follow, in their order.
struct Paper {
    const char* name;
    const char* about;
    const char* url;
};
inline constexpr Paper kPapers[] = {
    {"2009.08372", "Karkar et al.: networks of least action", "https://arxiv.org/abs/2009.08372"},
    {"2309.01213", "Marion, Wu, Sander, Biau: residual networks and neural ODEs",
     "https://arxiv.org/abs/2309.01213"},
    {"2006.11209", "Pellegrini, Biroli: mean field of a network with the hinge loss",
     "https://arxiv.org/abs/2006.11209"},
    {"2405.00743", "Sharafi, Martin, Hallerberg: the weight dynamics of learning networks",
     "https://arxiv.org/abs/2405.00743"},
};

// A network whose numbers stand beside the formulas.
struct TheoryColumn {
    std::string name;
    ImU32 colour = 0;
};

struct TheoryLine {
    const char* symbol;                       // by which it is marked and named: "theory.A"
    const char* formula;                      // as formula.h takes it
    const char* words;                        // what it says
    std::vector<std::string> values{};        // [column], as of now; empty: it has none
    std::vector<std::vector<double>> bars{};  // [column][layer], beside the value; empty: none
};

// What a laboratory has on the page of formulas.
struct Theory {
    const char* title = "";
    int paper = 0;  // index into kPapers
    std::vector<TheoryColumn> columns{};
    std::vector<TheoryLine> lines{};
    bool sketch = false;  // two points' paths beside it
};

}  // namespace la
