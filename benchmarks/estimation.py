"""Graph averaging beside `dga::bma.cr` (R): quantiles and CPU seconds in one run; which tables are refused.

Needs published tables: SIJIL_SHARED (or ../shared) with data/mse/*.csv. R with the package `dga` is used when
`Rscript` finds it (Debian: r-base-core, r-cran-chron, r-cran-rcpparmadillo; dga is on CRAN, R_LIBS says where).

    python benchmarks/estimation.py
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from sijil.estimation import estimate, read_histories
from sijil.estimation.graphs import average, decomposable_graphs
from sijil.estimation.latent import sample
from sijil.estimation.table import Histories

SHARES = (0.025, 0.5, 0.975)
BESIDE = """
library(dga); a <- commandArgs(TRUE); d <- read.csv(a[1]); p <- ncol(d) - 1
Y <- array(0, rep(2, p)); for (i in seq_len(nrow(d))) Y[matrix(as.integer(d[i, 1:p]) + 1, 1)] <- d$count[i]
data(list = paste0("graphs", p)); g <- get(paste0("graphs", p)); m <- seq_len(min(20 * sum(Y), 60000))
t <- system.time(w <- bma.cr(Y, m, 2^-p, g)); s <- cumsum(colSums(w)) / sum(w)
cat(t[1] + t[2], sapply(c(.025, .5, .975), function(q) sum(Y) + m[which(s >= q)[1]]))
"""


def tables() -> list[Path]:
    """The published tables that are there."""
    shared = Path(os.environ.get("SIJIL_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    return [path for path in sorted((shared / "data" / "mse").glob("*.csv")) if "strata" not in path.name]


def beside(path: Path) -> tuple[float, list[int]] | None:
    """(CPU seconds, quantiles) of the R package."""
    done = subprocess.run(["Rscript", "-e", BESIDE, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    seconds, *quantiles = done.stdout.split()
    return float(seconds), [round(float(value)) for value in quantiles]


def ours(table: Histories) -> tuple[float, list[int]]:
    """(CPU seconds, quantiles) on the grid that widens by itself; the graphs are listed once before."""
    decomposable_graphs(len(table.lists))
    start, times = time.process_time(), 5
    for _ in range(times):
        found = average(table)
    return (time.process_time() - start) / times, [round(found.quantile(share)) for share in SHARES]


def chains(path: Path) -> str:
    """One line on the latent class model: what the chains say and whether they agree."""
    start = time.process_time()
    found = sample(read_histories(path), seed=1)
    seconds = time.process_time() - start
    quantiles = [round(found.quantile(share)) for share in SHARES]
    outcome = "figure" if found.converged else "R6"
    agree = f"{found.r_hat:.3f} {found.bulk:.0f}/{found.tail:.0f}"
    return f"{path.stem}: {found.chains.shape[1]} {quantiles} {agree} {seconds:.1f}; {outcome}"


def main() -> None:
    """Print the tables."""
    files = tables()
    if not files:
        print("no published tables: set SIJIL_SHARED")
        return
    has_r = shutil.which("Rscript") is not None
    if not has_r:
        print("R is not installed: dga is not run beside")
    start = time.process_time()
    decomposable_graphs(6)
    print(f"listing the 18,154 graphs of six lists, once: {time.process_time() - start:.2f} s CPU")
    print("table; ours: CPU s, 2.5/50/97.5 %; dga: CPU s, 2.5/50/97.5 %, capped as published; dga / ours")
    for path in files:
        table = read_histories(path)
        if not 3 <= len(table.lists) <= 6:
            continue
        seconds, quantiles = ours(table)
        peer = beside(path) if has_r and len(table.lists) < 6 else None
        said = f"{peer[0]:.3f} {peer[1]} {peer[0] / seconds:.0f}x" if peer else "not run"
        print(f"{path.stem}: {seconds:.4f} {quantiles}; {said}", flush=True)
    print(
        "\ntable; latent classes: sweeps a chain, 2.5/50/97.5 %, R-hat, effective draws, CPU s; figure or R6"
    )
    for path in files:
        print(chains(path), flush=True)
    print("\ntable: outcome, gates that spoke, CPU s (all models, 200 resamples)")
    for path in files:
        start = time.process_time()
        found = estimate(read_histories(path))
        spoke = [f"{gate.code} {gate.outcome}" for gate in found.gates if gate.outcome != "pass"]
        shown = "refused" if found.refused else "answered"
        print(f"{path.stem}: {shown} {spoke} {time.process_time() - start:.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
