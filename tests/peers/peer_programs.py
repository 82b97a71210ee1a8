# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs beside which our files are read and written, and how each is run: as its documentation's
first page has it, with its own defaults, since that is what people do."""

import csv
import io
import json
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
DEBIAN = "/usr/bin/python3"  # has pandas and openpyxl, where the packages are installed
PLAIN, US, EU = "report.csv", "report-us.csv", "report-eu.csv"
JSON, XLSX, PACKAGE = "report.json", "report.xlsx", "described/datapackage.json"
INSTALLED = "reference/datapackage.json"
TABLE = "described/dependencies.csv"
MADE = "dependencies.csv, read and written again"
# what we write, with the options
WRITTEN = {PLAIN: [], US: ["--csv-dialect", "excel-us"], EU: ["--csv-dialect", "excel-eu"], JSON: [], XLSX: []}


def is_net(row):
    return row.get("measure") == "owner_revenue_loss/net" and row.get("platform") not in (None, "") and \
        row.get("region") in (None, "") and str(row.get("platform")) != "nan"


def is_net_anywhere(row):
    """Where the reader made nothing of some names, what is left says which rows are of a platform."""
    return row.get("measure") == "owner_revenue_loss/net" and row.get("owner") == "acme" and \
        row.get("region") in (None, "")


# the columns of name and number, and which rows count
READ = {PLAIN: ("platform", "central", is_net_anywhere), US: ("platform", "central", is_net_anywhere),
        EU: ("platform", "central", is_net_anywhere),
        JSON: ("platform", "central", lambda row: True),
        XLSX: ("platform", "owner net", lambda row: row.get("owner") in ("acme", "Acme")),
        PACKAGE: ("business", "annual_revenue", lambda row: True),
        TABLE: ("business", "annual_revenue", lambda row: True)}


def run(command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False,
                          timeout=300, **more)
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    said = [line for line in lines if "Error" in line] or lines[-1:] or ["no message"]
    return done.stdout, said[0][:160] if done.returncode != 0 else None


def rows_of_csv(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))


class Peer:
    slow = True  # run by `./bootstrap test --peers` alone

    def __init__(self, name, key=None, label=None, reads=(), writes=False):
        self.name, self.key, self.label = name, key or name, label or name
        self.reads, self.writes = list(reads), writes


class NodePeer(Peer):
    """A library of npm, by peers.mjs."""
    slow = False

    def is_there(self):
        folder = re.sub("-(json|typed)$", "", self.key)
        folder = "@duckdb/node-api" if folder == "duckdb" else folder
        return shutil.which("node") is not None and (
            self.key == "node" or (HERE / "node_modules" / folder).is_dir())

    def version(self):
        return run(["node", HERE / "peers.mjs", "version", self.key])[0].strip()

    def read(self, path, _):
        text, failure = run(["node", HERE / "peers.mjs", "read", self.key, path])
        if failure:
            return None, failure
        found = json.loads(text)
        return figures_of_json(found) if path.suffix == ".json" and path.name == JSON else found, None

    def write(self, path, target):
        return run(["node", HERE / "peers.mjs", "write", self.key, path, target])[1]


def figures_of_json(report):
    """Of a whole report, or of its only row: each platform's net loss."""
    report = report[0] if isinstance(report, list) and len(report) == 1 else report
    return [{"platform": one["platform"], "central": one["owner_revenue_loss"]["net"]["central"]}
            for one in report["platforms"]]


class RPeer(Peer):
    """A function of R, by peers.R."""

    def is_there(self):
        package = re.sub("-.*|2$", "", self.key)
        return shutil.which("Rscript") is not None and (package == "base" or run(
            ["Rscript", "-e", f"library({package}); library(jsonlite)"])[1] is None)

    def version(self):
        return run(["Rscript", HERE / "peers.R", "version", self.key])[0].strip()

    def read(self, path, _):
        text, failure = run(["Rscript", HERE / "peers.R", "read", self.key, path])
        return (None, failure) if failure else (json.loads(text), None)

    def write(self, path, target):
        return run(["Rscript", HERE / "peers.R", "write", self.key, path, target])[1]


class PandasPeer(Peer):
    READERS = {"pandas": "pandas.read_csv(path)", "pandas-eu": "pandas.read_csv(path, sep=';', decimal=',')",
               "pandas-text": "pandas.read_csv(path, dtype={'platform': str}, keep_default_na=False, "
                              "na_values={'central': ['']})",
               "pandas-xlsx": "next(t for t in (pandas.read_excel(path, sheet_name=s, header=None) for s in "
                              "pandas.ExcelFile(path).sheet_names) if (t == 'owner net').any().any())"}
    WRITERS = {"pandas": "read_csv(path).to_csv(target)", "pandas-plain": "read_csv(path).to_csv(target, index=False)",
               "pandas-text": "read_csv(path, dtype=str, keep_default_na=False).to_csv(target, index=False)"}

    def is_there(self):
        return run([DEBIAN, "-c", "import pandas, openpyxl"])[1] is None

    def version(self):
        return run([DEBIAN, "-c", "import pandas; print(pandas.__version__)"])[0].strip()

    def read(self, path, _):
        script = ("import pandas, sys, json; path = sys.argv[1]; t = " + self.READERS[self.key] + "\n"
                  "rows = t.values.tolist(); columns = list(t.columns)\n"
                  "i = next((k for k, r in enumerate(rows) if 'owner net' in r), None)\n"
                  "columns, rows = (rows[i], rows[i + 1:]) if i is not None else (columns, rows)\n"
                  "print(json.dumps([{str(c): None if v != v else v for c, v in zip(columns, r)} for r in rows]))")
        text, failure = run([DEBIAN, "-c", script, path])
        return (None, failure) if failure else (json.loads(text), None)

    def write(self, path, target):
        return run([DEBIAN, "-c", "import sys; from pandas import read_csv; path, target = sys.argv[1:]; " +
                    self.WRITERS[self.key], path, target])[1]


class FilterPeer(Peer):
    """A program that prints the table as JSON or CSV."""
    COMMANDS = {"miller": ["mlr", "--icsv", "--ojson", "cat"], "csvjson": ["csvjson"],
                "csvjson-text": ["csvjson", "-I"],
                "miller-json": ["mlr", "--ijson", "--ojson", "cat"], "jq": ["jq", "-c", "."]}
    WRITES = {"miller": ["mlr", "--csv", "cat"], "csvsort": ["csvsort", "-c", "business"],
              "csvsort-text": ["csvsort", "-I", "-c", "business"]}
    VERSIONS = {"mlr": r"(\d[\d.]+)", "csvjson": r"(\d[\d.]+)", "jq": r"(\d[\d.]+)", "csvsort": r"(\d[\d.]+)"}

    slow = False

    def command(self):
        return self.COMMANDS.get(self.key) or self.WRITES[self.key]

    def is_there(self):
        return shutil.which(self.command()[0]) is not None

    def version(self):
        text, _ = run([self.command()[0], "--version"])
        return re.search(self.VERSIONS[self.command()[0]], text)[1]

    def read(self, path, _):
        text, failure = run([*self.command(), path])
        if failure:
            return None, failure
        found = json.loads(text)
        return figures_of_json(found) if path.name == JSON else found, None

    def write(self, path, target):
        text, failure = run([*self.WRITES[self.key], path])
        target.write_text(text, encoding="utf-8")
        return failure


class SqlitePeer(Peer):
    slow = False

    def is_there(self):
        return shutil.which("sqlite3") is not None

    def version(self):
        return run(["sqlite3", "--version"])[0].split()[0]

    def read(self, path, _):
        text, failure = run(["sqlite3", ":memory:", f".import --csv {path} t", ".mode json", "select * from t"])
        return (None, failure) if failure else (json.loads(text), None)

    def write(self, path, target):
        text, failure = run(["sqlite3", ":memory:", f".import --csv {path} t", ".headers on", ".mode csv",
                             "select * from t"])
        target.write_text(text, encoding="utf-8")
        return failure


class SheetPeer(Peer):
    """A spreadsheet program, which shows what it read by saving it as CSV: numbers in the format of the cell."""

    def __init__(self, *arguments, language="en-US", **more):
        super().__init__(*arguments, **more)
        self.language = language

    def is_there(self):
        return shutil.which("soffice" if self.name == "LibreOffice" else "ssconvert") is not None

    def version(self):
        command = ["soffice", "--version"] if self.name == "LibreOffice" else ["ssconvert", "--version"]
        text, _ = run(command)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return re.search(r"(\d+\.\d+[\d.]*)", text + done.stderr)[1]

    def convert(self, path, target):
        """To CSV with commas, formulas' values and full precision where the program has a way to ask for it."""
        if self.name == "Gnumeric":
            more = ["-S"] if path.suffix == ".xlsx" else []
            return run(["ssconvert", *more, "-O", "format=raw", "-T", "Gnumeric_stf:stf_assistant", path,
                        f"{target}.%n" if more else target])[1]
        office = target.parent / "office"
        delimiter = 59 if path.name == EU else 44
        language = {"en-US": 1033, "de-DE": 1031, "it-IT": 1040}[self.language]
        infilter = [f"--infilter=CSV:{delimiter},34,76,1,,{language},false,true,false,false"] \
            if path.suffix == ".csv" else []
        sheets = ",-1" if path.suffix == ".xlsx" else ""
        _, failure = run(["soffice", f"-env:UserInstallation=file://{office}", "--headless", *infilter, "--convert-to",
                          "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false" +
                          (sheets or ",0"), "--outdir", target.parent / "converted", path])
        return failure

    def read(self, path, folder):
        target = folder / f"read-{self.key}-{path.stem}.csv"
        failure = self.convert(path, target)
        if failure:
            return None, failure
        if self.name == "Gnumeric":
            files = sorted(folder.glob(target.name + "*"))
        else:
            files = sorted((folder / "converted").glob(path.stem + "*.csv"))
        for file in files:
            rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
            header = next((i for i, row in enumerate(rows) if "platform" in row and
                           ("measure" in row or "owner net" in row)), None)
            if header is not None:
                found = [dict(zip(rows[header], row)) for row in rows[header + 1:]]
                for row in found:
                    for column in ("central", "owner net"):
                        try:
                            row[column] = float(row.get(column, ""))
                        except ValueError:
                            pass
                for each in files:
                    each.unlink()
                return found, None
        return [], None

    def write(self, path, target):
        if self.name == "Gnumeric":
            return run(["ssconvert", path, target])[1]
        office = target.parent / "office"
        language = {"en-US": 1033, "de-DE": 1031, "it-IT": 1040}[self.language]
        delimiter = 44 if self.language == "en-US" else 59
        _, failure = run(["soffice", f"-env:UserInstallation=file://{office}", "--headless",
                          "--infilter=CSV:44,34,76,1,,1033,false,true", "--convert-to",
                          f"csv:Text - txt - csv (StarCalc):{delimiter},34,76,1,,{language},false,true,false",
                          "--outdir", target.parent / "saved", path])
        saved = target.parent / "saved" / path.name
        if failure is None and saved.exists():
            saved.rename(target)
            return None
        return failure or "no file"


PEERS = [
    SheetPeer("LibreOffice", "libreoffice", reads=[PLAIN, US, EU, XLSX], writes=True, label="LibreOffice, English"),
    SheetPeer("LibreOffice", "libreoffice-de", reads=[PLAIN, US, EU], writes=True, language="de-DE",
              label="LibreOffice, German"),
    SheetPeer("LibreOffice", "libreoffice-it", reads=[PLAIN, US, EU], writes=True, language="it-IT",
              label="LibreOffice, Italian"),
    SheetPeer("Gnumeric", "gnumeric", reads=[PLAIN, XLSX], writes=True, label="Gnumeric (ssconvert)"),
    PandasPeer("pandas", reads=[PLAIN, US], writes=True, label="pandas, read_csv, to_csv"),
    PandasPeer("pandas", "pandas-eu", reads=[EU], label="pandas, sep and decimal"),
    PandasPeer("pandas", "pandas-text", reads=[PLAIN], writes=True, label="pandas, names as str, keep_default_na"),
    PandasPeer("pandas", "pandas-plain", writes=True, label="pandas, index=False"),
    PandasPeer("pandas", "pandas-xlsx", reads=[XLSX], label="pandas, read_excel"),
    RPeer("R", "base", reads=[PLAIN, US], writes=True, label="R, read.csv, write.csv"),
    RPeer("R", "base-plain", writes=True, label="R, write.csv without row names"),
    RPeer("R", "base2", reads=[EU], writes=True, label="R, read.csv2, write.csv2"),
    RPeer("readr", "readr", reads=[PLAIN, US], writes=True, label="R, readr"),
    RPeer("readr", "readr2", reads=[EU], label="R, readr, read_csv2"),
    RPeer("readr", "readr-excel", writes=True, label="R, readr, write_excel_csv2"),
    RPeer("data.table", "data.table", reads=[PLAIN, US, EU], writes=True, label="R, data.table"),
    NodePeer("duckdb", "duckdb", reads=[PLAIN, US, EU], writes=True, label="DuckDB, read_csv as text, copy"),
    NodePeer("duckdb", "duckdb-typed", writes=True, label="DuckDB, read_csv, copy"),
    NodePeer("duckdb", "duckdb-json", reads=[JSON], label="DuckDB, read_json"),
    FilterPeer("miller", reads=[PLAIN, US], writes=True, label="Miller"),
    FilterPeer("miller", "miller-json", reads=[JSON], label="Miller, JSON"),
    FilterPeer("csvkit", "csvjson", reads=[PLAIN, US, EU], label="csvkit, csvjson"),
    FilterPeer("csvkit", "csvjson-text", reads=[PLAIN], label="csvkit, csvjson -I"),
    FilterPeer("csvkit", "csvsort", writes=True, label="csvkit, csvsort"),
    FilterPeer("csvkit", "csvsort-text", writes=True, label="csvkit, csvsort -I"),
    SqlitePeer("sqlite3", "sqlite3", reads=[PLAIN, US], writes=True, label="SQLite, .import, .mode csv"),
    FilterPeer("jq", reads=[JSON], label="jq"),
    NodePeer("node", "node", reads=[JSON], label="Node.js, JSON.parse"),
    NodePeer("papaparse", "papaparse", reads=[PLAIN, US, EU], writes=True, label="Papa Parse, dynamicTyping"),
    NodePeer("csv-parse", "csv-parse", reads=[PLAIN, US], label="csv-parse, cast"),
    NodePeer("csvtojson", "csvtojson", reads=[PLAIN], label="csvtojson, checkType"),
    NodePeer("d3-dsv", "d3-dsv", reads=[PLAIN, US], writes=True, label="d3-dsv, autoType"),
    NodePeer("fast-csv", "fast-csv", reads=[PLAIN], writes=True, label="fast-csv"),
    NodePeer("xlsx", "xlsx", reads=[PLAIN, US, EU, XLSX], writes=True, label="SheetJS"),
    NodePeer("exceljs", "exceljs", reads=[PLAIN, US, XLSX], writes=True, label="ExcelJS"),
    NodePeer("datapackage", "datapackage", reads=[PACKAGE, INSTALLED], label="datapackage (npm)"),
    NodePeer("frictionless.js", "frictionless.js", reads=[PACKAGE, INSTALLED], label="frictionless.js"),
    NodePeer("tableschema", "tableschema", reads=[TABLE], label="tableschema (npm)"),
]
