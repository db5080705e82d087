#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/train/member_snapshot.h"

namespace la {

struct Snapshot;

// A field in which A and B differ, as it is written on screen.
struct Difference {
    std::string path;  // in config.json
    std::string name;  // "activation"
    std::string a, b;  // "tanh", "relu"
    bool operator==(const Difference&) const = default;
};

// What a field is called on screen: "network.init.kind" is "first weights".
std::string field_name(std::string_view path);

// What differs between two networks, in the order of config.json. Lambda is the one in force, in
// whatever mode, except between two runs of Uzawa's algorithm that find their own.
std::vector<Difference> differences(const MemberSnapshot& a, const MemberSnapshot& b);

// The same of the networks on view, found anew only when they are others. Thread: the window's.
class Differences {
  public:
    const std::vector<Difference>& of(const Snapshot& shown);  // empty without A

  private:
    struct Side {
        MemberConfig config;
        double lambda = 0;
        bool operator==(const Side&) const = default;
    };
    std::vector<Side> sides_;
    std::vector<Difference> list_;
};

// "A    activation = tanh, layers = 5": a member's name and what sets it apart, or where nothing
// does, its lambda. What does not fit is counted: "A    activation = tanh + 2 more".
std::string caption_text(const std::vector<Difference>& list, std::string_view name,
                         const Snapshot& shown, int member,
                         const std::function<bool(const std::string&)>& fits);

}  // namespace la
