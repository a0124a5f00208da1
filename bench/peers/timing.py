"""Prints one JSON line a row: workload, case, peer, version, ms (least and median), figures, whether they are the golden ones."""
import importlib.metadata
import json
import os
import statistics
import sys
import time

# bench/peers/w1.py 1: one round of everything, for a first look at a slow machine.
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else None
# IVY_BENCH_CLOCK=cpu: time of the processor, as --clock cpu.
CLOCK = time.process_time if os.environ.get("IVY_BENCH_CLOCK") == "cpu" else time.perf_counter


def say(**row):
    print(json.dumps(row), flush=True)


def installed(workload, case, peer, package):
    """The version of a package; None, with a row that says so, where it is missing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        say(workload=workload, case=case, peer=peer, version=None, ms_min=None, ms=None, figures=[], agrees=False,
            note=f"{package} is not installed for this Python")
        return None


def measure(workload, case, peer, version, run, figures, golden, rounds=7, warm=True, scale=1.0, note=""):
    """Times run() and holds figures(result) to the golden ones, to 1e-9. `scale`: of a part to the whole."""
    rounds = ROUNDS or rounds
    try:
        if warm:
            run()
        times = []
        for _ in range(rounds):
            start = CLOCK()
            result = run()
            times.append((CLOCK() - start) * 1000 * scale)
        reached = [float(value) for value in figures(result)]
    except Exception as error:  # One engine that fails must not cost the rows of the others.
        say(workload=workload, case=case, peer=peer, version=version, ms_min=None, ms=None, figures=[], agrees=False,
            note=f"failed: {error!r}"[:300])
        return
    # Of a part there are no golden figures.
    agrees = None if scale != 1.0 else all(abs(a - b) <= 1e-9 * max(1, abs(b)) for a, b in zip(reached, golden))
    say(workload=workload, case=case, peer=f"{peer} {version}".strip(), version=version, ms_min=round(min(times), 3),
        ms=round(statistics.median(times), 3), figures=reached, agrees=agrees, note=note)
