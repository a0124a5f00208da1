"""python3 csv_pandas.py FILE CALLS: times pandas' read_csv as bench/csv.ts times ours; prints nothing where pandas is missing."""
import json
import statistics
import sys
import time

try:
    import pandas
except ImportError:
    sys.exit(0)

path, calls = sys.argv[1], int(sys.argv[2])
times = []
for _ in range(calls):
    start = time.perf_counter()
    bars = pandas.read_csv(path, parse_dates=["time"])
    times.append((time.perf_counter() - start) * 1000)
stamps = bars["time"].astype("datetime64[ms]").astype("int64")
figures = [len(bars), int(stamps.iloc[0]), int(stamps.iloc[-1]), float(bars["close"].iloc[-1]), int(bars["volume"].sum())]
print(json.dumps({"first": times[0], "later": statistics.median(times[1:]) if calls > 1 else None, "figures": figures}))
