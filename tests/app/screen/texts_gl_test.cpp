// Every text of every page as it is drawn, in both themes and from small windows to large screens:
// whole, alone in its place, and dark or bright enough to be read.

#include <cctype>
#include <cstdio>
#include <cstring>
#include <functional>
#include <regex>

#include "app/ui/contrast.h"
#include "tests/support/drawn_text.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

struct Screen {
    const char* name;
    glm::ivec2 pixels;
    float scale;
};

const Screen kScreens[] = {{"800x600", {800, 600}, 1},
                           {"1280x720", {1280, 720}, 1},
                           {"1600x900", {1600, 900}, 1},
                           {"1920x1080", {1920, 1080}, 1},
                           {"3840x2160at2", {3840, 2160}, 2}};

class Texts : public AppGlTest, public ::testing::WithParamInterface<Screen> {};

// A page as a user comes to it, from the opening run.
struct Page {
    const char* name;
    const char* preset;
    std::function<void(DrivenApp&)> open;
};

void nothing(DrivenApp&) {}

template<ViewKind View>
void view(DrivenApp& s) {
    s.app.state().view = View;
}

template<int Key, int Modifiers = 0>
void key(DrivenApp& s) {
    s.press(Key, Modifiers);
    s.play(3);
}

void overlaid(DrivenApp& s) {
    s.app.state().pair_layout = PairLayout::Overlaid;
}

void everything(DrivenApp& s) {
    UiState& state = s.app.state();
    state.show_grid = state.show_arrows = state.show_vectors = state.show_isolines =
        state.show_ideal = state.show_folds = true;
}

void refined(DrivenApp& s) {
    s.app.state().weights.refine = 1;
    s.app.state().weights.ode = true;
}

void present(DrivenApp& s) {
    s.app.state().presentation = true;
}

void lesson(DrivenApp& s) {
    key<'L'>(s);
    s.press(kKeyEnter);
    s.play(3);
}

void handed_in(DrivenApp& s) {
    s.app.show_handed_in({"hand-in.zip", R"({"title": "What a layer does", "cards": [
        {"title": "Look at one point", "skipped": true},
        {"title": "Count the layers", "question": "In which layer do the points move most?",
         "answer": "3", "right": true, "tries": 2},
        {"title": "Ask why", "question": "Why do they move less with a larger price?",
         "answer": "Because the learning rate is smaller", "right": false, "tries": 1}]})"});
    s.play(3);
}

void large_type(DrivenApp& s) {
    s.app.state().type_size = 150;
}

template<Section Open>
void one_section(DrivenApp& s) {
    s.app.state().closed.fill(true);
    s.app.state().closed[static_cast<std::size_t>(Open)] = false;
}

void menu(DrivenApp& s, const char* control) {
    if (s.on_screen(control)) {
        s.click(control);
        s.play(3);
    }
}

const std::vector<Page>& pages() {
    static const std::vector<Page> kAll = {
        {"flow", "circles", nothing},
        {"everything", "circles", everything},
        {"overlaid", "circles", overlaid},
        {"in depth", "circles", view<ViewKind::InDepth>},
        {"layers", "circles", view<ViewKind::Layers>},
        {"input", "circles", view<ViewKind::Input>},
        {"sweep", "circles", view<ViewKind::Sweep>},
        {"weights", "weights-bump", refined},
        {"weights of two", "weights-refine", refined},
        {"mean field", "mean-field-tail", nothing},
        {"stability", "stability-chaos", nothing},
        {"values", "stability-sine", nothing},
        {"theory", "circles", key<function_key(2)>},
        {"theory of the mean field", "mean-field-tail", key<function_key(2)>},
        {"theory in a presentation of large type", "mean-field-tail",
         [](DrivenApp& s) {
             large_type(s);
             present(s);
             s.press(function_key(2));
         }},
        {"keys", "circles", key<function_key(1)>},
        {"palette", "circles", key<'P', kCtrl>},
        {"presentation", "circles", present},
        {"presentation of weights", "weights-bump", present},
        {"presentation of weights of two", "weights-refine",
         [](DrivenApp& s) {
             refined(s);
             present(s);
         }},
        {"presentation of the mean field", "mean-field-tail", present},
        {"presentation of stability", "stability-chaos", present},
        {"lessons", "circles", key<'L'>},
        {"a lesson", "circles", lesson},
        {"what was handed in", "circles", handed_in},
        {"large type", "circles", large_type},
        {"objective section", "circles", one_section<Section::Objective>},
        {"compare section", "circles", one_section<Section::Compare>},
        {"data section", "circles", one_section<Section::Data>},
        {"network section", "circles", one_section<Section::Network>},
        {"optimiser section", "circles", one_section<Section::Optimiser>},
        {"stop section", "circles", one_section<Section::Stop>},
        {"show section", "circles", one_section<Section::Show>},
        {"presets", "circles", [](DrivenApp& s) { menu(s, "preset"); }},
        {"data", "circles",
         [](DrivenApp& s) {
             one_section<Section::Data>(s);
             s.play(3);
             menu(s, "dataset");
         }},
        {"save", "circles", [](DrivenApp& s) { menu(s, "save"); }},
        {"session", "circles", [](DrivenApp& s) { menu(s, "session"); }},
    };
    return kAll;
}

using Pixel = std::pair<double, glm::vec4>;  // how far from the letters, and its colour

// Contrast of letters of this colour on a pixel: the one that `part` of all are nearer than.
double contrast_on(std::vector<Pixel> pixels, double part, const ImVec4& color) {
    const auto at =
        pixels.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(pixels.size() - 1));
    std::ranges::nth_element(pixels, at, {}, &Pixel::first);
    const glm::vec4 front(color.x, color.y, color.z, 1), ground = at->second;
    return contrast(ground + color.w * (front - ground), ground);
}

// Of the text on what lies behind it, by the larger of two estimates: the median of the pixels
// around it, among which there may be a frame; and those inside, of which most letters cover less
// than half.
double contrast_of(const DrawnText& text, const Image& picture) {
    const ImVec4 color = ImGui::ColorConvertU32ToFloat4(text.color);
    const double letters = luminance({color.x, color.y, color.z, 1});
    const ImRect seen = text.seen();
    const int x0 = std::max(0, static_cast<int>(seen.Min.x) - 1);
    const int x1 = std::min(picture.width - 1, static_cast<int>(seen.Max.x) + 1);
    const int y0 = std::max(0, static_cast<int>(seen.Min.y) - 1);
    const int y1 = std::min(picture.height - 1, static_cast<int>(seen.Max.y) + 1);
    std::vector<Pixel> around, inside;
    for (int y = y0; y <= y1; ++y) {
        for (int x = x0; x <= x1; ++x) {
            const std::uint8_t* pixel =
                picture.rgba.data() + 4 * (static_cast<std::size_t>(y) * picture.width + x);
            const glm::vec4 colour(pixel[0] / 255.0f, pixel[1] / 255.0f, pixel[2] / 255.0f, 1);
            const bool edge = x == x0 || x == x1 || y == y0 || y == y1;
            (edge ? around : inside).emplace_back(std::abs(luminance(colour) - letters), colour);
        }
    }
    return std::max(contrast_on(std::move(around), 0.5, color),
                    contrast_on(std::move(inside), 0.67, color));
}

// The window of Dear ImGui that drew it; null: a layer over all of them.
const ImGuiWindow* window_of(const DrawnText& text) {
    return ImGui::FindWindowByName(text.owner.c_str());
}

bool scrolls(const ImGuiWindow* window) {
    for (; window; window = window->ParentWindow) {
        if (window->ScrollMax.y > 0) {
            return true;
        }
    }
    return false;
}

std::string at(const DrawnText& text) {
    char out[400];
    std::snprintf(out, sizeof out, "\"%s\" at %.0f %.0f to %.0f %.0f in %s", text.text.c_str(),
                  text.min.x, text.min.y, text.max.x, text.max.y, text.owner.c_str());
    return out;
}

// A number along a view may be crossed by a line of the flow; OfTheNumbersAlongAView has its
// contrast.
bool is_on_axis_of_view(const DrawnText& text) {
    return text.owner.starts_with("flow_") &&
           text.text.find_first_not_of("-0123456789. ") == std::string::npos;
}

// Shortened until nothing is left but the dots, or two numbers without a gap between them.
bool says_nothing(const DrawnText& text) {
    static const std::regex kTwoNumbers("[0-9]\\.[0-9]+\\.[0-9]");
    return text.text == "…" || std::regex_search(text.text, kTwoNumbers);
}

// Of a text with several capitals or digits: its letters are too low to be read.
bool is_small(const DrawnText& text, float scale) {
    const auto high = std::ranges::count_if(text.text, [](unsigned char c) {
        return std::isdigit(c) || std::isupper(c) || std::strchr("bdfhkl", c) != nullptr;
    });
    return high > 2 && text.max.y - text.min.y < 6.5f * scale;
}

// One line for each text that is cut off, covers another one or is hard to see.
std::vector<std::string> faults(const Image& picture, float scale, float window_scale) {
    const DrawnFrame frame;
    std::vector<DrawnText> texts;
    for (const DrawnText& text : frame.texts()) {
        const ImRect seen = text.seen();
        if (seen.GetWidth() > 1 && seen.GetHeight() > 1 && !frame.covered(seen, text.order)) {
            texts.push_back(text);
        }
    }
    std::vector<std::string> out;
    const float slack = 1.5f * scale;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const DrawnText& text = texts[i];
        const ImRect seen = text.seen();
        const bool across = text.min.x < seen.Min.x - slack || text.max.x > seen.Max.x + slack;
        const bool down = text.min.y < seen.Min.y - slack || text.max.y > seen.Max.y + slack;
        if (across || (down && !scrolls(window_of(text)))) {
            out.push_back("cut: " + at(text));
        }
        if (const double is = contrast_of(text, picture);
            is < kLeastContrast && !frame.touched(text) && !is_on_axis_of_view(text)) {
            char number[20];
            std::snprintf(number, sizeof number, "%.2f", is);
            out.push_back(std::string("contrast ") + number + ": " + at(text));
        }
        if (says_nothing(text)) {
            out.push_back("says nothing: " + at(text));
        }
        if (is_small(text, std::min(scale, window_scale))) {
            out.push_back("small: " + at(text));
        }
        if (frame.under_plate(text, 2 * slack)) {
            out.push_back("under a plate: " + at(text));
        }
        for (std::size_t j = 0; j < i; ++j) {
            ImRect both = texts[j].seen();
            if (!both.Overlaps(seen)) {
                continue;
            }
            both.ClipWith(seen);
            if (both.GetWidth() > 2 * slack && both.GetHeight() > 2 * slack &&
                !frame.covered(both, texts[j].order, text.order)) {
                out.push_back("one over another: " + at(texts[j]) + ", " + at(text));
            }
        }
    }
    return out;
}

TEST_P(Texts, AreWholeAloneAndReadable) {
    const Screen& screen = GetParam();
    for (const Page& page : pages()) {
        DrivenApp s(find_preset(page.preset).config, screen.pixels, screen.scale, make_engine);
        s.experiment.advance(40);
        s.play(4);
        page.open(s);
        for (const bool dark : {true, false}) {
            s.app.state().dark = dark;
            s.play(6);
            const Image picture = s.offscreen.read();
            for (const std::string& fault : faults(picture, s.app.scale(), screen.scale)) {
                ADD_FAILURE() << screen.name << ", " << page.name
                              << (dark ? ", dark: " : ", light: ") << fault;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(On, Texts, ::testing::ValuesIn(kScreens),
                         [](const auto& screen) { return std::string(screen.param.name); });

}  // namespace
}  // namespace la
