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
    {"kind": "sgd", "learningRate": 0.1, "momentum": 0.9, "clipNorm": 1.5},
    {"kind": "adam", "learningRate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "clipValue": 0.25},
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
            if "clipNorm" in config:
                torch.nn.utils.clip_grad_norm_([w], config["clipNorm"])
            if "clipValue" in config:
                torch.nn.utils.clip_grad_value_([w], config["clipValue"])
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
        "gelu": F.gelu,
        "silu": F.silu,
        "selu": F.selu,
        "softplus": lambda z: F.softplus(z, threshold=100),
        "softmax": lambda z: F.softmax(z.reshape(3, 4), 1).flatten(),
    }
    cases = []
    for name, function in functions.items():
        z = leaf(points)
        y = function(z)
        dy = torch.ones(12) if name != "softmax" else wave(12, phase=9)
        y.backward(dy)
        cases.append({"activation": name, "z": z, "y": y, "dy": dy, "dz": z.grad})
    return cases


def clipped_bce(y, t):
    """Keras clips probabilities, in single precision; PyTorch clips their logarithms."""
    low, high = (torch.tensor(bound, dtype=torch.float32).double() for bound in (1e-7, 1 - 1e-7))
    return F.binary_cross_entropy(torch.clamp(y, low.item(), high.item()), t)


def log_cosh(y, t):
    """Keras's formula."""
    error = y - t
    return (error + F.softplus(-2 * error) - math.log(2)).mean()


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
        loss_case("log_cosh", log_cosh, 4 * y, t),
        loss_case("cosine_similarity", lambda y, t: -F.cosine_similarity(y, t).mean(), y, t),
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


def regularizers():
    """Keras's L1L2, of which PyTorch has no function."""
    config = {"l1": 0.375, "l2": 0.25}
    kernel = wave(5, 3, phase=10)
    kernel[0, 0] = 0
    kernel = leaf(kernel)
    penalty = config["l1"] * kernel.abs().sum() + config["l2"] * (kernel**2).sum()
    penalty.backward()
    return {"regularizer": config, "kernel": kernel, "value": penalty, "dkernel": kernel.grad}


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
    ([7, 6, 3], {"type": "conv2d", "filters": 5, "kernel": [3, 2], "stride": [2, 3], "padding": "valid"}),
    ([5, 4, 17], {"type": "conv2d", "filters": 3, "kernel": 3, "stride": 2, "padding": "valid", "useBias": False}),
    ([9, 7, 2], {"type": "conv2d", "filters": 3, "kernel": 3, "stride": 1, "dilation": 2}),
    ([9, 11, 18], {"type": "conv2d", "filters": 4, "kernel": [2, 3], "stride": 1, "dilation": [3, 2], "padding": "valid"}),
    ([1, 19, 3], {"type": "conv2d", "filters": 2, "kernel": [1, 5], "stride": 1, "dilation": [1, 3]}),
    ([3, 4, 2], {"type": "conv2d_transpose", "filters": 3, "kernel": 3, "stride": 2, "padding": "valid"}),
    ([2, 3, 2], {"type": "conv2d_transpose", "filters": 18, "kernel": 2, "stride": 3, "padding": "valid", "useBias": False}),
    ([3, 4, 2], {"type": "conv2d_transpose", "filters": 3, "kernel": 3, "stride": 2, "padding": "valid", "outputSize": [8, 9]}),
    ([5, 6, 2], {"type": "conv2d_transpose", "filters": 3, "kernel": 3, "stride": 1, "dilation": 2}),
    ([4, 3, 3], {"type": "conv2d_transpose", "filters": 19, "kernel": [2, 3], "stride": 1, "dilation": [2, 3], "padding": "valid"}),
]


def both(sides):
    return sides if isinstance(sides, list) else [sides, sides]


def reach(layer):
    """How many rows and columns a dilated kernel covers."""
    return [(taps - 1) * apart + 1 for taps, apart in zip(both(layer["kernel"]), both(layer.get("dilation", 1)))]


def same_padding(size, kernel, stride):
    """Keras's rule: how many rows stand before and behind so that ceil(size / stride) come out."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def layer_padding(layer, size):
    """Before and behind, of rows and of columns."""
    if layer.get("padding") == "valid":
        return [(0, 0), (0, 0)]
    return [same_padding(*sides) for sides in zip(size, reach(layer), both(layer["stride"]))]


def convolve(x, kernel, bias, layer):
    """The kernel is [height, width, in, out]."""
    rows, columns = layer_padding(layer, x.shape[1:3])
    padded = F.pad(nchw(x), (*columns, *rows))
    settings = {"stride": layer["stride"], "dilation": layer.get("dilation", 1)}
    return nhwc(F.conv2d(padded, kernel.permute(3, 2, 0, 1).contiguous(), bias, **settings))


def convolve_transposed(x, kernel, bias, layer):
    """The kernel is [height, width, out, in]. What a convolution's padding received is cut off; rows that no kernel
    reaches hold the bias alone."""
    settings = {"stride": layer["stride"], "dilation": layer.get("dilation", 1)}
    whole = F.conv_transpose2d(nchw(x), kernel.permute(3, 2, 0, 1).contiguous(), **settings)
    output_size = layer.get("outputSize", default_output_size(x.shape[1:3], layer))
    before = [padding[0] for padding in layer_padding(layer, output_size)]
    behind = [size + first - there for size, first, there in zip(output_size, before, whole.shape[2:])]
    return nhwc(F.pad(whole, (-before[1], behind[1], -before[0], behind[0]))) + bias


def default_output_size(input_size, layer):
    """Keras's compute_conv_transpose_output_shape."""
    strides = both(layer["stride"])
    if layer.get("padding") == "valid":
        return [(n - 1) * s + max(k, s) for n, s, k in zip(input_size, strides, reach(layer))]
    return [n * s for n, s in zip(input_size, strides)]


def convolution(input_shape, layer, phase):
    filters, has_bias = layer["filters"], layer.get("useBias", True)
    is_transposed = layer["type"] == "conv2d_transpose"
    channels = [filters, input_shape[2]] if is_transposed else [input_shape[2], filters]
    x, kernel, bias = (
        leaf(wave(*shape, phase=phase + i, step=1 / 8))
        for i, shape in enumerate([(2, *input_shape), (*both(layer["kernel"]), *channels), (filters,)])
    )
    apply = convolve_transposed if is_transposed else convolve
    z = apply(x, kernel, bias if has_bias else torch.zeros(filters), layer)
    dz = wave(*z.shape, phase=phase + 3, step=1 / 8)
    z.backward(dz)
    case = {"config": {"input": input_shape, "encoder": [layer]}, "x": x, "kernel": kernel, "dz": dz, "z": z}
    case |= {"dx": x.grad, "dkernel": kernel.grad}
    return case | ({"bias": bias, "dbias": bias.grad} if has_bias else {})


def convolutions():
    return [convolution(shape, layer, 20 + 4 * i) for i, (shape, layer) in enumerate(CONVOLUTIONS)]


# ---------------------------------------------------------------- layers without weights

RESIZING = [
    ([6, 4, 3], {"type": "max_pool2d"}),
    ([7, 5, 2], {"type": "max_pool2d", "pool": 3, "stride": 2}),
    ([7, 5, 5], {"type": "max_pool2d", "pool": 3, "stride": 2, "padding": "same"}),
    ([1, 9, 2], {"type": "max_pool2d", "pool": [1, 4], "padding": "same"}),
    ([5, 4, 1], {"type": "max_pool2d", "pool": 2, "stride": 1}),
    ([3, 2, 5], {"type": "up_sampling2d"}),
    ([2, 3, 1], {"type": "up_sampling2d", "size": [3, 2]}),
    ([3, 4, 5], {"type": "up_sampling2d", "interpolation": "bilinear"}),
    ([2, 5, 2], {"type": "up_sampling2d", "size": [3, 4], "interpolation": "bilinear"}),
    ([1, 6, 19], {"type": "up_sampling2d", "size": [1, 3], "interpolation": "bilinear"}),
    ([7, 5, 2], {"type": "average_pool2d"}),
    ([7, 5, 19], {"type": "average_pool2d", "pool": 3, "stride": 2, "padding": "same"}),
    ([1, 9, 2], {"type": "average_pool2d", "pool": [1, 4], "stride": [1, 3], "padding": "same"}),
]


def pool2d(x, layer):
    pool = both(layer.get("pool", 2))
    stride = both(layer.get("stride", pool))
    padding = [(0, 0), (0, 0)]
    if layer.get("padding") == "same":
        padding = [same_padding(*sides) for sides in zip(x.shape[1:3], pool, stride)]
    around = (*padding[1], *padding[0])
    if layer["type"] == "max_pool2d":
        return nhwc(F.max_pool2d(F.pad(nchw(x), around, value=-math.inf), pool, stride))
    means, shares = (F.avg_pool2d(F.pad(nchw(of), around), pool, stride) for of in (x, torch.ones_like(x)))
    return nhwc(means / shares)


def resized(input_shape, layer, phase):
    x = leaf(wave(2, *input_shape, phase=phase, step=1 / 8))
    if "pool" in layer["type"]:
        z = pool2d(x, layer)
    else:
        mode = layer.get("interpolation", "nearest")
        z = nhwc(F.interpolate(nchw(x), scale_factor=tuple(map(float, both(layer.get("size", 2)))), mode=mode))
    dz = wave(*z.shape, phase=phase + 1, step=1 / 8)
    z.backward(dz)
    return {"config": {"input": input_shape, "encoder": [layer]}, "x": x, "dz": dz, "z": z, "dx": x.grad}


def resizing():
    return [resized(shape, layer, 60 + 2 * i) for i, (shape, layer) in enumerate(RESIZING)]


# ---------------------------------------------------------------- normalisation

NORMALIZATION = [
    ([3, 5, 2], {"type": "batch_norm"}, True),
    ([1, 1, 19], {"type": "batch_norm", "epsilon": 0.125, "momentum": 0.5}, True),
    ([3, 2, 3], {"type": "batch_norm"}, False),
    ([2, 3, 5], {"type": "layer_norm"}, False),
    ([1, 1, 67], {"type": "layer_norm", "epsilon": 0.125}, True),
]


def normalization_case(input_shape, layer, training, phase):
    """By the formulas that Keras's layers have in common with the papers: PyTorch's running variance is another."""
    channels = input_shape[2]
    x, gamma, beta = (
        leaf(wave(*shape, phase=phase + i, step=1 / 8)) for i, shape in enumerate([(4, *input_shape), (channels,), (channels,)])
    )
    epsilon, is_batch = layer.get("epsilon", 1e-3), layer["type"] == "batch_norm"
    axes = (0, 1, 2) if is_batch else (3,)
    mean, variance = x.mean(axes, keepdim=True), x.var(axes, keepdim=True, correction=0)
    weights = {"gamma": gamma, "beta": beta}
    if is_batch:
        moving_mean, moving_variance = wave(channels, phase=phase + 3), wave(channels, phase=phase + 4).abs() + 0.125
        weights |= {"moving_mean": moving_mean, "moving_variance": moving_variance}
        if training:
            weights |= {"dmoving_mean": mean.flatten(), "dmoving_variance": variance.flatten()}
        else:
            mean, variance = moving_mean, moving_variance
    z = (x - mean) / torch.sqrt(variance + epsilon) * gamma + beta
    dz = wave(*z.shape, phase=phase + 5, step=1 / 8)
    z.backward(dz)
    if training or not is_batch:
        weights |= {"dgamma": gamma.grad, "dbeta": beta.grad}
    config = {"input": input_shape, "encoder": [layer]}
    return {"config": config, "training": training, "x": x, "dz": dz, "z": z, "dx": x.grad} | weights


def normalization():
    return [normalization_case(*case, 100 + 6 * i) for i, case in enumerate(NORMALIZATION)]


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


sections = [optimizers, activations, losses, penalties, gaussian, regularizers, convolutions, resizing, normalization]
text = json.dumps(plain({section.__name__: section() for section in sections}))
Path(__file__).with_name("reference.json").write_text(text)
