#pragma once

#include <string>

#include "app/state/ui_temp.h"
#include "render/palette.h"

namespace la {

// What is said for a while of what the user has asked for: first of files, then of settings.
struct Said {
    enum class Tone { Done, Doubt, Failed };
    std::string text{};  // one line; empty: nothing
    Tone tone = Tone::Done;
};

inline Said said_now(const UiTemp& temp) {
    if (!temp.session.notice.empty()) {
        return {temp.session.notice, temp.session.failed ? Said::Tone::Failed : Said::Tone::Done};
    }
    if (temp.notice.seconds_left > 0) {
        return {temp.notice.text, Said::Tone::Doubt};
    }
    return {};
}

inline glm::vec4 Palette::*colour_of(Said::Tone tone) {
    return tone == Said::Tone::Failed  ? &Palette::error
           : tone == Said::Tone::Doubt ? &Palette::warning
                                       : &Palette::accent;
}

}  // namespace la
