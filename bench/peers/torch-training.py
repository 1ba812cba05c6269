"""Training steps by torch: torch-training.py NETWORK SIDE BATCH THREADS REPEATS -> one line of JSON."""

import json
import sys
import time

import torch


def build(name, classes):
    if name == "alexnet":
        import torchvision

        return torchvision.models.alexnet(num_classes=classes)
    import timm

    return timm.create_model(name, num_classes=classes)


def main():
    name = sys.argv[1]
    side, batch, threads, repeats = map(int, sys.argv[2:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = build(name, 10).train()
    optimiser = torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9)
    pictures = 2 * torch.rand(batch, 3, side, side) - 1
    labels = torch.arange(batch) % 10
    wall = []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(model(pictures), labels).backward()
        optimiser.step()
        wall.append(time.perf_counter() - started)
    print(json.dumps({"engine": f"torch {torch.__version__}", "wallSeconds": min(wall[1:])}))


main()
