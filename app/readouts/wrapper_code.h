#pragma once

namespace la {

// Python that gives a network of PyTorch the method trajectory(x), which a TorchScript file needs
// to be looked at. Told by `inspect` and by the dialog that opens a model.
inline constexpr char kWrapperCode[] = R"(class Wrapped(torch.nn.Module):
    def __init__(self, blocks, head):
        super().__init__()
        self.blocks, self.head = torch.nn.ModuleList(blocks), head
    @torch.jit.export
    def trajectory(self, x):                 # [n, 2] -> [layers + 1, n, dimension]
        states = [x]
        for block in self.blocks:
            x = x + block(x)
            states.append(x)
        return torch.stack(states)
    def forward(self, x):                    # [n, 2] -> [n, classes]
        return self.head(self.trajectory(x)[-1])
torch.jit.script(Wrapped(blocks, head).eval()).save("model.pt"))";

}  // namespace la
