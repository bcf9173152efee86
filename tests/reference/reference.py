"""The numbers that tests/core/reference_test.cpp holds the core to, computed with PyTorch in double precision.

Writes reference.json beside this file; `npm run reference` runs it. Where PyTorch's definition differs from Keras's,
which the core follows, the formula is written out and a comment says so.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.distributions import Bernoulli, Normal, kl_divergence

torch.set_default_dtype(torch.float64)

# ---------------------------------------------------------------- inputs


def wave(*shape, phase, step=1 / 32):
    """Numbers in [-1, 1] without a random generator, all of them short decimals that float32 holds exactly."""
    n = math.prod(shape)
    values = [round(math.sin(phase + 1.7 * i + 0.03 * i * i) / step) * step for i in range(n)]
    return torch.tensor(values).reshape(shape)


def leaf(tensor):
    """A copy whose gradient is wanted."""
    return tensor.detach().clone().requires_grad_()


# ---------------------------------------------------------------- optimizers

STEPS = 10
SIZES = [17, 3]  # two tensors: an optimizer that counts time once per tensor ends elsewhere

OPTIMIZERS = [
    {"kind": "sgd", "learningRate": 0.1},
    {"kind": "sgd", "learningRate": 0.1, "momentum": 0.9},
    {"kind": "sgd", "learningRate": 0.1, "momentum": 0.9, "nesterov": True},
    {"kind": "rmsprop", "learningRate": 0.001, "rho": 0.9, "epsilon": 1e-7},
    {"kind": "rmsprop", "learningRate": 0.01, "rho": 0.8, "epsilon": 1e-4},
    {"kind": "adam", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7},
    {"kind": "adam", "learningRate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
    {"kind": "adamw", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7, "weightDecay": 0.004},
    {"kind": "adamw", "learningRate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.5},
]


class RmsProp(torch.optim.Optimizer):
    """Keras's: sqrt(mean square + epsilon), where torch.optim.RMSprop has sqrt(mean square) + epsilon."""

    def __init__(self, parameters, lr, rho, epsilon):
        super().__init__(parameters, {"lr": lr, "rho": rho, "epsilon": epsilon})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                mean_square = self.state[w].setdefault("mean_square", torch.zeros_like(w))
                mean_square += (1 - group["rho"]) * (w.grad**2 - mean_square)
                w -= group["lr"] * w.grad / torch.sqrt(mean_square + group["epsilon"])


def make_optimizer(config, weights):
    rate, betas = config["learningRate"], (config.get("beta1"), config.get("beta2"))
    match config["kind"]:
        case "sgd":
            momentum, nesterov = config.get("momentum", 0), config.get("nesterov", False)
            return torch.optim.SGD(weights, rate, momentum=momentum, nesterov=nesterov)
        case "rmsprop":
            return RmsProp(weights, rate, config["rho"], config["epsilon"])
        case "adam":
            return torch.optim.Adam(weights, rate, betas)
        case "adamw":
            return torch.optim.AdamW(weights, rate, betas, weight_decay=config["weightDecay"])


def set_epsilon(optimizer, config, t):
    """Keras adds Adam's epsilon before the bias correction, PyTorch behind it."""
    if "beta2" in config:
        optimizer.param_groups[0]["eps"] = config["epsilon"] / math.sqrt(1 - config["beta2"] ** t)


def optimizer_run(config, start, gradients):
    weights = [leaf(w) for w in start]
    optimizer = make_optimizer(config, weights)
    trace = []
    for t, gradient in enumerate(gradients, start=1):
        for w, g in zip(weights, gradient):
            w.grad = g.clone()
        set_epsilon(optimizer, config, t)
        optimizer.step()
        trace.append([w.detach().clone() for w in weights])
    return {"optimizer": config, "weights": trace}


def optimizers():
    start = [wave(n, phase=n) for n in SIZES]
    gradients = [[wave(n, phase=n + 10 * t) for n in SIZES] for t in range(1, STEPS + 1)]
    runs = [optimizer_run(config, start, gradients) for config in OPTIMIZERS]
    return {"start": start, "gradients": gradients, "runs": runs}


# ---------------------------------------------------------------- activations and losses


def activations():
    points = torch.tensor([-20, -3, -1.25, -0.5, -0.0625, 0, 0.03125, 0.375, 1, 2.5, 6, 20])
    functions = {
        "relu": torch.relu,
        "leaky_relu": lambda z: F.leaky_relu(z, 0.2),
        "elu": F.elu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
    }
    cases = []
    for name, function in functions.items():
        z = leaf(points)
        y = function(z)
        y.sum().backward()
        cases.append({"activation": name, "z": z, "y": y, "dz": z.grad})
    return cases


def clipped_bce(y, t):
    """Keras clips probabilities, in single precision; PyTorch clips their logarithms."""
    low, high = (torch.tensor(bound, dtype=torch.float32).double() for bound in (1e-7, 1 - 1e-7))
    return F.binary_cross_entropy(torch.clamp(y, low.item(), high.item()), t)


def loss_case(name, function, y, t, logits=False):
    y = leaf(y)
    loss = function(y, t)
    loss.backward()
    return {"loss": name, "logits": logits, "y": y, "t": t, "value": loss, "dy": y.grad}


def losses():
    t = wave(3, 7, phase=1)
    y = 2 * wave(3, 7, phase=2)
    y[0, 0] = t[0, 0]  # where the absolute error has no slope
    y[1, 2:4] = t[1, 2:4] + torch.tensor([1, -1])  # Huber's joints
    shares = t.abs()
    shares[0, :2] = torch.tensor([0, 1])
    probabilities = (y.abs() / 2).clamp(1 / 32, 31 / 32)
    probabilities[1, :4] = torch.tensor([0, 1, 0, 1])
    logits = 8 * wave(3, 7, phase=3)
    logits[2, :2] = torch.tensor([60, -60])  # probabilities that float32 cannot tell from 1 and 0
    return [
        loss_case("mse", F.mse_loss, y, t),
        loss_case("mae", F.l1_loss, y, t),
        loss_case("huber", F.huber_loss, y, t),
        loss_case("bce", clipped_bce, probabilities, shares),
        loss_case("bce", F.binary_cross_entropy_with_logits, logits, shares, logits=True),
    ]


# ---------------------------------------------------------------- penalties


def penalty_case(config, function, latent):
    latent = leaf(latent)
    penalty = config["weight"] * function(latent)
    penalty.backward()
    return {"sparsity": config, "latent": latent, "value": penalty, "dlatent": latent.grad}


def penalties():
    latent = wave(4, 6, phase=4)
    latent[0, 0] = 0
    active = (latent.abs() * 15 / 16 + 1 / 32) ** 2
    l1 = {"kind": "l1", "weight": 0.5}
    kl = {"kind": "kl", "weight": 3, "target": 0.0625}
    target = Bernoulli(torch.tensor(kl["target"]))
    return [
        penalty_case(l1, lambda h: h.abs().sum(1).mean(), latent),
        penalty_case(kl, lambda h: kl_divergence(target, Bernoulli(h.mean(0))).sum(), active),
    ]


def gaussian():
    """A sample's gradient and that of beta * KL(N(mean, variance) || N(0, 1))."""
    beta = 0.75
    mean, log_variance = leaf(2 * wave(3, 5, phase=5)), leaf(3 * wave(3, 5, phase=6))
    noise, dsample = 2 * wave(3, 5, phase=7), wave(3, 5, phase=8)
    deviation = torch.exp(log_variance / 2)
    sample = mean + deviation * noise
    kl = kl_divergence(Normal(mean, deviation), Normal(0.0, 1.0)).sum(1).mean()
    ((sample * dsample).sum() + beta * kl).backward()
    inputs = {"beta": beta, "mean": mean, "log_variance": log_variance, "noise": noise, "dsample": dsample}
    return inputs | {"sample": sample, "kl": kl, "dmean": mean.grad, "dlog_variance": log_variance.grad}


# ---------------------------------------------------------------- convolutions: NHWC, kernels as in Keras

CONVOLUTIONS = [
    ([5, 3, 2], {"type": "conv2d", "filters": 3, "kernel": 3, "stride": 2}),
    ([4, 4, 1], {"type": "conv2d", "filters": 2, "kernel": 2, "stride": 3}),
    ([7, 5, 3], {"type": "conv2d", "filters": 2, "kernel": 5, "stride": 1}),
    ([6, 1, 2], {"type": "conv2d", "filters": 2, "kernel": 4, "stride": 2}),
    ([3, 2, 2], {"type": "conv2d_transpose", "filters": 3, "kernel": 3, "stride": 2}),
    ([3, 2, 2], {"type": "conv2d_transpose", "filters": 1, "kernel": 3, "stride": 2, "outputSize": [5, 3]}),
    ([2, 2, 1], {"type": "conv2d_transpose", "filters": 2, "kernel": 2, "stride": 3}),
    ([4, 3, 2], {"type": "conv2d_transpose", "filters": 3, "kernel": 5, "stride": 1}),
]


def same_padding(size, kernel, stride):
    """Keras's rule: how many rows stand before and behind so that ceil(size / stride) come out."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def convolve(x, kernel, bias, stride):
    """The kernel is [height, width, in, out]."""
    rows, columns = (same_padding(size, kernel.shape[0], stride) for size in x.shape[1:3])
    padded = F.pad(nchw(x), (*columns, *rows))
    return nhwc(F.conv2d(padded, kernel.permute(3, 2, 0, 1).contiguous(), bias, stride))


def convolve_transposed(x, kernel, bias, stride, output_size):
    """The kernel is [height, width, out, in]. What a convolution's padding received is cut off; rows that no kernel
    reaches hold the bias alone."""
    whole = F.conv_transpose2d(nchw(x), kernel.permute(3, 2, 0, 1).contiguous(), stride=stride)
    before = [same_padding(size, kernel.shape[0], stride)[0] for size in output_size]
    behind = [size + first - there for size, first, there in zip(output_size, before, whole.shape[2:])]
    return nhwc(F.pad(whole, (-before[1], behind[1], -before[0], behind[0]))) + bias


def convolution(input_shape, layer, phase):
    size, stride, filters = layer["kernel"], layer["stride"], layer["filters"]
    is_transposed = layer["type"] == "conv2d_transpose"
    channels = [filters, input_shape[2]] if is_transposed else [input_shape[2], filters]
    x, kernel, bias = (
        leaf(wave(*shape, phase=phase + i, step=1 / 8))
        for i, shape in enumerate([(2, *input_shape), (size, size, *channels), (filters,)])
    )
    if is_transposed:
        output_size = layer.get("outputSize", [n * stride for n in input_shape[:2]])
        z = convolve_transposed(x, kernel, bias, stride, output_size)
    else:
        z = convolve(x, kernel, bias, stride)
    dz = wave(*z.shape, phase=phase + 3, step=1 / 8)
    z.backward(dz)
    config = {"input": input_shape, "encoder": [layer]}
    inputs = {"config": config, "x": x, "kernel": kernel, "bias": bias, "dz": dz}
    return inputs | {"z": z, "dx": x.grad, "dkernel": kernel.grad, "dbias": bias.grad}


def convolutions():
    return [convolution(shape, layer, 20 + 4 * i) for i, (shape, layer) in enumerate(CONVOLUTIONS)]


# ---------------------------------------------------------------- output


def plain(value):
    """Tensors as flat lists of numbers with 9 significant digits: what tells any two float32 apart."""
    if isinstance(value, torch.Tensor):
        numbers = [plain(number) for number in value.detach().flatten().tolist()]
        return numbers if value.dim() > 0 else numbers[0]
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, float):
        rounded = float(f"{value:.9g}")
        return int(rounded) if rounded.is_integer() else rounded
    return value


sections = [optimizers, activations, losses, penalties, gaussian, convolutions]
text = json.dumps(plain({section.__name__: section() for section in sections}))
Path(__file__).with_name("reference.json").write_text(text)
