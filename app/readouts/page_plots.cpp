#include "app/readouts/page_plots.h"

#include <algorithm>

namespace la {

std::vector<PagePlot> page_plots(LaboratoryKind page, std::span<const Quantity> curves) {
    switch (page) {
        case LaboratoryKind::Flow:
            break;
        case LaboratoryKind::Weights:
            return {{"depth", "weights across depth"},
                    {"lipschitz", "Lipschitz estimate"},
                    {"local_pl", "local PL"}};
        case LaboratoryKind::MeanField:
            return {{"gamma", "γ(t)"},
                    {"phi", "φ(t)"},
                    {"saturation", "when satisfied"},
                    {"slowing", "slowing down"},
                    {"errors", "errors"}};
        case LaboratoryKind::Stability:
            return {{"exponents", "Lyapunov exponents"},
                    {"loss", "training loss"},
                    {"twin", "twin run"},
                    {"edge", "edge of stability"}};
    }
    std::vector<PagePlot> out;
    for (const Quantity quantity : curves) {
        out.push_back({info(quantity).name, info(quantity).name});
    }
    return out;
}

PagePlot page_plot(LaboratoryKind page, std::span<const Quantity> curves, int index) {
    const std::vector<PagePlot> all = page_plots(page, curves);
    return all[std::min(static_cast<std::size_t>(std::max(index, 0)), all.size() - 1)];
}

}  // namespace la
