"""Record data/torch.json: what PyTorch computes for the network of the chapters, from the same start.

The 2-3-1 network in `torch.nn`, in float64, with the weights of `nnscratch.mlp.initialise`, on all moons:
half the squared error, its gradients by `torch.autograd`, and ten updates by `torch.optim.SGD`.

Run it with `python data/record_torch.py` where torch is installed; nothing else of this project needs it.
"""

import datetime
import json
import platform
from pathlib import Path

import numpy as np
import torch

from nnscratch.datasets import load_moons
from nnscratch.mlp import Parameters, initialise

LEARNING_RATE, UPDATES = 0.02, 10


def network(start: Parameters) -> torch.nn.Sequential:
    """Return the network with these parameters; `Linear` keeps its weights the other way round."""
    layers = [torch.nn.Linear(2, 3), torch.nn.Sigmoid(), torch.nn.Linear(3, 1), torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers).double()
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), start, strict=True):
            parameter.copy_(torch.from_numpy(value.T if value.shape[0] > 1 else value[0]))
    return model


def record() -> dict[str, object]:
    """Train ten updates and return what is written to the file."""
    X, t = map(torch.from_numpy, load_moons())
    model = network(initialise(2, 3, 1, np.random.RandomState(3)))
    optimiser = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    losses, gradients = [], {}
    for _ in range(UPDATES):
        optimiser.zero_grad()
        loss = ((model(X) - t) ** 2).sum() / 2
        loss.backward()
        losses.append(loss.item())
        gradients = gradients or in_our_shapes([p.grad for p in model.parameters()])
        optimiser.step()
    losses.append((((model(X) - t) ** 2).sum() / 2).item())
    return {
        "date": datetime.date.today().isoformat(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "learning_rate": LEARNING_RATE,
        "losses": losses,
        "gradients": gradients,
        "parameters": in_our_shapes(list(model.parameters())),
    }


def in_our_shapes(tensors: list[torch.Tensor]) -> dict[str, list[list[float]]]:
    """Return torch's weights and biases as `Parameters` has them."""
    arrays = [tensor.detach().numpy().copy() for tensor in tensors]
    names = Parameters._fields
    return {name: np.atleast_2d(a.T).tolist() for name, a in zip(names, arrays, strict=True)}


def as_text(recorded: dict[str, object]) -> str:
    """Return JSON with a line for each entry."""
    lines = (f" {json.dumps(key)}: {json.dumps(value)}" for key, value in recorded.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    target = Path(__file__).with_name("torch.json")
    target.write_text(as_text(record()), encoding="ascii", newline="\n")
