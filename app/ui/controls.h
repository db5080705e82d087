#pragma once

#include <map>
#include <string>

#include "app/layout.h"

namespace la {

// The rectangles of the named controls that are on screen in this frame, in framebuffer pixels:
// what --state reports, so that automation can use a real mouse.
class Controls {
  public:
    void begin_frame() { rects_.clear(); }
    void add(const std::string& name, Rect rect) { rects_[name] = rect; }
    void add_last_item(const std::string& name) {
        add(name, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
    }
    const std::map<std::string, Rect>& rects() const { return rects_; }

  private:
    std::map<std::string, Rect> rects_;
};

}  // namespace la
