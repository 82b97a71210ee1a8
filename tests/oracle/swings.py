# SPDX-License-Identifier: GPL-3.0-or-later
"""What a loss is with one input at its 5 % or its 95 % value, once more, from the text of stages 0, 7 and 8.

The program has these values in `blackout sensitivity` (at_5_percent, at_95_percent): no sample is in them, so that the
mapping of an input, its spread by basis and what the model's own error is worth can be compared to the last digits.
An input of a table is moved in the oracle's copy of the tables, and the loss is worked out anew."""

import math

import numerics
import oracle

Z = 1.6448536269514722        # of the 95 % point of a normal distribution
SPREAD = {"measured": 0.0, "reported": 0.05, "derived": 0.15, "assumed": 0.40, "": 0.40}
SHARES = ("recapture", "usage_share", "share", "revenue_share", "fallback_share")
CERTAIN_ONE = ("shape", "firms")  # a 1 is what an empty cell has, and as certain
# What an empty cell has, by kind of flow: centre and ends
EMPTY = {
    "recapture": {"advertising": (0.25, 0.05, 0.6), "consumer": (0.3123, 0.02, 0.87),
                  "orders": (0.47, 0.02, 0.98), "": (0.25, 0.02, 0.87)},
    "recapture_decay_hours": {"advertising": (24.0, 6.0, 168.0), "consumer": (72.0, 24.0, 336.0),
                              "orders": (2190.0, 744.0, 8766.0), "": (229.3, 24.0, 2190.0),
                              "capacity": (229.3, 24.0, 2190.0),
                              "subscription": (229.3, 24.0, 2190.0)},
    "usage_share": {"subscription": (0.05, 0.01, 0.2), "": (0.9, 0.5, 0.99)},
    "growth_factor": {kind: (1.0, 0.7813, 1.2799) for kind in oracle.FLOW_KINDS}}
# Of a platform without any profile: hours, standard deviation of the logarithm of the hours' weight
NO_PROFILE = [(6.0, 0.905), (24.0, 0.532), (72.0, 0.223)]
KEYS = {"sectors": ("sector",), "channels": ("channel",),
        "fallbacks": ("sector", "channel", "fallback")}
TABLES = ("platforms", "platform_regions", "owners", "fx", "dependencies", *KEYS)


def moved(row, column, side):
    """The value of the cell at its 5 % (side -1) or 95 % (side 1) point; None where it is certain."""
    centre = oracle.number(row, column)
    if centre is None:
        ends = EMPTY.get(column, {}).get(oracle.text(row, "flow_kind"))
        return ends[1 if side < 0 else 2] if ends else None
    spread = side * SPREAD[oracle.text(row, "basis")]
    if centre == 0.0 or (centre == 1.0 and column in SHARES + CERTAIN_ONE):
        return None
    if column in SHARES:
        return 1.0 / (1.0 + (1.0 - centre) / centre * math.exp(-Z * spread))
    return centre * math.exp(Z * spread)


def interpolated(rows, hours):
    """`log_sd` at these hours: linear in ln of them, constant outside the rows."""
    rows = sorted(rows)
    if hours <= rows[0][0]:
        return rows[0][1]
    for (a, low), (b, high) in zip(rows, rows[1:]):
        if hours <= b:
            return low + (high - low) * math.log(hours / a) / math.log(b / a)
    return rows[-1][1]


def hour_error(package, outage, platform, region):
    """s_w(D): of the hours by which D differs from whole weeks, as a part of D."""
    if outage.start is None or (platform, region) in package.fits:
        return 0.0
    over = outage.window % oracle.WEEK
    hours = min(over, oracle.WEEK - over)
    profile = oracle.text(package.shares[platform, region], "profile")
    rows = NO_PROFILE if not profile else [
        (float(row["duration_hours"]), float(row["log_sd"])) for row in package.table("model_error")
        if oracle.text(row, "duration_hours")]
    return hours / outage.window * interpolated(rows, hours) if rows and hours > 0.0 else 0.0


def class_error(package, side):
    """s T_v^-1 of the 5 % or the 95 % point: the class without its location."""
    row = oracle.class_row(package)
    scale = oracle.number(row, "scale")
    if scale is None:
        return side * Z * oracle.number(row, "log_sd")
    degrees = oracle.number(row, "degrees")
    return scale * (side * Z if degrees is None else
                    numerics.student_quantile(0.95 if side > 0 else 0.05, degrees))


class Case:
    """One scenario with a start on one package, and the two totals of it."""

    def __init__(self, tables, scenario):
        self.tables, self.scenario = tables, scenario
        self.outage = oracle.Outage(tables, scenario)
        self.package = oracle.Package(tables, self.outage.start)
        first = self.package.owner_of(self.outage.platforms[0])
        self.currency = scenario.get("currency") or self.package.owner(first)["currency"]

    def owner(self, error=lambda platform, region: 0.0):
        total = 0.0
        for p in self.outage.platforms:
            loss = oracle.OwnerLoss(self.package, self.outage, p, self.currency)
            total += math.fsum(oracle.mean(net) * math.exp(error(p, r)) for r, net in loss.net.items())
        return total

    def dependants(self):
        rows = [row for row in self.package.table("dependencies")
                if row["platform"] in self.outage.platforms]
        return math.fsum(oracle.DependentLoss(self.package, self.outage, row, self.currency,
                                              self.outage.starts()).central for row in rows)

    def total(self, name):
        return self.owner() if name == "owner_revenue_loss/net" else self.dependants()

    def rows_of(self, table, key):
        """The rows in force that the factor moves: one, or all that it is common to."""
        package = self.package
        if table == "platforms":
            names = package.platforms_of(key[0]) if key[1:] == ["*"] else key
            return [package.platform(name) for name in names]
        if table == "platform_regions":
            names = package.platforms_of(key[0]) if key[2:] == ["*"] else key[:1]
            return [row for (p, r), row in package.shares.items() if p in names and r == key[1]]
        if table == "owners":
            return [package.owner(key[0])]
        if table == "fx":
            return [oracle.in_force([row for row in package.table("fx") if row["currency"] == key[0]],
                                    package.moment, "date")]
        if key == ["*"]:
            return package.table(table)
        return [row for row in package.table(table)
                if [oracle.text(row, name) for name in KEYS[table]] == key]

    def moved_share(self, row, side):
        """As a part of what the business has by the platforms of one owner, on one basis."""
        def of(other):
            return (other["business"], oracle.text(other, "basis") or "assumed",
                    self.package.owner_of(other["platform"]))
        parts = [other for other in self.package.table("dependencies") if of(other) == of(row)]
        whole = dict(row, share=repr(math.fsum(float(other["share"]) for other in parts)))
        value = moved(whole, "share", side)
        return None if value is None else float(row["share"]) * value / float(whole["share"])

    def restored(self, table, column):
        """[rows whose shares belong together]: what samples keep of them."""
        if (table, column) == ("platform_regions", "revenue_share"):
            return [[row for (q, _), row in self.package.shares.items() if q == p]
                    for p in self.outage.platforms]
        return []

    def cap_fallbacks(self):
        """Shares of one flow that add up to more than 1 are scaled to 1."""
        flows = {}
        for row in self.package.table("fallbacks"):
            flows.setdefault((oracle.text(row, "sector"), row["channel"]), []).append(row)
        for rows in flows.values():
            scale = max(math.fsum(float(row["share"]) for row in rows), 1.0)
            for row in rows:
                row["share"] = repr(float(row["share"]) / scale)

    def swing(self, total, factor, side):
        """The total with the factor at one end; None where this file has no word on it."""
        table, *key, column = factor.split("/")
        if table == "model_error":
            if total != "owner_revenue_loss/net":
                return self.total(total)
            if column == "scale":
                return self.owner(lambda p, r: class_error(self.package, side))
            return self.owner(lambda p, r: side * Z * hour_error(self.package, self.outage, p, r))
        if table not in TABLES:
            return None
        whole = self.restored(table, column)
        touched = {id(row): row for row in self.rows_of(table, key)}
        touched.update((id(row), row) for rows in whole for row in rows)
        before = {name: dict(row) for name, row in touched.items()}
        sums = [math.fsum(float(row[column]) for row in rows) for rows in whole]
        values = [self.moved_share(row, side) if (table, column) == ("dependencies", "share")
                  else moved(row, column, side) for row in self.rows_of(table, key)]
        for row, value in zip(self.rows_of(table, key), values):
            if value is not None:
                row[column] = repr(value)
        for rows, kept in zip(whole, sums):
            scale = kept / math.fsum(float(row[column]) for row in rows)
            for row in rows:
                row[column] = repr(float(row[column]) * scale)
        if (table, column) == ("fallbacks", "share"):
            self.cap_fallbacks()
        result = self.total(total)
        for name, row in touched.items():
            row.clear()
            row.update(before[name])
        return result


def compare(report, tables, scenario, rng):
    """(mismatches, figures compared): all of the model's own error, a few of the other inputs."""
    case, mismatches, compared = Case(tables, scenario), [], 0
    for total in report["totals"]:
        known = [row for row in total["drivers"] if "at_5_percent" in row]
        chosen = [row for row in known if row["factor"].startswith("model_error/")]
        others = [row for row in known if row not in chosen and abs(
            row["at_95_percent"] - row["at_5_percent"]) > 0.0]
        for row in chosen + rng.sample(others, min(4, len(others))):
            for side, name in ((-1, "at_5_percent"), (1, "at_95_percent")):
                expected = case.swing(total["total"], row["factor"], side)
                if expected is None:
                    continue
                compared += 1
                tolerance = 1e-9 if total["total"].startswith("owner") else 1e-6
                if abs(row[name] - expected) > tolerance * abs(expected):
                    mismatches.append((f"{total['total']} {row['factor']}.{name}", expected, row[name]))
    return mismatches, compared
