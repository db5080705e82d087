#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "app/panels/panels.h"
#include "app/views/free_particle_arrows.h"

namespace la {

namespace {

constexpr const char* kElsewhere = "Not a part of this view";

constexpr const char* kParticleSourcesHelp =
    "What moves as particles: the points of the data, fresh points drawn from their distribution "
    "(as "
    "many as frames allow), or a regular lattice coloured by the class that is decided";

void particle_choice(const Widgets& ui, UiState& s) {
    static constexpr std::array<std::string_view, 4> kParticleSources{"the data", "10,000 fresh",
                                                                      "100,000 fresh", "lattice"};
    if (const auto chosen = ui.choice_row("shown", "points", static_cast<int>(s.particles),
                                          kParticleSources, kParticleSourcesHelp)) {
        s.particles = static_cast<ParticleSource>(*chosen);
    }
}

// Chooses the coordinates to draw of states with more than two dimensions.
void coordinate_choices(const Widgets& ui, UiState& s, int dimension) {
    const std::array<std::string_view, 2> planes{
        s.three_axes(dimension) ? "first three" : "first two", "principal"};
    if (const auto chosen = ui.choice_row(
            "plane", "coordinates", s.principal ? 1 : 0, planes,
            "By which coordinates states of more dimensions are drawn: the first, or the "
            "directions in which all states of A and B vary most; a field is then "
            "that of the plane through their mean")) {
        s.principal = *chosen == 1;
    }
    if (!s.in_depth()) {
        return;
    }
    static constexpr std::array<std::string_view, 2> kThirds{"depth", "state"};
    if (const auto chosen = ui.choice_row(
            "third_axis", "third axis", s.three ? 1 : 0, kThirds,
            "What the box shows beside two coordinates: the depth s, or a third coordinate. "
            "Of states of three dimensions that is all; of more, the three directions in "
            "which they vary most, unless the first ones are chosen above")) {
        s.three = *chosen == 1;
        s.principal = s.three ? dimension > 3 : s.principal;
    }
}

// A switch of something that only some views draw.
void offered(const Widgets& ui, const char* name, const char* label, bool& value, bool offer,
             std::string_view tip) {
    ImGui::BeginDisabled(!offer);
    ui.check(name, label, value, offer ? tip : std::string_view(kElsewhere));
    ImGui::EndDisabled();
}

// The same, disabled if there is a reason.
void allowed(const Widgets& ui, const char* name, const char* label, bool& value,
             std::string_view why_not, std::string_view tip) {
    ImGui::BeginDisabled(!why_not.empty());
    ui.check(name, label, value, why_not.empty() ? tip : why_not);
    ImGui::EndDisabled();
}

std::string why_no_ideal_here(const UiState& s, const Snapshot& displayed) {
    const MemberSnapshot& b = displayed.members.back();
    if (s.view != ViewKind::Plane) {
        return kElsewhere;
    }
    return s.principal && b.config.network.dimension > 2
               ? "Drawn in the first two coordinates alone"
               : why_no_ideal(b.config, b.lambda, displayed.data->classes);
}

std::string why_no_folds_here(const UiState& s) {
    return s.view != ViewKind::Plane             ? kElsewhere
           : s.particles != ParticleSource::Data ? "Known at the points of the data alone"
                                                 : "";
}

void part_switches(const Widgets& ui, UiState& s, const Snapshot& displayed) {
    const bool cube = s.three_axes(displayed.members.back().config.network.dimension);
    const float second = ui.theme().px(132);
    const bool plane = s.view == ViewKind::Plane;
    const bool flow = s.view != ViewKind::Sweep;
    const bool moves = flow && s.view != ViewKind::Input;
    offered(ui, "show_particles", "particles", s.show_particles, flow,
            "Every point at xₖ + (s - k) rₖ; the marker's shape and colour is its class");
    ImGui::SameLine(second);
    offered(ui, "show_trails", "trails", s.show_trails, moves,
            "The way from x₀ to where it is now");
    offered(ui, "show_field", "field", s.show_field, flow && !cube,
            "What the layers still ahead decide: F(T_{k→L}(x)); the line is p = 1/2");
    ImGui::SameLine(second);
    offered(ui, "show_isolines", "iso-lines", s.show_isolines, flow && !cube,
            "Lines of equal logit m = z_1 - z_0 of the field, at ±1, ±3, ±7, ±15, ... "
            "(p = 1 / (1 + exp(-m)) = 0.73, 0.95, 0.999, ...)");
    offered(ui, "show_grid", "grid", s.show_grid, s.offers_grid(),
            "A lattice over the input plane, carried along: T_s(x), where the flow stretches, "
            "squeezes and folds the plane");
    ImGui::SameLine(second);
    offered(ui, "show_vectors", "vectors", s.show_vectors, plane,
            "The displacement rₖ(x) of the layer at hand all over the plane; length and strength "
            "are log |rₖ|");
    offered(ui, "show_arrows", "arrows", s.show_arrows, s.offers_grid(),
            "How far some points have come: x_0 → x_s. At s = L the mean of |x_L - x_0|² is D");
    ImGui::SameLine(second);
    allowed(ui, "show_ideal", "ideal", s.show_ideal, why_no_ideal_here(s, displayed),
            "Where a free particle would go at this λ, dashed: straight along the "
            "head's normal u by the s with |u| sigmoid(-(m + |u| s)) = 2 λ s / L");
    offered(ui, "show_head", cube ? "head plane" : "head line", s.show_head,
            moves && (!cube || displayed.data->classes == 2),
            "The head's own boundary: where the points must have gone by layer L");
    ImGui::SameLine(second);
    allowed(ui, "show_folds", "folds", s.show_folds, why_no_folds_here(s),
            "Diamonds on the points where the layer k at hand folds the map: "
            "det(I + ∂rₖ/∂x) ≤ 0. Without folds a flow of the plane is one to one, "
            "and takes no disc out of a ring");
}

void motion_switch(const FrameContext& context) {
    UiState& state = context.state;
    bool still = state.moves_less();
    if (context.ui.check("reduced_motion", "reduced motion", still,
                         "Nothing moves by itself: the particles flow when they are told to, "
                         "frames jump instead of gliding, rings do not pulse. At first as the "
                         "desktop's settings ask")) {
        state.reduced_motion = still;
        context.temp.depth.playing = !still;
    }
}

}  // namespace

void view_switches(const FrameContext& context) {
    const Widgets& ui = context.ui;
    UiState& state = context.state;
    const Snapshot& displayed = context.displayed();
    const int dimension = displayed.members.back().config.network.dimension;
    particle_choice(ui, state);
    if (dimension > 2) {
        coordinate_choices(ui, state, dimension);
    }
    part_switches(ui, state, displayed);
    motion_switch(context);
}

namespace {

constexpr float kTab = 88, kLayout = 52, kFormulas = 40, kGap = 16;  // of one, design pixels

// In this width at most. A model offers no sweep, because a sweep trains networks.
void view_choice(const FrameContext& context, float most) {
    static constexpr std::array<const char*, kViewKinds> kHelp{
        "The plane at depth s",
        "Space and depth in a box: a particle that moves straight and evenly, as least action "
        "wants it, draws a straight line. Drag turns, the wheel magnifies, the right button moves, "
        "a double click goes back",
        "The plane after every layer, side by side; a click on one takes the depth there",
        "The input plane, the data at rest: the field and boundary of the whole network, exactly. "
        "Training points are filled, test points hollow; a cross marks what is classified wrongly",
        "λ, or any other setting, against accuracy and action, of many networks that are trained "
        "anew in the background; a click on a dot shows its flow"};
    const Theme& theme = context.theme();
    const std::size_t views = kViewNames.size() - (context.frozen() ? 1 : 0);
    std::array<std::string, kViewKinds> texts;  // with the digit that is their key
    std::array<const char*, kViewKinds> labels{};
    float widest = 0;
    for (std::size_t i = 0; i < views; ++i) {
        texts[i] = std::to_string(i + 1) + "  " + kViewNames[i];
        widest = std::max(
            widest,
            theme.fonts.small->CalcTextSizeA(theme.px(Fonts::kSmall), 1e9f, 0, texts[i].c_str()).x);
    }
    for (std::size_t i = 0; i < views; ++i) {
        if (widest * static_cast<float>(views) > most) {
            texts[i].resize(1);  // a window too small for the words
        }
        labels[i] = texts[i].c_str();
    }
    if (const auto chosen = context.ui.segments(
            "view", static_cast<int>(context.state.view), std::span(labels).first(views),
            std::span(kHelp).first(views),
            std::min(most, context.theme().px(kTab) * static_cast<float>(views)))) {
        context.state.view = static_cast<ViewKind>(*chosen);
        context.temp.theory.open = false;
    }
}

// Beside the views: the page of formulas in their place.
void theory_button(const FrameContext& context) {
    const Theme& theme = context.theme();
    ImGui::SameLine(0, theme.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {theme.px(8), theme.px(3)});
    ImGui::PushStyleColor(
        ImGuiCol_Text,
        theme.colour(context.temp.theory.open ? theme.palette->accent : theme.palette->text_dim));
    if (context.ui.button("formulas", "Σ", "The formulas, with the numbers of this run")) {
        context.temp.theory.open = !context.temp.theory.open;
        context.temp.theory.marked.clear();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

// How A and B share the place of the views, at its right end.
void layout_choice(const FrameContext& context, const Rect& rect) {
    static constexpr std::array<const char*, 3> kLabels{"A | B", "A + B", "B"};
    static constexpr std::array<const char*, 3> kTips{
        "A and B side by side", "A's flow hollow under B's, in the plane", "B alone"};
    const float width = context.theme().px(kLayout) * kLabels.size();
    ImGui::SameLine(rect.width() - width - context.theme().px(4));
    const PairLayout now = layout_in(context.state.view, context.state.pair_layout);
    if (const auto chosen =
            context.ui.segments("ab", static_cast<int>(now), kLabels, kTips, width)) {
        context.state.pair_layout = static_cast<PairLayout>(*chosen);
    }
}

}  // namespace

void view_tabs(const FrameContext& context, const Rect& rect) {
    if (rect.width() <= 0) {
        return;
    }
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(4), theme.px(4)});
    context.ui.begin_panel("tabs", rect);
    const bool pair = context.has_a() && context.state.view != ViewKind::Sweep;
    const float layout = pair ? 3 * kLayout + kGap : 0;
    view_choice(context, rect.width() - theme.px(8 + kFormulas + layout));
    theory_button(context);
    if (pair) {
        layout_choice(context, rect);
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

void side_switch(const FrameContext& context, const Layout& layout) {
    static constexpr std::array<const char*, 3> kLabels{"controls", "measures", "plots"};
    static constexpr std::array<const char*, 3> kTips{
        "What can be set", "Energies, action and the other measures",
        "The plots, which such a window has no row for"};
    if (layout.sharing.empty()) {
        return;
    }
    std::vector<const char*> labels, tips;
    for (const Side side : layout.sharing) {
        labels.push_back(kLabels[static_cast<std::size_t>(side)]);
        tips.push_back(kTips[static_cast<std::size_t>(side)]);
    }
    const auto found = std::ranges::find(layout.sharing, context.temp.side);
    const auto now = found == layout.sharing.end() ? 0 : found - layout.sharing.begin();
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(3), theme.px(3)});
    context.ui.begin_panel("side", layout.side);
    if (const auto chosen = context.ui.segments("side", static_cast<int>(now), labels, tips)) {
        context.temp.side = layout.sharing[static_cast<std::size_t>(*chosen)];
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
