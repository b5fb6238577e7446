"""Agendas: what 1,000 open cases cost, the page of 40 beside a bare one, and the PDF beside WeasyPrint's."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from bench.data import databases
from bench.data.shape import FEW, MANY
from bench.face import write_face
from bench.figures import Results, p50, p95
from bench.pages import need
from bench.turns import Side, side
from bench.web import Browser, at_once

ASKS = 25
PATHS = {"page": "", "bare": "/bare/agenda/"}


def agendas(databases_by_size: Mapping[int, str], rounds: int, results: Results) -> None:
    """1,000 cases at each size that has as many, and the same case by case at the largest."""
    *_, largest = databases_by_size
    told = {
        size: json.loads(databases.run("bench.agendas", name, "prepare")) for size, name in databases_by_size.items()
    }
    results.values["agenda queries"] = told[largest]["queries"]
    with ExitStack() as stack:
        sides = {
            size: stack.enter_context(side("bench.agendas", environment={"BENCH_DATABASE": name}))
            for size, name in databases_by_size.items()
        }
        times: dict[str, list[float]] = {name: [] for name in (*map(str, sides), "one by one")}
        for number in range(rounds + 1):
            found = {str(size): one.do("data") for size, one in sides.items()}
            found["one by one"] = sides[largest].do("one_by_one")
            for name, milliseconds in found.items() if number else ():
                times[name].append(milliseconds)
    results.compare("agenda data", list(zip(times[str(largest)], times["one by one"], strict=True)))
    if len(sides) > 1:
        before = str(sorted(sides)[-2])
        results.compare("agenda growth", list(zip(times[str(largest)], times[before], strict=True)))
    for name, of_rounds in times.items():
        results.keep(f"agenda of 1,000 cases, {name}, ms", [of_rounds])
        results.facts.append(f"agenda of 1,000 cases, {name}: {p50(of_rounds):.0f} ms")


def agenda_page(database: str, port: int, rounds: int, results: Results) -> None:
    """The chair's page of 40 items and the bare one, request by request in turn."""
    told = json.loads(databases.run("bench.agendas", database, "prepare"))
    browser, paths = Browser(port, told["cookies"]), PATHS | {"page": told["path"]}
    browser.get(paths["page"])
    page, bare = browser.get(paths["page"], count=True), browser.get(paths["bare"])
    need(all(page.body.count(code) for code in told["codes"]), "the agenda has not the right rows")
    # The agenda has a table for each of two parts.
    need(0 <= page.body.count("<tr") - bare.body.count("<tr") <= 1, "the bare page has not as many rows")
    results.values["agenda page statements"] = page.statements
    times: dict[str, list[list[float]]] = {name: [] for name in paths}
    for number in range(rounds + 1):
        found: dict[str, list[float]] = {name: [] for name in paths}

        def ask(place: int, found: dict[str, list[float]] = found) -> None:
            for turn in range(ASKS):
                for name, path in list(paths.items())[:: 1 if (turn + place) % 2 else -1]:
                    answer = browser.get(path)
                    need(answer.status == 200, f"{path}: {answer.status}")
                    found[name].append(1000 * answer.seconds)

        at_once(ask)
        for name, asked in found.items() if number else ():
            times[name].append(asked)
    pairs = list(zip(times["page"], times["bare"], strict=True))
    results.compare("agenda page", [(p95(one), p95(other)) for one, other in pairs])
    for name, of_rounds in times.items():
        results.keep(f"agenda of 40, {name}, ms", of_rounds)


def papers(database: str, python: str, folder: Path, rounds: int, results: Results) -> None:
    """40 cases with their data, and 1,000 from their sheet, in the same words, face and number of pages."""
    folder.mkdir(exist_ok=True)
    databases.run("bench.agendas", database, "prepare")
    for count in (FEW, MANY):
        (folder / f"{count}.json").write_text(databases.run("bench.agendas", database, "rows", str(count)))
    write_face(folder)
    with ExitStack() as stack:
        data = stack.enter_context(side("bench.agendas", environment={"BENCH_DATABASE": database}))
        ours = stack.enter_context(side("bench.papers", str(folder), environment={"BENCH_DATABASE": database}))
        theirs = stack.enter_context(side("bench.peers.weasy", str(folder), python=python, environment={}))
        for count in (FEW, MANY):
            one, other = ours.do(f"pages {count}"), theirs.do(f"pages {count}")
            need(abs(one - other) <= max(1, 0.05 * one), f"{count} cases: {one} pages, and WeasyPrint's {other}")
            results.facts.append(f"PDF of {count} cases: {one:.0f} pages, WeasyPrint {other:.0f}")
        results.values["paper memory"] = ours.do("memory")
        _compare_papers("paper 40", (data, "paper"), (theirs, str(FEW)), rounds, results)
        # One PDF of 1,000 takes WeasyPrint half a minute.
        _compare_papers("paper 1000", (ours, str(MANY)), (theirs, str(MANY)), min(rounds, 3), results)


def _compare_papers(key: str, ours: tuple[Side, str], theirs: tuple[Side, str], rounds: int, results: Results) -> None:
    pairs = [(ours[0].do(ours[1]), theirs[0].do(theirs[1])) for _ in range(rounds + 1)][1:]
    results.compare(key, pairs)
    results.keep(f"{key}, ours and theirs, ms", list(zip(*pairs, strict=True)))
    mine, other = (p50([pair[place] for pair in pairs]) for place in (0, 1))
    results.facts.append(f"{key}: ours and theirs {mine:.0f} and {other:.0f} ms")
