"""The three recipes in PyTorch, initialised and padded as Keras does, to hold their results against.

python3 docs/recipes/pytorch.py denoise | vae | anomalies [EPOCHS]
"""

import gzip
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

DIGITS = Path(__file__).parents[2] / "web/public/data/digits-images.idx3.gz"


def digits():
    data = torch.frombuffer(bytearray(gzip.decompress(DIGITS.read_bytes())[16:]), dtype=torch.uint8)
    pictures = data.reshape(-1, 1, 28, 28).float() / 255
    seen = len(pictures) - round(len(pictures) / 10)
    return pictures[:seen], pictures[seen:]


# ---------------------------------------------------------------- layers as in Keras


def glorot(layer):
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Conv(nn.Module):
    """Padding "same": where it is odd, one more behind."""

    def __init__(self, inputs, filters, kernel, stride=(1, 1)):
        super().__init__()
        self.kernel, self.stride = kernel, stride
        self.conv = glorot(nn.Conv2d(inputs, filters, kernel, stride))

    def forward(self, x):
        pads = []
        for side, kernel, stride in zip(x.shape[:1:-1], self.kernel[::-1], self.stride[::-1]):
            all_of_it = max((math.ceil(side / stride) - 1) * stride + kernel - side, 0)
            pads += [all_of_it // 2, all_of_it - all_of_it // 2]
        return self.conv(F.pad(x, pads))


class Transposed(nn.Module):
    """Padding "same": the input's sides times the stride."""

    def __init__(self, inputs, filters, kernel, stride=(1, 1)):
        super().__init__()
        self.kernel, self.stride = kernel, stride
        self.conv = glorot(nn.ConvTranspose2d(inputs, filters, kernel, stride))

    def forward(self, x):
        y = self.conv(x)
        (top, left) = (max(kernel - stride, 0) // 2 for kernel, stride in zip(self.kernel, self.stride))
        height, width = (side * stride for side, stride in zip(x.shape[2:], self.stride))
        return y[:, :, top : top + height, left : left + width]


class Reshape(nn.Module):
    def forward(self, x):
        return x.reshape(-1, 64, 7, 7)


def adam(*modules):
    return torch.optim.Adam([p for module in modules for p in module.parameters()], 1e-3, eps=1e-7)


def batches(data, size=128):
    order = torch.randperm(len(data))
    for first in range(0, len(data), size):
        yield data[order[first : first + size]]


# ---------------------------------------------------------------- recipes


def denoise(epochs):
    seen, held_out = digits()
    square = (3, 3)
    model = nn.Sequential(
        Conv(1, 32, square), nn.ReLU(), nn.MaxPool2d(2), Conv(32, 32, square), nn.ReLU(), nn.MaxPool2d(2),
        Conv(32, 32, square), nn.ReLU(), nn.Upsample(scale_factor=2), Conv(32, 32, square), nn.ReLU(),
        nn.Upsample(scale_factor=2), Conv(32, 1, square), nn.Sigmoid(),
    )  # fmt: skip
    optimizer = adam(model)

    def noisy(x):
        return (x + 0.4 * torch.randn_like(x)).clamp(0, 1)

    tried = noisy(held_out)
    for epoch in range(1, epochs + 1):
        for batch in batches(seen):
            loss = F.binary_cross_entropy(model(noisy(batch)), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            output = model(tried)
            psnr = -10 * math.log10(F.mse_loss(output, held_out))
            print(f"epoch {epoch}: held out {F.binary_cross_entropy(output, held_out):.4f}, {psnr:.2f} dB")


def vae(epochs):
    seen, held_out = digits()
    square, two = (3, 3), (2, 2)
    trunk = nn.Sequential(
        Conv(1, 32, square, two), nn.ReLU(), Conv(32, 64, square, two), nn.ReLU(), nn.Flatten(),
        glorot(nn.Linear(7 * 7 * 64, 16)), nn.ReLU(),
    )  # fmt: skip
    mean_of, log_variance_of = glorot(nn.Linear(16, 2)), glorot(nn.Linear(16, 2))
    decoder = nn.Sequential(
        glorot(nn.Linear(2, 7 * 7 * 64)), nn.ReLU(), Reshape(), Transposed(64, 64, square, two), nn.ReLU(),
        Transposed(64, 32, square, two), nn.ReLU(), Transposed(32, 1, square), nn.Sigmoid(),
    )  # fmt: skip
    optimizer = adam(trunk, mean_of, log_variance_of, decoder)

    def losses(x):
        h = trunk(x)
        mean, log_variance = mean_of(h), log_variance_of(h)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        compared = F.binary_cross_entropy(decoder(z), x, reduction="sum") / len(x)
        kl = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(1).mean()
        return compared, kl

    for epoch in range(1, epochs + 1):
        for batch in batches(seen):
            loss = sum(losses(batch))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        compared, kl = losses(held_out)
        print(f"held out: loss {compared + kl:.2f}, of it KL {kl:.2f}")


DAY, DAYS = 288, 14


def series(seed, unusual=None):
    state = seed

    def random():
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return state / 2**32

    values = []
    for moment in range(DAYS * DAY):
        height = 2 if moment // DAY == unusual else 1
        values.append(height * (75 + 10 * random()) if 108 <= moment % DAY < 216 else 18 + 4 * random())
    return torch.tensor(values, dtype=torch.float64)


def anomalies(epochs):
    seen, tested = series(1), series(2, 10)
    mean, deviation = seen.mean(), seen.std(correction=0)

    def windows(values):
        return ((values - mean) / deviation).float().unfold(0, DAY, 1).reshape(-1, 1, 1, DAY)

    seven, two = (1, 7), (1, 2)
    model = nn.Sequential(
        Conv(1, 32, seven, two), nn.ReLU(), nn.Dropout(0.2), Conv(32, 16, seven, two), nn.ReLU(),
        Transposed(16, 16, seven, two), nn.ReLU(), nn.Dropout(0.2), Transposed(16, 32, seven, two), nn.ReLU(),
        Transposed(32, 1, seven),
    )  # fmt: skip
    optimizer = adam(model)
    seen, tested = windows(seen), windows(tested)
    train = seen[: len(seen) - int(0.1 * len(seen))]
    held_out = seen[len(train) :]
    best, waited = math.inf, 0
    for epoch in range(1, epochs + 1):
        model.train()
        for batch in batches(train):
            loss = F.mse_loss(model(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            value = F.mse_loss(model(held_out), held_out).item()
        if value < best:
            best, waited = value, 0
            state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        else:
            waited += 1
        if waited == 5:
            break
    model.load_state_dict(state)
    print(f"{epoch} epochs: held out {best:.4f}")
    with torch.no_grad():
        scores_of = lambda data: torch.cat([(model(x) - x).abs().mean((1, 2, 3)) for x in data.split(256)])
        threshold, scores = scores_of(seen).max(), scores_of(tested)
    unusual = scores > threshold
    print(f"threshold {threshold:.4f}: {unusual.sum()} of {len(scores)} windows are above it")
    found = [m for m in range(DAYS * DAY) if unusual[max(0, m - DAY + 1) : m + 1].all()]
    if found:
        print(f"{len(found)} moments are unusual: from {divmod(found[0], DAY)} to {divmod(found[-1], DAY)}")


if __name__ == "__main__":
    torch.manual_seed(0)
    name, *rest = sys.argv[1:]
    recipe, usual = {"denoise": (denoise, 10), "vae": (vae, 10), "anomalies": (anomalies, 50)}[name]
    recipe(int(rest[0]) if rest else usual)
