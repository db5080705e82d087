#pragma once

#include <optional>

#include "core/model/model_file.h"

namespace la {

// The sizes of a residual network, as the shapes of its parameters show them.
struct NetworkSizes {
    int layers = 0, hidden = 0, dimension = 0;
};

// The sizes of a file with the names of WeightLayout, by its first layer and the number of layers,
// also of those that are not whole.
// None: it has other names, or shapes that do not belong together.
std::optional<NetworkSizes> network_sizes(const ModelFile& file);

// Drops what DataParallel, torch.compile, AveragedModel or a module that holds the network put
// before every name: "module.", "_orig_mod.", or whatever stands before "blocks.0.fc1.weight".
void drop_prefixes(ModelFile& file);

// Renames the parameters of a residual network from elsewhere, where the shapes alone say which is
// which: four series over the layers, W [m, q], b [m], V [q, m] and c [q] with m != q, counted by a
// number in their names, and a head [classes, q], [classes]. Else the file is as it was.
void rename_by_shapes(ModelFile& file);

}  // namespace la
