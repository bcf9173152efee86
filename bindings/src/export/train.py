"""Trains an autoencoder of hourglass on with PyTorch: alone, on a GPU where there is one, or on many machines.

    python train.py                                        # checks that PyTorch computes the same
    python train.py samples.npy --epochs 20                # trains on; writes trained.safetensors
    torchrun --nproc-per-node 4 train.py samples.npy       # in four processes
    torchrun --nproc-per-node 4 train.py samples.npy --resume

Samples are a NPY or an IDX file (.gz too), or a CSV file of numbers, as many in each as the model has inputs; bytes stand for 0 to 1.
What is written opens in hourglass again, its optimizer's state included, so that training can go on there.
"""

import argparse
import ast
import csv
import ctypes
import gzip
import json
import math
import os
import struct
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DistributedSampler

# ---------------------------------------------------------------- files


def read_safetensors(path):
    """All tensors of a safetensors file by name, and its metadata."""
    content = bytearray(Path(path).read_bytes())
    (length,) = struct.unpack("<Q", content[:8])
    head = json.loads(content[8 : 8 + length])
    metadata = head.pop("__metadata__", {})
    tensors = {}
    for name, about in head.items():
        begin, end = about["data_offsets"]
        values = torch.frombuffer(content, dtype=torch.float32, count=(end - begin) // 4, offset=8 + length + begin)
        tensors[name] = values.reshape(about["shape"]).clone()
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    """The file is complete or, where something goes wrong, as it was before."""
    head, offset = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        size = 4 * tensor.numel()
        head[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(head, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    partial = Path(f"{path}.part")
    with open(partial, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            flat = tensor.detach().to("cpu", torch.float32).contiguous().flatten()
            file.write(ctypes.string_at(flat.data_ptr(), 4 * flat.numel()))
    os.replace(partial, path)


NPY_TYPES = {
    "|u1": torch.uint8,
    "|b1": torch.bool,
    "<i2": torch.int16,
    "<i4": torch.int32,
    "<i8": torch.int64,
    "<f2": torch.float16,
    "<f4": torch.float32,
    "<f8": torch.float64,
}


def read_npy(content, path):
    length_size = 2 if content[6] == 1 else 4
    start = 8 + length_size
    end = start + int.from_bytes(content[8:start], "little")
    head = ast.literal_eval(content[start:end].decode("latin1"))
    if head["descr"] not in NPY_TYPES or head["fortran_order"]:
        raise SystemExit(f"{path}: must hold plain numbers row by row, got {head}")
    return torch.frombuffer(content, dtype=NPY_TYPES[head["descr"]], offset=end).reshape(head["shape"])


def read_idx(content, path):
    kind, dimensions = content[2], content[3]
    start = 4 + 4 * dimensions
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    if kind == 0x08:
        return torch.frombuffer(content, dtype=torch.uint8, offset=start).reshape(shape)
    if kind != 0x0D:
        raise SystemExit(f"{path}: must hold bytes or 32-bit floats, got type 0x{kind:02x}")
    swapped = torch.frombuffer(content, dtype=torch.uint8, offset=start).reshape(-1, 4).flip(1).contiguous()
    return swapped.view(torch.float32).reshape(shape)


def read_csv(content, path):
    rows = [row for row in csv.reader(content.decode("utf-8-sig").splitlines()) if row]

    def numbers(row, line):
        try:
            return [float(cell) for cell in row]
        except ValueError as error:
            raise SystemExit(f"{path}: line {line} must be numbers: {error}") from None

    try:
        [float(cell) for cell in rows[0]]
    except ValueError:
        rows[0] = None  # names of columns
    kept = [numbers(row, line) for line, row in enumerate(rows, 1) if row is not None]
    if len({len(row) for row in kept}) > 1:
        raise SystemExit(f"{path}: rows must be equally long, got from {min(map(len, kept))} to {max(map(len, kept))}")
    return torch.tensor(kept, dtype=torch.float32)


def read_samples(path, features):
    """[samples, features]; bytes stay bytes until they are used."""
    content = Path(path).read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    content = bytearray(content)
    is_idx = content[:2] == b"\x00\x00"
    read = read_npy if content[:6] == b"\x93NUMPY" else read_idx if is_idx else read_csv
    values = read(content, path)
    if values.numel() == 0:
        raise SystemExit(f"{path}: is empty")
    if values.numel() // values.shape[0] != features:
        raise SystemExit(f"{path}: samples must have {features} numbers, got {list(values.shape)}")
    values = values.reshape(values.shape[0], features)
    return values if values.dtype == torch.uint8 else values.to(torch.float32)


# ---------------------------------------------------------------- layers: all take and give [batch, height, width, channels]

ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": F.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.2),
    "elu": F.elu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "silu": F.silu,
    "selu": F.selu,
    "softplus": F.softplus,
    "softmax": lambda x: F.softmax(x, -1),
}


def pair(sides, otherwise=1):
    sides = otherwise if sides is None else sides
    return [sides, sides] if isinstance(sides, int) else list(sides)


def margins(sides, kernel, stride, padding):
    """(before, after) along each axis, as TensorFlow pads: what is odd comes below and to the right."""
    if padding == "valid":
        return [(0, 0), (0, 0)]
    totals = [max(0, (math.ceil(n / s) - 1) * s + k - n) for n, k, s in zip(sides, kernel, stride)]
    return [(total // 2, total - total // 2) for total in totals]


def to_channels_first(x):
    return x.permute(0, 3, 1, 2)


def to_channels_last(x):
    return x.permute(0, 2, 3, 1)


class Layer(nn.Module):
    """Parameters have the names that they have in the file."""

    parameter_names, buffer_names = (), ()

    def __init__(self, config, place, tensors):
        super().__init__()
        self.config, self.activation = config, config.get("activation", "linear")
        self.is_trainable = config.get("trainable", True)
        for name in self.parameter_names:
            for full in (name, f"log_variance_{name}"):
                if f"{place}.{full}" in tensors:
                    values = nn.Parameter(tensors[f"{place}.{full}"], requires_grad=self.is_trainable)
                    self.register_parameter(full, values)
        for name in self.buffer_names:
            self.register_buffer(name, tensors[f"{place}.{name}"])

    def forward(self, x):
        return ACTIVATIONS[self.activation](self.sums(x))

    def log_variance(self, x):
        """What a twin of this layer, which is linear, gives: of a variational code."""
        return self.sums(x, "log_variance_")

    def weights(self, prefix):
        return getattr(self, f"{prefix}kernel"), getattr(self, f"{prefix}bias", None)

    def penalty(self):
        """What the kernels cost, as Keras's L1L2."""
        costs = self.config.get("kernelRegularizer") or {}
        if not self.is_trainable or not any(costs.values()):
            return 0.0
        kernels = [values for name, values in self.named_parameters(recurse=False) if name.endswith("kernel")]
        return sum(costs.get("l1", 0) * w.abs().sum() + costs.get("l2", 0) * w.square().sum() for w in kernels)


class Dense(Layer):
    parameter_names = ("kernel", "bias")

    def sums(self, x, prefix=""):
        kernel, bias = self.weights(prefix)
        y = x.flatten(1) @ kernel
        return (y if bias is None else y + bias)[:, None, None, :]


class Conv2d(Layer):
    parameter_names = ("kernel", "bias")

    def window(self):
        kernel, stride, dilation = (pair(self.config.get(name)) for name in ("kernel", "stride", "dilation"))
        return [(k - 1) * d + 1 for k, d in zip(kernel, dilation)], stride, dilation, self.config.get("padding", "same")

    def sums(self, x, prefix=""):
        kernel, bias = self.weights(prefix)
        spans, stride, dilation, padding = self.window()
        rows, columns = margins(x.shape[1:3], spans, stride, padding)
        x = F.pad(to_channels_first(x), (*columns, *rows))
        return to_channels_last(F.conv2d(x, kernel.permute(3, 2, 0, 1), bias, stride, dilation=dilation))


class Conv2dTranspose(Conv2d):
    def sums(self, x, prefix=""):
        kernel, bias = self.weights(prefix)
        spans, stride, dilation, padding = self.window()
        sizes = self.config.get("outputSize") or [
            n * s if padding == "same" else max(n * s, (n - 1) * s + k) for n, s, k in zip(x.shape[1:3], stride, spans)
        ]
        before = [first for first, _ in margins(sizes, spans, stride, padding)]
        full = F.conv_transpose2d(to_channels_first(x), kernel.permute(3, 2, 0, 1), None, stride, dilation=dilation)
        # A margin is cut off; behind the last window there may be zeros.
        rows, columns = ((-b, n - (have - b)) for b, n, have in zip(before, sizes, full.shape[2:]))
        y = to_channels_last(F.pad(full, (*columns, *rows)))
        return y if bias is None else y + bias


class Pool2d(Layer):
    def sums(self, x):
        size = pair(self.config.get("pool"), 2)
        stride = pair(self.config.get("stride"), size)
        rows, columns = margins(x.shape[1:3], size, stride, self.config.get("padding", "valid"))
        around = (*columns, *rows)
        x = to_channels_first(x)
        if self.config["type"] == "max_pool2d":
            return to_channels_last(F.max_pool2d(F.pad(x, around, value=-math.inf), size, stride))
        # What stands over the edge does not count.
        counts = F.avg_pool2d(F.pad(torch.ones_like(x[:1, :1]), around), size, stride)
        return to_channels_last(F.avg_pool2d(F.pad(x, around), size, stride) / counts)


class UpSampling2d(Layer):
    def sums(self, x):
        factors = pair(self.config.get("size"), 2)
        sizes = self.config.get("outputSize") or [n * f for n, f in zip(x.shape[1:3], factors)]
        for axis, (size, factor) in enumerate(zip(sizes, factors), 1):
            x = self.stretched(x, axis, size, factor)
        return x

    def stretched(self, x, axis, size, factor):
        last = x.shape[axis] - 1
        places = torch.arange(size, device=x.device)
        if self.config.get("interpolation", "nearest") == "nearest":
            return x.index_select(axis, (places // factor).clamp(max=last))
        inside = ((places + 0.5) / factor - 0.5).clamp(0, last)
        first = inside.floor().long()
        share = (inside - first).reshape([-1 if i == axis else 1 for i in range(4)])
        second = (first + 1).clamp(max=last)
        return x.index_select(axis, first) * (1 - share) + x.index_select(axis, second) * share


class BatchNorm(Layer):
    """In several processes each normalises by its own samples; the running means are those of the first."""

    parameter_names, buffer_names = ("gamma", "beta"), ("moving_mean", "moving_variance")

    def sums(self, x):
        mean, variance = self.moving_mean, self.moving_variance
        if self.training and self.is_trainable:
            mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2), unbiased=False)
            share = 1 - self.config.get("momentum", 0.99)
            with torch.no_grad():
                self.moving_mean.lerp_(mean, share)
                self.moving_variance.lerp_(variance, share)
        return (x - mean) * torch.rsqrt(variance + self.config.get("epsilon", 0.001)) * self.gamma + self.beta


class LayerNorm(Layer):
    parameter_names = ("gamma", "beta")

    def sums(self, x):
        return F.layer_norm(x, x.shape[-1:], self.gamma, self.beta, self.config.get("epsilon", 0.001))


class Dropout(Layer):
    def sums(self, x):
        return F.dropout(x, self.config["rate"], self.training)


class Reshape(Layer):
    def sums(self, x):
        return x.reshape(-1, *self.config["shape"])


class Activation(Layer):
    def sums(self, x):
        return x


class Residual(nn.ModuleList):
    activation = "linear"

    def __init__(self, config, place, tensors):
        super().__init__(make_layers(config["layers"], place, tensors))

    def forward(self, x):
        y = x
        for layer in self:
            y = layer(y)
        return x + y

    sums = forward


LAYERS = {
    "dense": Dense,
    "conv2d": Conv2d,
    "conv2d_transpose": Conv2dTranspose,
    "max_pool2d": Pool2d,
    "average_pool2d": Pool2d,
    "up_sampling2d": UpSampling2d,
    "batch_norm": BatchNorm,
    "layer_norm": LayerNorm,
    "dropout": Dropout,
    "reshape": Reshape,
    "activation": Activation,
    "residual": Residual,
}


def make_layers(configs, place, tensors):
    return [LAYERS[config["type"]](config, f"{place}.{i}", tensors) for i, config in enumerate(configs)]


# ---------------------------------------------------------------- the model


def cosine_similarity(y, t):
    """Minus the cosine of the angle between vectors along the channels."""
    norms = y.norm(dim=-1).clamp(min=1e-7) * t.norm(dim=-1).clamp(min=1e-7)
    return -((y * t).sum(-1) / norms).mean()


def binary_cross_entropy(y, t):
    p = y.clamp(1e-7, 1 - 1e-7)
    return -(t * p.log() + (1 - t) * (1 - p).log()).mean()


LOSSES = {
    "mse": F.mse_loss,
    "bce": binary_cross_entropy,
    "mae": F.l1_loss,
    "huber": F.huber_loss,
    "log_cosh": lambda y, t: ((y - t).abs() + F.softplus(-2 * (y - t).abs()) - math.log(2)).clamp(min=0).mean(),
    "cosine_similarity": cosine_similarity,
}


class Autoencoder(nn.Module):
    """input -> encoder -> latent -> decoder -> output, as its config says."""

    def __init__(self, config, tensors):
        super().__init__()
        self.config = config
        size = config["input"]
        self.shape = [1, 1, size] if isinstance(size, int) else size
        self.encoder = nn.ModuleList(make_layers(config["encoder"], "encoder", tensors))
        self.decoder = nn.ModuleList(make_layers(config["decoder"], "decoder", tensors))

    def encode(self, x):
        """The code of each sample; of a variational model mean and log-variance."""
        is_variational = bool(self.config.get("variational"))
        for layer in self.encoder[:-1] if is_variational else self.encoder:
            x = layer(x)
        return (self.encoder[-1](x), self.encoder[-1].log_variance(x)) if is_variational else (x, None)

    def decode(self, x, is_logits=False):
        for layer in self.decoder[:-1]:
            x = layer(x)
        return self.decoder[-1].sums(x) if is_logits else self.decoder[-1](x)

    def reconstruct(self, samples):
        """[batch, features] in, as many out: without noise, and from the mean of a variational code."""
        x = samples.reshape(-1, *self.shape)
        y = self.decode(self.encode(x)[0]).reshape(x.shape)
        return (x + y if self.config.get("residual") else y).flatten(1)

    def forward(self, samples, beta_share=1.0):
        """What a step minimises: the loss of the reconstruction, and all penalties. Noise is drawn anew each time."""
        config = self.config
        target = samples.reshape(-1, *self.shape)
        x = self.corrupted(target)
        mean, log_variance = self.encode(x)
        code = mean
        if log_variance is not None:
            code = mean + (0.5 * log_variance).exp() * torch.randn_like(mean)
        scale = target[0].numel() if log_variance is not None else 1
        loss = scale * self.reconstruction_loss(code, x, target)
        if log_variance is not None:
            kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).flatten(1).sum(1).mean()
            loss = loss + beta_share * config["variational"].get("beta", 1) * kl
        if config.get("sparsity"):
            loss = loss + self.sparsity_penalty(mean.flatten(1))
        return loss + sum(layer.penalty() for layer in self.modules() if isinstance(layer, Layer))

    def reconstruction_loss(self, code, x, target):
        loss = self.config.get("loss", "mse")
        if loss == "bce" and self.decoder[-1].activation == "sigmoid":
            logits = self.decode(code, is_logits=True).reshape(target.shape)
            return F.binary_cross_entropy_with_logits(logits, target)
        y = self.decode(code).reshape(target.shape)
        return LOSSES[loss](x + y if self.config.get("residual") else y, target)

    def sparsity_penalty(self, code):
        sparsity = self.config["sparsity"]
        if sparsity["kind"] == "l1":
            return sparsity["weight"] * code.abs().sum() / len(code)
        p, q = sparsity["target"], code.mean(0).clamp(1e-7, 1 - 1e-7)
        return sparsity["weight"] * (p * (p / q).log() + (1 - p) * ((1 - p) / (1 - q)).log()).sum()

    def corrupted(self, x):
        corruption = self.config.get("corruption")
        if not corruption:
            return x
        amount = corruption["amount"]
        if corruption["kind"] == "gaussian":
            noisy = x + amount * torch.randn_like(x)
            clip = corruption.get("clip", [0, 1])
            return noisy.clamp(*clip) if clip else noisy
        u = torch.rand_like(x)
        if corruption["kind"] == "masking":
            return x.masked_fill(u < amount, 0)
        return x.masked_fill(u < amount, 1).masked_fill(u < amount / 2, 0)


class Optimizer:
    """Keras's SGD, RMSprop, Adam and AdamW, whose state goes on from the file's and into the next."""

    def __init__(self, config, model, tensors, steps):
        self.kind = config.get("kind", "adam")
        self.config, self.steps = config, steps
        self.rate = config.get("learningRate", 0.01 if self.kind == "sgd" else 0.001)
        self.parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}
        self.state = {}
        for which in ("first", "second") if self.kind.startswith("adam") else ("first",):
            for name, parameter in self.parameters.items():
                key = f"optimizer.{which}.{name}"
                values = tensors.get(key, torch.zeros(parameter.shape))
                self.state[key] = values.to(parameter.device)

    @torch.no_grad()
    def step(self):
        self.steps += 1
        for name, w in self.parameters.items():
            g = w.grad if w.grad is not None else torch.zeros_like(w)
            if self.config.get("clipNorm"):
                g = g * min(1.0, self.config["clipNorm"] / max(g.norm().item(), 1e-37))
            if self.config.get("clipValue"):
                g = g.clamp(-self.config["clipValue"], self.config["clipValue"])
            first, second = (self.state.get(f"optimizer.{which}.{name}") for which in ("first", "second"))
            {"sgd": self.sgd, "rmsprop": self.rmsprop}.get(self.kind, self.adam)(w, g, first, second)
            w.grad = None

    def sgd(self, w, g, velocity, _):
        momentum = self.config.get("momentum", 0)
        velocity.mul_(momentum).sub_(g, alpha=self.rate)
        w.add_(momentum * velocity - self.rate * g if self.config.get("nesterov") else velocity)

    def rmsprop(self, w, g, square, _):
        square.lerp_(g.square(), 1 - self.config.get("rho", 0.9))
        w.sub_(self.rate * g / (square + self.config.get("epsilon", 1e-7)).sqrt())

    def adam(self, w, g, mean, square):
        beta1, beta2 = self.config.get("beta1", 0.9), self.config.get("beta2", 0.999)
        mean.lerp_(g, 1 - beta1)
        square.lerp_(g.square(), 1 - beta2)
        rate = self.rate * math.sqrt(1 - beta2**self.steps) / (1 - beta1**self.steps)
        if self.kind == "adamw":
            w.mul_(1 - self.config.get("weightDecay", 0.004) * self.rate)
        w.sub_(rate * mean / (square.sqrt() + self.config.get("epsilon", 1e-7)))


# ---------------------------------------------------------------- training


class Processes:
    """Those that train together: one, or as many as torchrun started."""

    def __init__(self):
        self.rank, self.count = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        self.device = torch.device("cpu")
        if torch.cuda.is_available():
            self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
            torch.cuda.set_device(self.device)
        if "RANK" in os.environ:
            dist.init_process_group("nccl" if self.device.type == "cuda" else "gloo")

    def together(self, model):
        if not dist.is_initialized():
            return model
        return DistributedDataParallel(model, [self.device] if self.device.type == "cuda" else None)

    def mean(self, value):
        """Of a number that each process has."""
        total = torch.tensor(float(value), device=self.device)
        if dist.is_initialized():
            dist.all_reduce(total)
        return total.item() / self.count

    def say(self, text):
        if self.rank == 0:
            print(text, flush=True)

    def end(self):
        if dist.is_initialized():
            dist.destroy_process_group()


class Run:
    """Training that goes on from a file, and is written to another every so often."""

    def __init__(self, options, processes):
        self.options, self.processes = options, processes
        is_resumed = options.resume and options.output.exists()
        tensors, self.metadata = read_safetensors(options.output if is_resumed else options.weights)
        config = json.loads(self.metadata["config"])
        if options.learning_rate:
            config.setdefault("optimizer", {"kind": "adam"})["learningRate"] = options.learning_rate
            self.metadata["config"] = json.dumps(config)
        self.model = Autoencoder(config, tensors).to(processes.device)
        steps = int(self.metadata["steps"])
        self.optimizer = Optimizer(config.get("optimizer") or {}, self.model, tensors, steps)
        self.epoch = int(self.metadata.get("torch.epoch", 0)) if is_resumed else 0
        self.batch = int(self.metadata.get("torch.batch", 0)) if is_resumed else 0
        self.written = time.monotonic()

    def check(self):
        """Whether PyTorch restores the sample beside the weights as hourglass did."""
        tensors, _ = read_safetensors(self.options.weights.with_name("check.safetensors"))
        fresh, metadata = read_safetensors(self.options.weights)
        model = Autoencoder(json.loads(metadata["config"]), fresh).eval()
        with torch.no_grad():
            difference = (model.reconstruct(tensors["input"]) - tensors["output"]).abs().max().item()
        if not difference < 1e-5:
            raise SystemExit(f"the reconstruction differs by {difference:.2g} from that of hourglass")
        self.processes.say(f"reconstruction as in hourglass: largest difference {difference:.2g}")

    def samples(self, data, places):
        batch = data[places].to(self.processes.device)
        return batch.float() / 255 if batch.dtype == torch.uint8 else batch

    @torch.no_grad()
    def evaluate(self, data):
        """The loss of the first samples; noise and draws are the same each time."""
        self.model.eval()
        torch.manual_seed(0)
        loss = self.model(self.samples(data, slice(0, 2048))).item()
        self.model.train()
        return loss

    def beta_share(self, batches):
        warmup = (self.model.config.get("variational") or {}).get("warmup", 0)
        return min(1.0, (self.optimizer.steps + 0.5) / batches / warmup) if warmup else 1.0

    def train(self, data):
        options, processes = self.options, self.processes
        own = max(1, options.batch_size // processes.count)
        sampler = DistributedSampler(data, processes.count, processes.rank, seed=self.model.config.get("seed", 0))
        batches = math.ceil(len(sampler) / own)
        together = processes.together(self.model)
        processes.say(f"before: loss {self.evaluate(data):.5f} after {self.optimizer.steps} steps")
        if self.batch >= batches:  # written at an epoch's end
            self.epoch, self.batch = self.epoch + 1, 0
        if self.epoch or self.batch:
            processes.say(f"goes on in epoch {self.epoch + 1}, batch {self.batch + 1}")
        begin, done = time.monotonic(), 0
        total = (options.epochs - self.epoch) * batches - self.batch
        while self.epoch < options.epochs:
            sampler.set_epoch(self.epoch)
            places, losses = list(sampler), []
            for i in range(self.batch, batches):
                torch.manual_seed(self.optimizer.steps * processes.count + processes.rank)
                loss = together(self.samples(data, places[i * own : (i + 1) * own]), self.beta_share(batches))
                loss.backward()
                self.optimizer.step()
                losses.append(loss.detach())
                self.batch, done = i + 1, done + 1
                if time.monotonic() - self.written > options.save_every:
                    self.write()
            self.epoch, self.batch = self.epoch + 1, 0
            mean = processes.mean(torch.stack(losses).mean())
            left = (time.monotonic() - begin) / max(done, 1) * (total - done)
            processes.say(f"epoch {self.epoch} of {options.epochs}: loss {mean:.5f}, {left:.0f} s left")
        processes.say(f"after: loss {self.evaluate(data):.5f} after {self.optimizer.steps} steps")

    def write(self):
        """The first process writes; all have the same weights."""
        self.written = time.monotonic()
        if self.processes.rank > 0:
            return
        metadata = {**self.metadata, "steps": str(self.optimizer.steps)}
        metadata |= {"torch.epoch": str(self.epoch), "torch.batch": str(self.batch)}
        write_safetensors(self.options.output, {**self.model.state_dict(), **self.optimizer.state}, metadata)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).parent
    parser.add_argument("samples", nargs="?", help="a NPY, IDX or CSV file; without it the model is only checked")
    parser.add_argument("--weights", type=Path, default=here / "weights.safetensors", help="what hourglass saved")
    parser.add_argument("--output", type=Path, default=here / "trained.safetensors", help="what is written")
    parser.add_argument("--epochs", type=int, default=10, help="in all, those before --resume included")
    parser.add_argument("--batch-size", type=int, default=128, help="samples of a step, of all processes together")
    parser.add_argument("--learning-rate", type=float, help="instead of the model's own")
    parser.add_argument("--save-every", type=float, default=60, help="seconds between two checkpoints")
    parser.add_argument("--resume", action="store_true", help="goes on from what was written last")
    return parser.parse_args()


def main():
    options = parse_options()
    if options.samples and options.output.exists() and not options.resume:
        raise SystemExit(f"{options.output} is there already: --resume goes on from it, or name another --output")
    processes = Processes()
    run = Run(options, processes)
    if options.weights.with_name("check.safetensors").exists():
        run.check()
    if options.samples:
        data = read_samples(options.samples, math.prod(run.model.shape))
        try:
            run.train(data)
        except KeyboardInterrupt:
            processes.say("stopped")
        run.write()
        processes.say(f"written: {options.output}")
    processes.end()


if __name__ == "__main__":
    main()
