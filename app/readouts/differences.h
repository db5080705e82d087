#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/train/member_snapshot.h"

namespace la {

struct Snapshot;

// A field in which A and B differ, with its values as written on screen.
struct Difference {
    std::string path;  // in config.json
    std::string name;  // "activation"
    std::string a, b;  // "tanh", "relu"
    bool operator==(const Difference&) const = default;
};

// Name of a field on screen: "network.init.kind" is "initial weights".
std::string field_name(std::string_view path);

// Fields in which two networks differ, in the order of config.json. Lambda is the one in force, in
// any mode; it is left out if Uzawa's algorithm sets it for A or B.
std::vector<Difference> differences(const MemberSnapshot& a, const MemberSnapshot& b);

// Differences of the displayed networks, computed again only when those change. Window thread only.
class Differences {
  public:
    const std::vector<Difference>& of(const Snapshot& shown);  // empty if there is no A

  private:
    struct Side {
        MemberConfig config;
        double lambda = 0;
        bool operator==(const Side&) const = default;
    };
    std::vector<Side> sides_;
    std::vector<Difference> list_;
};

// "A    activation = tanh, layers = 5": a member's name and its values of the differing fields, or
// its lambda if there are none. Values that do not fit are counted: "A    activation = tanh + 2
// more".
std::string caption_text(const std::vector<Difference>& list, std::string_view name,
                         const Snapshot& shown, int member,
                         const std::function<bool(const std::string&)>& fits);

}  // namespace la
