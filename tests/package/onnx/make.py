"""Models that PyTorch itself wrote as ONNX, with what it makes of samples: python make.py FOLDER."""

import json
import sys

import torch
from torch import nn
from torch.onnx._internal import onnx_proto_utils

# Only functions of onnxscript would need the package onnx.
onnx_proto_utils._add_onnxscript_fn = lambda proto, opsets: proto

torch.manual_seed(1)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(24, 10), nn.GELU(), nn.Linear(10, 3), nn.SiLU(), nn.Linear(3, 24), nn.Sigmoid())
    def forward(self, x):
        return self.net(x)


class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4*4*3, 5))
        self.fc = nn.Sequential(nn.Linear(5, 4*4*3), nn.ELU())
        self.dec = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.LeakyReLU(0.2), nn.Upsample(scale_factor=2, mode="bilinear"), nn.Conv2d(4, 2, 1))
        self.block = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.Tanh())
    def forward(self, x):
        y = self.fc(self.enc(x)).reshape(-1, 4, 4, 3)
        y = y + self.block(y)
        return torch.sigmoid(self.dec(y))


class Transposed(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, 3, 2, stride=2), nn.Softplus(), nn.Conv2d(3, 2, 1), nn.ConvTranspose2d(2, 3, 2, stride=2), nn.Softmax(1), nn.Conv2d(3, 1, 1))
    def forward(self, x):
        return self.net(x)


for name, model, shape in [("mlp", MLP(), (2, 24)), ("conv", Conv(), (2, 2, 8, 6)), ("transposed", Transposed(), (2, 1, 6, 4))]:
    model.eval()
    for m in model.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.running_mean.uniform_(-0.5, 0.5)
            m.running_var.uniform_(0.5, 1.5)
            nn.init.uniform_(m.weight)
            nn.init.uniform_(m.bias)
    x = (torch.sin(1.7 * torch.arange(torch.Size(shape).numel())) + 1) / 2
    x = x.reshape(shape)
    torch.onnx.export(model, x, f"{sys.argv[1]}/{name}.onnx", opset_version=17, dynamo=False, input_names=["input"], output_names=["output"], dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
    y = model(x).detach()
    json.dump({"shape": list(shape), "output": y.flatten().tolist()}, open(f"{sys.argv[1]}/{name}.json", "w"))
