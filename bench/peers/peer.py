"""One task by a native library on one core: peer.py FILE ROWS COLS TASK CUTS -> one line of JSON.

FILE holds float32 points, row-major. `peer.py --tasks` lists what can be done here."""

import hashlib
import json
import os
import resource
import sys
import time

for name in ("OMP", "OPENBLAS", "MKL", "BLIS"):
    os.environ[f"{name}_NUM_THREADS"] = "1"

try:
    import numpy as np
except ImportError:
    np = None
try:
    import fastcluster
except ImportError:
    fastcluster = None
try:
    import scipy
    import scipy.spatial
except ImportError:
    scipy = None
try:
    import sklearn
    import sklearn.neighbors
except ImportError:
    sklearn = None

FRACTIONS = (0.9, 0.7, 0.5)


def cut(tree, k):
    points = len(tree) + 1
    top = list(range(2 * points - 1))
    for merge in range(points - k - 1, -1, -1):
        for side in (0, 1):
            top[int(tree[merge, side])] = top[points + merge]
    numbers = {}
    return [numbers.setdefault(top[i], len(numbers)) for i in range(points)]


def linkage(method):
    def run(x, cuts):
        points = x.astype(float)
        if method == "complete":
            tree = fastcluster.linkage(points, method)
        else:
            tree = fastcluster.linkage_vector(points, method)
        measured = usage()
        digests = {
            str(k): hashlib.sha256(np.asarray(cut(tree, k), "<u2").tobytes()).hexdigest()
            for k in cuts
        }
        return measured, {"heightSum": float(tree[:, 2].sum()), "cuts": digests}

    return run


def two_nn(distances):
    logs = np.sort(np.log(distances[:, 2] / distances[:, 1]))
    rows = len(logs)
    slopes = []
    for fraction in FRACTIONS:
        kept = int(fraction * rows)
        x, y = logs[:kept], -np.log(1 - np.arange(1, kept + 1) / rows)
        slopes.append(float((x * y).sum() / (x * x).sum()))
    return slopes


def two_nn_tree(x, _):
    points = x.astype(float)
    distances, _ = scipy.spatial.cKDTree(points).query(points, k=3)
    found = two_nn(distances)
    return usage(), {"dimension": found}


def two_nn_brute(x, _):
    search = sklearn.neighbors.NearestNeighbors(n_neighbors=3, algorithm="brute").fit(x)
    found = two_nn(search.kneighbors(x)[0])
    return usage(), {"dimension": found}


def usage():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, time.perf_counter(), most_held(used)


def most_held(used):
    """Kilobytes. ru_maxrss outlives exec, so that a child begins with what its parent held."""
    try:
        with open("/proc/self/status") as status:
            marks = (int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
            return next(marks, used.ru_maxrss)
    except OSError:
        return used.ru_maxrss


def forget_most_held():
    try:
        with open("/proc/self/clear_refs", "w") as refs:
            refs.write("5")
    except OSError:
        pass


def tasks():
    if np is None:
        return {}
    found = {}
    if fastcluster:
        for method in ("single", "complete", "centroid", "ward"):
            found[method] = (f"fastcluster {fastcluster.__version__}", linkage(method))
    if scipy:
        found["2-NN 10-d"] = (f"scipy cKDTree {scipy.__version__}", two_nn_tree)
    if sklearn:
        for task in ("2-NN 1001-d", "2-NN without structure"):
            found[task] = (f"scikit-learn brute {sklearn.__version__}", two_nn_brute)
    return found


def main():
    if sys.argv[1:] == ["--tasks"]:
        print(json.dumps({task: engine for task, (engine, _) in tasks().items()}))
        return
    file, rows, cols, task, cuts = sys.argv[1:]
    x = np.fromfile(file, "<f4").reshape(int(rows), int(cols))
    engine, run = tasks()[task]
    forget_most_held()
    cpu, wall, held = usage()
    (cpu_end, wall_end, peak), value = run(x, [int(k) for k in cuts.split(",") if k])
    print(
        json.dumps(
            {
                "engine": engine,
                "cpuSeconds": cpu_end - cpu,
                "wallSeconds": wall_end - wall,
                "peakMb": (peak - held) * 1024 / 1e6,
                "value": value,
            }
        )
    )


main()
