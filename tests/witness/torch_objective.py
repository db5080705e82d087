"""The objective of a run in PyTorch, for the witnesses."""

import math

import torch
from torch.nn import functional

ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "gelu": functional.gelu,
               "softplus": functional.softplus, "identity": lambda z: z, "sigmoid": torch.sigmoid}
LOSSES = {"cross_entropy": functional.cross_entropy,
          "hinge": functional.multi_margin_loss,
          "mse": lambda z, y: functional.mse_loss(z, functional.one_hot(y, 2).to(z.dtype)),
          "value": lambda z, y: functional.mse_loss(z[:, 0], y)}
COSTS = {"energy": lambda r: r.square().sum() / len(r), "norm": torch.linalg.norm}


def objective(parameters, config, x, y):
    network, what = config["network"], config["objective"]
    loss = LOSSES["value" if config["dataset"].get("task") == "values" else what["loss"]]
    if network.get("kind") == "three_layer":
        w, b, v, c = parameters
        z = functional.linear(x[:, :network["dimension"]], w, b)
        return loss(functional.linear(ACTIVATIONS[network["activation"]](z), v, c), y)
    layers = network["layers"]
    h = {"one": 1, "1/L": 1 / layers, "1/sqrt(L)": 1 / math.sqrt(layers)}[network["scale"]]
    x = functional.pad(x, (0, network["dimension"] - 2))
    penalty = 0
    for k in range(layers):
        w, b, v, c = parameters[4 * k:4 * k + 4]
        r = h * functional.linear(ACTIVATIONS[network["activation"]](functional.linear(x, w, b)), v, c)
        penalty = penalty + COSTS[what["cost"]](r)
        x = x + r
    if network["head"]["kind"] == "learned":
        logits = functional.linear(x, *parameters[4 * layers:])
    else:
        far = x[:, 0] + x[:, 1] + network["head"]["intercept"]
        logits = torch.stack([far, torch.zeros_like(far)], 1)
    return loss(logits, y) + what["lambda"] * penalty
