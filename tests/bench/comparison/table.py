"""Medians and the Markdown that shows them."""

from statistics import median

from comparison.rows import EVERYONE, TITLES


def shown(value, unit):
    if value is None:
        return "–"
    if unit == "/s":
        return f"{value:,.0f}/s"
    return f"{value:.1f} {unit}"


def ratio(value, other):
    return None if not value or not other else value / other


def table_line(cells):
    return "| " + " | ".join(cells) + " |"


class Results:
    """Figures by row, server and round."""

    def __init__(self):
        self._told = {}

    def add(self, row, server, told):
        self._told.setdefault((row.key, server), []).append(told)

    def told(self, row, server):
        return self._told.get((row.key, server), [])

    def figure(self, row, server):
        figures = [row.figure(told) for told in self.told(row, server)]
        return median(figures) if figures else None

    def p99_ms(self, row, server):
        latencies = [told["load"]["delivery"]["p99_us"] / 1000
                     for told in self.told(row, server) if "load" in told]
        return median(latencies) if latencies else None

    def resident_mib(self, row, server):
        """In all, and not only what came with the connections."""
        sizes = [told["memory"]["after_bytes"] / 1048576 for told in self.told(row, server)]
        return median(sizes) if sizes else None

    def processor_us(self, row, server, count):
        costs = [told["load"]["processor_s"] * 1e6 / told["load"][count]
                 for told in self.told(row, server)
                 if "load" in told and told["load"][count]]
        return median(costs) if costs else None

    def problems(self):
        for (row, server), runs in self._told.items():
            for told in runs:
                if not told["clean"]:
                    faults = {k: v for k, v in told["check"].items()
                              if v and k not in ("expected", "delivered")}
                    yield (f"{TITLES[server]}, row {row}: "
                           f"{faults or ''} {told['open']['failures'] or ''} "
                           f"{told['open']['lost'] or ''} {told['refused'] or ''} "
                           f"{told['publisher_failures'] or ''}")


def main_table(rows, servers, results):
    others = [server for server in servers if server != "pushpoint"]
    lines = [table_line(["row"] + [TITLES[server] for server in servers]
                        + [f"÷ {TITLES[other]}" for other in others]),
             table_line(["---"] + ["---:"] * (len(servers) + len(others)))]
    for row in rows:
        if row.servers != EVERYONE:
            continue
        cells = [row.title]
        for server in servers:
            cell = shown(results.figure(row, server), row.unit)
            p99 = results.p99_ms(row, server)
            if p99:
                cell += f" (p99 {p99:.2f} ms)"
            elif row.key == "idle" and results.told(row, server):
                cell += f" ({results.resident_mib(row, server):.0f} MiB in all)"
            cells.append(cell)
        for other in others:
            value = ratio(results.figure(row, "pushpoint"), results.figure(row, other))
            cells.append("–" if value is None else f"{value:.2f}")
        lines.append(table_line(cells))
    return "\n".join(lines)


def processor_table(rows, servers, results):
    lines = [table_line(["server's processor time"] + [TITLES[server] for server in servers]),
             table_line(["---"] + ["---:"] * len(servers))]
    for row in rows:
        if row.servers != EVERYONE or row.unit != "/s":
            continue
        count = "delivered" if row.key == "fan-out" else "published"
        costs = [results.processor_us(row, server, count) for server in servers]
        lines.append(table_line([f"{row.title}, µs each"]
                                + ["–" if cost is None else f"{cost:.1f}" for cost in costs]))
    return "\n".join(lines)


def goals(rows, results):
    """(text, value, whether it is met) for each goal whose rows were run."""
    by_key = {row.key: row for row in rows}

    def figure(key, server="pushpoint"):
        return results.figure(by_key[key], server) if key in by_key else None

    found = []

    def at_least(text, value, goal):
        if value is not None:
            found.append((text, f"≥ {goal}", f"{value:.2f}", value >= goal))

    def at_most(text, value, goal, unit):
        if value is not None:
            found.append((text, f"≤ {goal} {unit}", f"{value:.1f} {unit}", value <= goal))

    for row in rows:
        for other, goal in row.wanted.items():
            at_least(f"{row.title} ÷ {TITLES[other]}",
                     ratio(figure(row.key), figure(row.key, other)), goal)
    at_least("9,000 receivers ÷ 100 receivers", ratio(figure("publish-9000"), figure("publish")),
             0.75)
    at_least("messages in batches of 100 ÷ posted alone", ratio(figure("batch"), figure("publish")), 4)
    at_most("resident memory per idle connection, at 9,000", figure("idle"), 12, "KiB")
    at_most("9,000 connects in a burst", figure("burst"), 2, "s")
    if "burst" in by_key:
        runs = results.told(by_key["burst"], "pushpoint")
        failed = sum(told["open"]["wanted"] - told["open"]["opened"] for told in runs)
        if runs:
            found.append(("refused of 9,000 connects in a burst", "0", str(failed), failed == 0))
    at_least("window open and watching ÷ headless",
             ratio(figure("window", "pushpoint-window"), figure("window")), 0.95)
    return found


def goal_table(found):
    lines = [table_line(["goal", "wanted", "measured", "met"]),
             table_line(["---", "---:", "---:", "---"])]
    for text, wanted, value, is_met in found:
        lines.append(table_line([text, wanted, value, "yes" if is_met else "**no**"]))
    return "\n".join(lines)
