"""PyTorch on one thread: requests come in as lines of JSON, each answered by one.

    {"method": "prepare", "digits": FILE, "count", "batch", "limit", "config"}    -> loss, steps
    {"method": "train", "seconds"}                                                -> samples, seconds
"""

import json
import math
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)

ACTIVATIONS = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}


def blas():
    """The library that multiplies matrices; the plain one of some distributions is slower by far."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    loaded = open("/proc/self/maps").read().lower()
    found = [name for name in ("openblas", "mkl") if f"lib{name}" in loaded]
    return found[0] if found else "MKL" if torch.backends.mkl.is_available() else None


def make_layer(layer, inputs):
    """The layer, and the features or channels that it puts out."""
    match layer["type"]:
        case "dense":
            return nn.Linear(inputs, layer["units"]), layer["units"]
        case "conv2d":
            kind, extra = nn.Conv2d, {}
        case "conv2d_transpose":
            kind, extra = nn.ConvTranspose2d, {"output_padding": layer["stride"] - 1}
    size = layer["kernel"]
    made = kind(inputs, layer["filters"], size, layer["stride"], padding=size // 2, **extra)
    return made, layer["filters"]


def glorot(layer):
    if hasattr(layer, "weight"):
        nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(layer.bias)


def make_model(config):
    is_image = isinstance(config["input"], list)
    width = config["input"][2] if is_image else config["input"]
    parts = [nn.Unflatten(1, (1, 28, 28))] if is_image else []
    for layer in config["encoder"] + config["decoder"]:
        made, width = make_layer(layer, width)
        parts += [made, ACTIVATIONS[layer["activation"]]()]
    model = nn.Sequential(*parts, nn.Flatten())
    model.apply(glorot)
    return model


class Training:
    def __init__(self, digits, count, batch, config, **_):
        with open(digits, "rb") as file:
            raw = bytearray(file.read(count * 784))
        self.digits = torch.frombuffer(raw, dtype=torch.uint8).reshape(count, 784).float() / 255
        self.batch = batch
        self.model = make_model(config)
        self.optimizer = torch.optim.Adam(self.model.parameters(), 1e-3, eps=1e-7)
        self.batches = self.shuffled()

    def shuffled(self):
        while True:
            yield from torch.randperm(len(self.digits)).split(self.batch)

    def step(self):
        x = self.digits[next(self.batches)]
        loss = nn.functional.mse_loss(self.model(x), x)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def run(self, seconds, most_steps=math.inf):
        """Trains so long, or so many steps: their losses and the time they took."""
        losses = []
        start = now = time.perf_counter()
        while not losses or (now < start + seconds and len(losses) < most_steps):
            losses.append(self.step())
            now = time.perf_counter()
        return losses, now - start


training = None


def prepare(limit, **job):
    global training
    training = Training(**job)
    losses, _ = training.run(limit, job["count"] // job["batch"])
    return {"loss": sum(losses) / len(losses), "steps": len(losses)}


def train(seconds):
    losses, took = training.run(seconds)
    return {"samples": len(losses) * training.batch, "seconds": took}


def about():
    return {"version": torch.__version__, "blas": blas(), "threads": torch.get_num_threads()}


METHODS = {"about": about, "prepare": prepare, "train": train}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(METHODS[request.pop("method")](**request)), flush=True)
