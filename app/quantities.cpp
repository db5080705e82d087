#include "app/quantities.h"

#include <algorithm>
#include <utility>

namespace la {

void choose(std::array<Quantity, 3>& places, std::size_t place, Quantity quantity) {
    const auto other = std::find(places.begin(), places.end(), quantity);
    if (other != places.end()) {
        std::swap(*other, places[place]);
    } else {
        places[place] = quantity;
    }
}

void CurvePlots::update(const Snapshot& snapshot) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == next || !rows[i].rows || rows[i].run != snapshot.run) {
            rows[i] = {snapshot.rows, snapshot.run};
        }
    }
    next = (next + 1) % rows.size();
}

}  // namespace la
