#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Price files as vendors export them: each gives the figures of the plain file with the same closes.

    test_layouts.py PROGRAM [--update]

What is seen are rows of docs/interchange.csv, of the kind `prices`; --update writes them.
The prices are those of made.py, rounded to what the vendor writes. Expected: what the program makes of
`Date,Close,Adj Close` with the same numbers, which other tests compare with scipy."""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "peers"))
import interchange  # noqa: E402
from made import DAYS, INDEX, SHARE, rows, write  # noqa: E402

PROGRAM = sys.argv[1]
DATE = DAYS[400].isoformat()
# a dividend goes ex on day 0: the close falls by 5 % more than the adjusted close
RATIO = [0.95 if day < DAYS[400] else 1.0 for day in DAYS]
CLOSES = [round(p / r, 2) for p, r in zip(SHARE, RATIO)]
ADJUSTED = [round(p, 2) for p in SHARE]
failures = []
AS_IT_IS = "read: the figures of the plain file"


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text)


def study(folder, path, symbol="A"):
    index = write(folder, "prices_M", rows(INDEX))
    return subprocess.run(
        [PROGRAM, "event-study", "--symbol", symbol, "--index", "M", "--date", DATE, "--format", "json",
         "--prices", str(path), "--prices", index], capture_output=True, text=True)


def figures(done):
    return json.loads(done.stdout)["studies"] if done.returncode == 0 else None


def german(number):
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def us_date(day):
    return f"{day.month}/{day.day}/{day.year}"


def lines(header, row, newest_first=False, first=""):
    body = [row(i) for i in range(len(DAYS))]
    return first + "\n".join([header] + (body[::-1] if newest_first else body)) + "\n"


def yahoo(i):
    return f"{DAYS[i]},1,2,0.5,{CLOSES[i]},{ADJUSTED[i]},1000"


LONG = ("Date\tOpen\tHigh\tLow\tClose Close price adjusted for splits.\tAdj Close Adjusted close price "
        "adjusted for splits and dividend and/or capital gain distributions.\tVolume")

# name -> text; with an adjusted close
ADJUSTED_LAYOUTS = {
    "Yahoo, file": lines("Date,Open,High,Low,Close,Adj Close,Volume", yahoo),
    "Yahoo, page": lines(LONG, lambda i: f"{DAYS[i]:%b} {DAYS[i].day}, {DAYS[i].year}\t1\t1\t1\t{CLOSES[i]}\t"
                                         f"{ADJUSTED[i]}\t12,345,678", newest_first=True),
    "Yahoo, page before 2024": lines("Date\tClose*\tAdj Close**",
                                     lambda i: f"{DAYS[i]:%b %d, %Y}\t{CLOSES[i]}\t{ADJUSTED[i]}"),
    "yfinance, history()": lines(
        "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits",
        lambda i: f"{DAYS[i]} 00:00:00-0{4 if DAYS[i].month in range(4, 11) else 5}:00,1,1,1,{CLOSES[i]},"
                  f"{ADJUSTED[i]},0,0.0,0.0"),
    "yfinance, three lines": lines(
        "Date,,,", lambda i: f"{DAYS[i]},{ADJUSTED[i]},{CLOSES[i]},1000",
        first="Price,Adj Close,Close,Volume\nTicker,A,A,A\n"),
    "yfinance, before 2024": lines(
        "Date,,,", lambda i: f"{DAYS[i]},{ADJUSTED[i]},{CLOSES[i]},1000",
        first=",Adj Close,Close,Volume\n,A,A,A\n"),
    "yfinance, two shares": lines(
        "Date,,,,", lambda i: f"{DAYS[i]},{ADJUSTED[i]},{2 * ADJUSTED[i]},{CLOSES[i]},{i + 1}.5",
        first="Price,Adj Close,Adj Close,Close,Close\nTicker,A,OTHER,A,OTHER\n"),
    "yfinance, by share": lines(
        "Date,,,,", lambda i: f"{DAYS[i]},{i + 1}.5,{2 * ADJUSTED[i]},{CLOSES[i]},{ADJUSTED[i]}",
        first="Ticker,OTHER,OTHER,A,A\nPrice,Close,Adj Close,Close,Adj Close\n"),
    "yfinance, two lines": lines(
        ",A,A", lambda i: f"{DAYS[i]},{CLOSES[i]},{ADJUSTED[i]}", first="Date,Close,Adj Close\n"),
    "Alpha Vantage": lines(
        "timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient",
        lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},{ADJUSTED[i]},1000,0.0000,1.0", newest_first=True),
    "Alpha Vantage, by a program": lines(
        "date,1. open,2. high,3. low,4. close,5. adjusted close,6. volume,7. dividend amount,"
        "8. split coefficient",
        lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},{ADJUSTED[i]},1000,0.0,1.0", newest_first=True),
    "BigQuery": lines("date,close,adj_close",
                      lambda i: f"{DAYS[i]} 00:00:00 UTC,{CLOSES[i]},{ADJUSTED[i]}"),
}
# the columns and dates of files of 2024 to 2026, as programs that read them have them
ADJUSTED_LAYOUTS |= {
    "Yahoo, page with payments": lines(
        LONG, lambda i: f"{DAYS[i]:%b} {DAYS[i].day}, {DAYS[i].year}\t1\t1\t1\t{CLOSES[i]}\t{ADJUSTED[i]}\t1"
        + ("" if i % 200 else f"\n{DAYS[i]:%b} {DAYS[i].day}, {DAYS[i].year}\t" +
           ("0.52 Dividend" if i % 400 else "4:1 Stock Splits")), newest_first=True),
    "Tiingo": lines("date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor",
                    lambda i: f"{DAYS[i]}T00:00:00.000Z,{CLOSES[i]},1,1,1,1,{ADJUSTED[i]},1,1,1,1,0.0,1.0"),
    "EODHD": lines("Date,Open,High,Low,Close,Adjusted_close,Volume",
                   lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},{ADJUSTED[i]},1"),
    "Marketstack": lines(
        "open,high,low,close,volume,adj_high,adj_low,adj_close,adj_open,adj_volume,split_factor,dividend,symbol,"
        "exchange,date",
        lambda i: f"1,1,1,{CLOSES[i]},1,1,1,{ADJUSTED[i]},1,1,1.0,0.0,A,XNAS,{DAYS[i]}T00:00:00+0000"),
    "Nasdaq Data Link": lines(
        "Date,Open,High,Low,Close,Volume,Ex-Dividend,Split Ratio,Adj. Open,Adj. High,Adj. Low,Adj. Close,Adj. Volume",
        lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},1,0.0,1.0,1,1,1,{ADJUSTED[i]},1"),
    "Sharadar": lines("ticker,date,open,high,low,close,volume,closeadj,closeunadj,lastupdated",
                      lambda i: f"A,{DAYS[i]},1,1,1,{CLOSES[i]},1,{ADJUSTED[i]},1,2026-11-02"),
    "tidyquant": lines('"symbol","date","open","high","low","close","volume","adjusted"',
                       lambda i: f'"A",{DAYS[i]},1,1,1,{CLOSES[i]},1,{ADJUSTED[i]}'),
    "Financial Modeling Prep": lines(
        "date,open,high,low,close,adjClose,volume,unadjustedVolume,change,changePercent,vwap,label,changeOverTime",
        lambda i: f'{DAYS[i]},1,1,1,{CLOSES[i]},{ADJUSTED[i]},1,1,0.1,0.12,1,"{DAYS[i]:%B %d, %y}",0.001',
        newest_first=True),
}
for name in ("adjclose", "Adj_Close", "adj close", "Adj. Close", "adjusted_close", "Adjusted Close",
             "Adj\u00a0Close", " ADJ CLOSE ", "adjusted_close_price", "Adj. Close Price", "Adjusted Price", "\u8abf\u6574\u5f8c\u7d42\u5024*"):
    ADJUSTED_LAYOUTS["adjusted close as " + name] = lines(
        "Date,Close," + name, lambda i: f"{DAYS[i]},{CLOSES[i]},{ADJUSTED[i]}")

# with a close alone
PLAIN_LAYOUTS = {
    "Stooq": lines("Date,Open,High,Low,Close,Volume", lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},1000"),
    "Stooq, Polish": lines("Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen",
                           lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},1000"),
    "Stooq, bulk": lines("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>",
                         lambda i: f"A,D,{DAYS[i]:%Y%m%d},000000,1,1,1,{CLOSES[i]},1000,0"),
    "Nasdaq.com": lines("Date,Close/Last,Volume,Open,High,Low",
                        lambda i: f"{DAYS[i]:%m/%d/%Y},${CLOSES[i]},1000,$1,$1,$1", newest_first=True),
    "Google Finance": lines("Date,Close", lambda i: f"{us_date(DAYS[i])} 16:00:00,{CLOSES[i]}"),
    "Google Finance, Italian": lines(
        "Date,Close", lambda i: f'{DAYS[i]:%d/%m/%Y} 16.00.00,"{german(CLOSES[i])}"'),
    "Investing.com": lines('"Date","Price","Open","High","Low","Vol.","Change %"',
                           lambda i: f'"{DAYS[i]:%m/%d/%Y}","{CLOSES[i]:,.2f}","1","1","1","1.00M","0.1%"',
                           newest_first=True),
    "Investing.com, British": lines('"Date","Price","Open","High","Low","Vol.","Change %"',
                                    lambda i: f'"{DAYS[i]:%d/%m/%Y}","{CLOSES[i]:,.2f}","1","1","1","","0.1%"'),
    "Investing.com, Italian": lines(
        '"Data","Ultimo","Apertura","Massimo","Minimo","Vol.","Var. %"',
        lambda i: f'"{DAYS[i]:%d.%m.%Y}","{german(CLOSES[i])}","1,0","1,0","1,0","1,00M","0,10%"',
        newest_first=True, first="\ufeff"),
    "Investing.com, German": lines(
        '"Datum","Zuletzt","Er\u00f6ffn.","Hoch","Tief","Vol.","+/- %"',
        lambda i: f'"{DAYS[i]:%d.%m.%Y}","{german(CLOSES[i])}","1,0","1,0","1,0","","0,10%"'),
    "FRED": lines("observation_date,A", lambda i: f"{DAYS[i]},{CLOSES[i]}"),
    "FRED before 2025": lines("DATE,A", lambda i: f"{DAYS[i]},{CLOSES[i]}"),
    "Barchart": lines("Time,Open,High,Low,Last,Change,%Chg,Volume",
                      lambda i: f"{DAYS[i]:%m/%d/%Y},1,1,1,{CLOSES[i]},0.1,+0.12%,1"
                      + ("" if i else '\n"Downloaded from Barchart.com as of 11-20-2026 04:21am CST"'), newest_first=True),
    "LSEG Workspace": lines(
        "Exchange Date,Close,Net,%Chg,Open,Low,High,Volume,Turnover - USD,Flow",
        lambda i: f'{DAYS[i]:%d-%b-%Y},{CLOSES[i]},0.1,0.12%,1,1,1,"1,000","10,000",0', newest_first=True,
        first="Price History,,,,,,,,,\nA Inc,A.OQ,,,,,,,,\n,,,,,,,,,\n"),
    "Bloomberg": lines("Date,PX_LAST", lambda i: f"{us_date(DAYS[i])},{CLOSES[i]}"),
    "MarketWatch": lines("Date,Open,High,Low,Close,Volume",
                         lambda i: f'{DAYS[i]:%m/%d/%Y},"1.0","1.0","1.0","{CLOSES[i]:,.2f}","1,000"', newest_first=True),
    "Macrotrends": lines("date,open,high,low,close,volume", lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},1",
                         first="Macrotrends Data Download\n\nA - Historical Price and Volume Data\n\n\n\n"),
    "Euronext": lines("Date;Open;High;Low;Last;Close;Number of Shares;Number of Trades;Turnover;vwap",
                      lambda i: f"{DAYS[i]:%d/%m/%Y};1.0;1.0;1.0;2.0;{CLOSES[i]};1000;12;1000;1.0",
                      first='"Historical Data"\n"From 2020-09-01 to 2021-10-01"\nFR0000000000\n'),
    "Twelve Data": lines("datetime;open;high;low;close;volume", lambda i: f"{DAYS[i]};1;1;1;{CLOSES[i]};1",
                         newest_first=True),
    "Tushare": lines("ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount",
                     lambda i: f"A,{DAYS[i]:%Y%m%d},1,1,1,{CLOSES[i]},1,0.1,0.12,1,1", newest_first=True),
    "Frankfurt": lines("Datum;Er\u00f6ffnung;Schluss;Tageshoch;Tagestief;Umsatz St\u00fcck",
                       lambda i: f"{DAYS[i]:%d.%m.%Y};1,0;{german(CLOSES[i])};1,0;1,0;1000", newest_first=True),
    "National Stock Exchange of India": lines(
        '"Date ","series ","OPEN ","HIGH ","LOW ","PREV. CLOSE ","ltp ","close ","vwap "',
        lambda i: f'"{DAYS[i]:%d-%b-%Y}","EQ","1.0","1.0","1.0","1.0","1.0","{CLOSES[i]:,.2f}","1.0"', newest_first=True),
    # the price of the last trade is not the close
    "National Stock Exchange of India, archive": lines(
        "Symbol,Series,Date,Prev Close,Open Price,High Price,Low Price,Last Price,Close Price,Average Price,"
        "Total Traded Quantity,Turnover,No. of Trades",
        lambda i: f"A,EQ,{DAYS[i]:%d-%b-%Y},1,1,1,1,{1.01 * CLOSES[i]:.2f},{CLOSES[i]},1,1,1,1"),
    "BSE of India": lines(
        "Date,Open Price,High Price,Low Price,Close Price,WAP,No.of Shares,No. of Trades,Total Turnover (Rs.),"
        "Deliverable Quantity,% Deli. Qty to Traded Qty,Spread High-Low,Spread Close-Open",
        lambda i: f"{DAYS[i].day}-{DAYS[i]:%B-%Y},1,1,1,{CLOSES[i]},1,1,1,1,1,1,1,1", newest_first=True),
    "Nasdaq Nordic": lines(
        "Date;Bid;Ask;Opening price;High price;Low price;Closing price;Average price;Total volume;Turnover;Trades;",
        lambda i: f"{DAYS[i]};1,0;1,0;1,0;1,0;1,0;{str(CLOSES[i]).replace('.', ',')};1,0;1;1,5;1;", newest_first=True, first="sep=;\n"),
    "Boursorama": lines("date\touv\thaut\tbas\tclot\tvol\tdevise\t",
                        lambda i: f"{DAYS[i]:%d/%m/%Y} 00:00\t1\t1\t1\t{CLOSES[i]}\t1\tEUR\t"),
    "Portfolio Performance": lines("Date,Quote", lambda i: f"{DAYS[i]},{CLOSES[i]}"),
    "Portfolio Performance, German": lines("Datum;Kurs", lambda i: f"{DAYS[i]};{german(CLOSES[i])}"),
    "Interactive Brokers, by a program": lines("date,open,high,low,close,volume,average,barCount",
                                               lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},1.0,1.0,1"),
    "Investing.com, Spanish": lines(
        '"Fecha","\u00daltimo","Apertura","M\u00e1ximo","M\u00ednimo","Vol.","% var."',
        lambda i: f'"{DAYS[i]:%d.%m.%Y}","{german(CLOSES[i])}","1,0","1,0","1,0","1,2M","0,1%"', newest_first=True),
    "Investing.com, Turkish": lines(
        '"Tarih","\u015eimdi","A\u00e7\u0131l\u0131\u015f","Y\u00fcksek","D\u00fc\u015f\u00fck","Hac.","Fark %"',
        lambda i: f'"{DAYS[i]:%d.%m.%Y}","{german(CLOSES[i])}","1,0","1,0","1,0","1,2M","0,1%"', newest_first=True),
    "Investing.com, Russian": lines(
        '"\u0414\u0430\u0442\u0430","\u0426\u0435\u043d\u0430","\u041e\u0442\u043a\u0440.","\u041c\u0430\u043a\u0441.",'
        '"\u041c\u0438\u043d.","\u041e\u0431\u044a\u0451\u043c","\u0418\u0437\u043c. %"',
        lambda i: f'"{DAYS[i]:%d.%m.%Y}","{german(CLOSES[i])}","1,0","1,0","1,0","1,2M","0,1%"', newest_first=True),
    "Investing.com, Korean": lines(
        '\ufeff"\ub0a0\uc9dc","\uc885\uac00","\uc2dc\uac00","\uace0\uac00","\uc800\uac00","\uac70\ub798\ub7c9","\ubcc0\ub3d9 %"',
        lambda i: f'"{DAYS[i]:%Y- %m- %d}","{CLOSES[i]:,.2f}","1","1","1","1.2M","0.1%"', newest_first=True),
    "Investing.com, Japanese": lines(
        '\ufeff"\u65e5\u4ed8\u3051","\u7d42\u5024","\u59cb\u5024","\u9ad8\u5024","\u5b89\u5024","\u51fa\u6765\u9ad8","\u5909\u5316\u7387 %"',
        lambda i: f'"{DAYS[i]:%Y\u5e74%m\u6708%d\u65e5}","{CLOSES[i]:,.2f}","1","1","1","1.2M","0.1%"', newest_first=True),
    "Investing.com, Chinese": lines(
        '\ufeff"\u65e5\u671f","\u6536\u76d8","\u5f00\u76d8","\u9ad8","\u4f4e","\u4ea4\u6613\u91cf","\u6da8\u8dcc\u5e45"',
        lambda i: f'"{DAYS[i].year}-{DAYS[i].month}-{DAYS[i].day}","{CLOSES[i]:,.2f}","1","1","1","1.2M","0.1%"', newest_first=True),
    "Yahoo Japan": lines("\u65e5\u4ed8,\u59cb\u5024,\u9ad8\u5024,\u5b89\u5024,\u7d42\u5024,\u51fa\u6765\u9ad8",
                         lambda i: f'{DAYS[i]:%Y/%m/%d},1,1,1,"{CLOSES[i]:,}",1000'),
    "AKShare": lines(
        "\u65e5\u671f,\u80a1\u7968\u4ee3\u7801,\u5f00\u76d8,\u6536\u76d8,\u6700\u9ad8,\u6700\u4f4e,\u6210\u4ea4\u91cf,"
        "\u6210\u4ea4\u989d,\u632f\u5e45,\u6da8\u8dcc\u5e45,\u6da8\u8dcc\u989d,\u6362\u624b\u7387",
        lambda i: f"{DAYS[i]},A,1,{CLOSES[i]},1,1,1,1,1,1,1,1"),
    "TradingView, dates": lines("time,open,high,low,close,Volume", lambda i: f"{DAYS[i]},1,1,1,{CLOSES[i]},1"),
    "a title before the header": lines("Date;Close", lambda i: f"{DAYS[i]};{german(CLOSES[i])}",
                                       first="Prices of A;\n\nMade on 4 October;\n"),
}


def plain(header, row):
    return [[str(DAYS[i])] + row(i) for i in range(len(DAYS))], header


def check_layouts(folder, layouts, header, row):
    expected = figures(study(folder, write(folder, "A", *plain(header, row))))
    check(expected is not None and len(expected) > 0, "the plain file")
    found = []
    for name, text in layouts.items():
        path = pathlib.Path(folder) / "A.csv"
        path.write_text(text, encoding="utf-8")
        done = study(folder, path)
        check(figures(done) == expected, f"{name}: {done.stderr[:400] or 'other figures'}")
        warnings = json.loads(done.stdout or '{"warnings": []}')["warnings"]
        told = [w["message"] for w in warnings if w["code"] in ("unknown_column", "unadjusted_close")]
        check(told == [] or name in ("Euronext", "National Stock Exchange of India, archive"), f"{name}: {told}")
        if not name.startswith("adjusted close as "):
            seen = [w["message"].split(" (")[0] for w in warnings if w["code"] in ("preamble", "no_observation", "unknown_column")]
            found.append(["prices", name, "blackout", "-", AS_IT_IS + "".join(f"; warning: `{text}`" for text in seen)])
    return found


def in_short(found):
    """What is read without a word, in one row."""
    silent = [row[1] for row in found if row[4] == AS_IT_IS]
    return [["prices", "; ".join(silent), "blackout", "-", f"{AS_IT_IS}, without a warning"]] + [row for row in found if row[4] != AS_IT_IS]


def check_gaps(folder):
    """FRED has a point, and since 2025 nothing, on days without a price: left out, and said."""
    expected = figures(study(folder, write(folder, "A", *plain("Date,Close", lambda i: [str(CLOSES[i])]))))
    path = pathlib.Path(folder) / "A.csv"
    body = lines("observation_date,A", lambda i: f"{DAYS[i]},{CLOSES[i]}").splitlines()
    body[2:2] = ["2018-12-25,.", "2018-12-26,"]
    path.write_text("\n".join(body) + "\n")
    done = study(folder, path)
    check(expected is not None and figures(done) == expected, f"FRED with gaps: {done.stderr}")
    told = [w for w in json.loads(done.stdout or "{}").get("warnings", []) if w["code"] == "no_observation"]
    check(len(told) == 1 and told[0]["message"].startswith("2 days") and told[0]["where"] == "A.csv:3:2",
          f"FRED with gaps: {told}")


def check_splits(folder):
    """Alpha Vantage's close is as it was traded; Yahoo's is adjusted for splits."""
    path = pathlib.Path(folder) / "A.csv"
    alpha = lines("timestamp,close,split_coefficient", lambda i: f"{DAYS[i]},{CLOSES[i]},1.0")
    for name, text, places in (
            ("traded", alpha, ["A.csv:1:3"]),
            ("traded, by a program", alpha.replace("split_", "8. split "), ["A.csv:1:3"]),
            ("with both", lines("timestamp,close,split_coefficient,adjusted_close",
                                lambda i: f"{DAYS[i]},{CLOSES[i]},1.0,{ADJUSTED[i]}"), []),
            ("Yahoo's", lines("Date,Close,Stock Splits", lambda i: f"{DAYS[i]},{CLOSES[i]},0.0"), [])):
        path.write_text(text, encoding="utf-8")
        done = study(folder, path)
        told = [w["where"] for w in json.loads(done.stdout or "{}").get("warnings", [])
                if w["code"] == "unadjusted_close"]
        check(done.returncode == 0 and told == places, f"splits, {name}: {told} {done.stderr[:200]}")


def check_refusals(folder):
    path = pathlib.Path(folder) / "A.csv"
    found = []
    for name, text, words in (
            ("a page of HTML, behind a login", "<!DOCTYPE html>\n<html><body>Sign in, then try again</body></html>\n", ["HTML"]),
            ("a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", ["git lfs"]),
            ("two orders of dates", "Date,Close\n03/04/2021,1.5\n04/05/2021,1.6\n",
             ["2021-04-03 or 2021-03-04", "(2 rows: lines 2, 3"]),
            ("nulls", "Date,Close\n2021-03-04,null\n2021-03-05,null\n", ["Close", "null", "2 rows"]),
            ("TradingView, seconds since 1970", "time,close\n1633354200,1.5\n1633440600,1.6\n",
             ["counts the seconds since 1970, it is 2021-10-04T13:30:00Z", "2 rows"]),
            ("Databento, nanoseconds since 1970", "Date,Close\n1633320000000000000,1.5\n", ["the nanoseconds since 1970, it is 2021-10-04"]),
            ("Polygon, all shares of a day", "ticker,volume,open,close,high,low,window_start,transactions\nA,1,1,1,1,1,1,1\n",
             ["'Date'", "window_start", "or give those that are meant these names"]),
            ("Alpaca, midnight of the exchange in UTC", "symbol,timestamp,close\nA,2021-10-04 04:00:00+00:00,1.5\n",
             ["time of day", "2021-10-04 04:00:00+00:00"]),
            ("The Wall Street Journal, years of two digits", "Date, Close\n10/25/21, 1.5\n10/26/21, 1.6\n", ["it is 2021-10-25", "2 rows"]),
            ("European Central Bank, SDMX", "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nx,D,USD,2021-10-04,1.16\n",
             ["SDMX", "eurofxref-hist.csv"]),
            ("a close under another name", "Date;Preis\n2021-03-04;1\n", ["'Close'", "delimiter ';'", "Date;Preis"]),
            ("a near name", "Date,Close,Adj Closed\n2021-03-04,1,1\n", ["Adj Closed", "Adj Close"])):
        path.write_text(text)
        done = study(folder, path)
        check(done.returncode == 1 and done.stdout == "", f"{name}: status {done.returncode}")
        check(len(done.stderr.splitlines()) == 2, f"{name}: {done.stderr}")
        for word in words:
            check(word in done.stderr.splitlines()[0], f"{name}: no '{word}' in {done.stderr}")
        found.append(["prices", name, "blackout", "-", "refused: `" + done.stderr.splitlines()[0].replace("|", "/") + "`"])
    return found


def check_symbols(folder):
    """Bulk files of Stooq and EODHD name the exchange with the share: the message has what is there."""
    path = pathlib.Path(folder) / "bulk.csv"
    path.write_text(PLAIN_LAYOUTS["Stooq, bulk"].replace("A,D,", "A.US,D,"))
    done = study(folder, path)
    check(done.returncode == 1 and "no prices of A," in done.stderr and "there are prices of A.US, M" in done.stderr,
          f"a symbol with its exchange: {done.stderr}")
    done = study(folder, path, "A.US")
    check(done.returncode == 0, f"the symbol of the file: {done.stderr}")


def check_notes(folder):
    path = pathlib.Path(folder) / "A.csv"
    path.write_text(ADJUSTED_LAYOUTS["Yahoo, page with payments"])
    told = [w["message"] for w in json.loads(study(folder, path).stdout)["warnings"] if w["code"] == "no_observation"]
    check(len(told) == 1 and told[0].startswith(f"{(len(DAYS) + 199) // 200} rows are notes"), f"payments: {told}")


def main():
    assert datetime.date.fromisoformat(DATE) in DAYS
    with tempfile.TemporaryDirectory() as folder:
        found = check_layouts(folder, ADJUSTED_LAYOUTS, "Date,Close,Adj Close",
                              lambda i: [str(CLOSES[i]), str(ADJUSTED[i])])
        found += check_layouts(folder, PLAIN_LAYOUTS, "Date,Close", lambda i: [str(CLOSES[i])])
        check_gaps(folder)
        check_splits(folder)
        found += check_refusals(folder)
        check_symbols(folder)
        check_notes(folder)
    print(f"{len(ADJUSTED_LAYOUTS) + len(PLAIN_LAYOUTS)} layouts, {len(failures)} failures")
    found = in_short(found)
    if "--update" in sys.argv:
        interchange.update(found, ("prices",))
        return 0
    return 1 if failures or interchange.compare(found) else 0


if __name__ == "__main__":
    sys.exit(main())
