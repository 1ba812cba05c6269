"""Writes tiny-keras.h5: groups as Keras 2 lays them, one layer compressed, and an optimiser's state. h5py 3.16.0."""

import h5py
import numpy as np


def layer(root, name, weights, **options):
    group = root.create_group(name)
    paths = [f"{name}/{kind}:0" for kind in weights]
    group.attrs["weight_names"] = [path.encode() for path in paths]
    for path, values in zip(paths, weights.values()):
        group.create_dataset(path, data=values, **options)


def counted(*shape, dtype="float32"):
    return np.arange(np.prod(shape), dtype=dtype).reshape(shape)


with h5py.File("tiny-keras.h5", "w") as file:
    root = file.create_group("model_weights")
    root.attrs["backend"] = b"tensorflow"
    layer(root, "conv2d_1", {"kernel": counted(3, 3, 3, 2)})
    layer(
        root,
        "batch_normalization_1",
        {"beta": counted(2), "moving_mean": counted(2) + 1, "moving_variance": counted(2) + 2},
    )
    layer(root, "conv2d_2", {"kernel": counted(1, 1, 2, 4, dtype="float16")})
    layer(root, "predictions", {"kernel": counted(4, 6), "bias": counted(6)}, compression="gzip", shuffle=True)
    for i in range(12):
        root.create_group(f"activation_{i}")
    optimizer = file.create_group("optimizer_weights")
    optimizer.create_dataset("conv2d_1/kernel:0", data=counted(2))
