#pragma once

#include <string>
#include <vector>

namespace la {

// Opens links in the user's browser, by xdg-open, a process of its own. Not thread-safe.
class LinkOpener {
  public:
    // Does not wait. Empty: it is on its way; else why not, in one line.
    std::string open(const std::string& url);

  private:
    std::vector<int> running_;  // processes that have not been seen to end
};

}  // namespace la
