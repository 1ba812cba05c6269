"""Training steps and inference by torch: torch-training.py NETWORK SIDE BATCH THREADS REPEATS -> one line of JSON."""

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


def fastest(run, repeats):
    """The first run warms up; it is not counted."""
    wall, cpu = [], []
    for _ in range(repeats + 1):
        started, worked = time.perf_counter(), time.process_time()
        run()
        wall.append(time.perf_counter() - started)
        cpu.append(time.process_time() - worked)
    return {"wallSeconds": min(wall[1:]), "cpuSeconds": min(cpu[1:])}


def main():
    name = sys.argv[1]
    side, batch, threads, repeats = map(int, sys.argv[2:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = build(name, 10).train()
    optimiser = torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9)
    pictures = 2 * torch.rand(batch, 3, side, side) - 1
    labels = torch.arange(batch) % 10

    def step():
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(model(pictures), labels).backward()
        optimiser.step()

    def infer():
        with torch.inference_mode():
            model(pictures)

    training = fastest(step, repeats)
    model.eval()
    inference = fastest(infer, repeats)
    engine = f"torch {torch.__version__}"
    print(json.dumps({"engine": engine, "training": training, "inference": inference}))


main()
