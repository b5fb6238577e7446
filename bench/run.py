"""The one command's parts, in order: databases, pages, peers, verdict."""

import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import cost
from bench.data import databases
from bench.every import every_page
from bench.figures import FIGURES, Results, verdict
from bench.first_start import seconds_to_first_page
from bench.growth import growth
from bench.helpdesk import beside_helpdesk, helpdesk
from bench.hidden import hidden
from bench.meetings import agenda_page, agendas, papers
from bench.pages import Site
from bench.peers.environment import PROJECT, peers_python
from bench.turns import in_turn, side
from bench.web import serving

SIZES = (10_000, 100_000, 1_000_000)
QUICK = SIZES[:2]
SAMPLES = PROJECT / "bench" / "samples"
# The smallest size in which one agency has 1,000 open cases.
MANY_OPEN = 100_000
# A quick run starts no clone and has one such size, and says so; with fewer rows it cannot speak of a million.
NOT_QUICK = frozenset({"first start", "agenda growth"})


@dataclass(frozen=True)
class Plan:
    """What one run measures."""

    sizes: Sequence[int]
    rounds: int
    parts: Sequence[str]
    quick: bool


class Run:
    """One run: its plan, its folder, and what it has found so far."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.rounds = plan.rounds
        self.peers = folder / "peers"
        self.smallest, *_, self.largest = plan.sizes
        self.results = Results()

    def growth(self) -> None:
        with ExitStack() as stack:
            sites = {f"{size:,}": self._site(stack, _filled(size)) for size in self.plan.sizes}
            growth(sites, self.rounds, self.results)
            smallest, *_, largest = sites.values()
            every_page(smallest, largest, self.rounds, self.results)

    def helpdesk(self) -> None:
        with ExitStack() as stack:
            site = self._site(stack, _filled(self.largest))
            peer = stack.enter_context(helpdesk(peers_python(self.peers)))
            beside_helpdesk(site, peer, self.rounds, self.results)

    def bare(self) -> None:
        with ExitStack() as stack:
            cost.beside_bare(self._site(stack, _filled(self.largest)), self.rounds, self.results)

    def hidden(self) -> None:
        with ExitStack() as stack:
            hidden(self._site(stack, _filled(self.largest)), self.results)

    def layers(self) -> None:
        """On the smallest size, since the same referrals are needed once more, in clear."""
        clear = _filled(self.smallest, without="sealing")
        with ExitStack() as stack:
            whole = self._site(stack, _filled(self.smallest))
            without = {
                "event": self._site(stack, _filled(self.smallest), "event"),
                "sealing": self._site(stack, clear, "sealing"),
            }
            cost.layers(whole, without, self.rounds, self.results)

    def opening(self) -> None:
        values = json.loads(databases.run("bench.opening", databases.TEMPLATE, "values"))
        with ExitStack() as stack:
            ours = stack.enter_context(side("bench.opening", environment={}))
            python = str(peers_python(self.peers))
            theirs = stack.enter_context(side("bench.peers.fernet", json.dumps(values), python=python, environment={}))
            samples = in_turn(ours, theirs, [("open", "open"), ("at_hand", "open")], 5 * self.rounds)
        self._compare(["opening", "opening, keys at hand"], samples)

    def grants(self) -> None:
        filled, name = _filled(self.largest), "guarded"
        databases.make_empty(name)
        guarded = {"BENCH_DATABASE": name, "DJANGO_SETTINGS_MODULE": "bench.peers.guarded.settings"}
        with ExitStack() as stack:
            ours = stack.enter_context(side("bench.grants", environment={"BENCH_DATABASE": filled}))
            theirs = stack.enter_context(side("bench.peers.guarded.side", str(self.largest), environment=guarded))
            tasks = ("spread", "oldest", "share")
            samples = in_turn(ours, theirs, [(task, task) for task in tasks], 3 * self.rounds)
        self._compare(["permission spread", "permission oldest", "sharing"], samples)

    def importing(self) -> None:
        name, rows = "importing", 1000 if self.plan.quick else 5000
        databases.copy(name)
        rates = json.loads(databases.run("bench.importing", name, str(rows), str(self.rounds)))
        self.results.values["import"] = statistics.median(rates)
        self.results.keep("import, rows a minute", [rates])

    def statements(self) -> None:
        databases.copy("statements")
        self.results.values |= json.loads(databases.run("bench.statements", "statements"))

    def agendas(self) -> None:
        """At the sizes in which one agency has 1,000 open cases."""
        filled = {size: _filled(size) for size in self.plan.sizes if size >= MANY_OPEN}
        agendas(filled, self.rounds, self.results)
        largest = filled[self.largest]
        with serving("bench.wsgi:application", {"BENCH_DATABASE": largest, "BENCH_WITHOUT": ""}) as port:
            agenda_page(largest, port, self.rounds, self.results)

    def papers(self) -> None:
        with tempfile.TemporaryDirectory(prefix="bench-papers-") as folder:
            papers(_filled(self.largest), str(peers_python(self.peers)), Path(folder), self.rounds, self.results)

    def first_start(self) -> None:
        if self.plan.quick:
            return
        with tempfile.TemporaryDirectory(prefix="bench-clone-") as folder:
            self.results.values["first start"] = seconds_to_first_page(PROJECT, Path(folder))

    def _site(self, stack: ExitStack, database: str, without: str = "") -> Site:
        environment = {"BENCH_DATABASE": database, "BENCH_WITHOUT": without}
        return Site(database, stack.enter_context(serving("bench.wsgi:application", environment)))

    def _compare(self, keys: Sequence[str], samples: list[list[float]]) -> None:
        """`samples` holds ours and theirs for each key, in milliseconds."""
        for place, key in enumerate(keys):
            ours, theirs = samples[2 * place : 2 * place + 2]
            self.results.compare(key, list(zip(ours, theirs, strict=True)))
            self.results.keep(f"{key}, ours and theirs, ms", [ours, theirs])
            both = f"{statistics.median(ours):.2f} and {statistics.median(theirs):.2f} ms"
            self.results.facts.append(f"{key}: ours and theirs {both}, {self.results.values[key]:.2f}")


_STEPS: Mapping[str, Callable[[Run], None]] = {
    "statements": Run.statements,
    "opening": Run.opening,
    "importing": Run.importing,
    "layers": Run.layers,
    "bare": Run.bare,
    "hidden": Run.hidden,
    "growth": Run.growth,
    "helpdesk": Run.helpdesk,
    "grants": Run.grants,
    "agendas": Run.agendas,
    "papers": Run.papers,
    "first_start": Run.first_start,
}
PARTS = tuple(_STEPS)


def main(plan: Plan, folder: Path) -> int:
    """Measure, print, keep the samples of a whole run; 1 when a figure is missed or missing."""
    began, load = time.perf_counter(), os.getloadavg()
    databases.start()
    run = Run(plan, folder)
    try:
        for part in plan.parts:
            print(f"... {part}", flush=True)
            _STEPS[part](run)
    finally:
        databases.stop()
    fine = verdict(run.results, NOT_QUICK if plan.quick else frozenset())
    if plan.quick:
        print(f"--quick: the largest size was {run.largest:,}; whatever is promised at 1,000,000 needs the whole run.")
    print(f"{time.perf_counter() - began:.0f} s; load {load[0]:.1f} before, {os.getloadavg()[0]:.1f} after")
    if plan.parts == PARTS:
        _write(run, load[0])
    print("All reached." if fine else "Some figures are missed.")
    return 0 if fine else 1


def _filled(size: int, without: str = "") -> str:
    """The database of that size, filled unless an earlier part, or a kept folder, has it."""
    name = f"{without or 'referrals'}_{size}"
    if databases.exists(name):
        databases.migrate(name)
    else:
        # Under its own name only when it is whole: a run may be cut off.
        databases.copy("filling")
        seconds = databases.run("bench.data.loading", "filling", str(size), without=without)
        databases.rename("filling", name)
        print(f"    filling {size:,} took {seconds} s")
    return name


def _write(run: Run, load: float) -> None:
    SAMPLES.mkdir(exist_ok=True)
    path = SAMPLES / ("quick.json" if run.plan.quick else "whole.json")
    told = {
        "python": sys.version.split()[0],
        "processors": os.cpu_count(),
        "load before": round(load, 1),
        "sizes": list(run.plan.sizes),
        "rounds": run.rounds,
        "figures": {figure.key: run.results.values.get(figure.key) for figure in FIGURES},
        "samples": run.results.samples,
    }
    path.write_text(_joined(json.dumps(told, indent=1)) + "\n", encoding="utf-8")
    print(f"Samples: {path.relative_to(PROJECT)}")


def _joined(text: str) -> str:
    """JSON with every list of numbers in one line."""
    return re.sub(r"\[[\s\d.,-]+\]", lambda found: " ".join(found[0].split()), text)
