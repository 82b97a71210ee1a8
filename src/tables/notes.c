/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be known of each table as a whole, in Markdown. What a column means is said with the
 * column, in schema.c. The texts are printed as they stand, in NOTES.md of `init`, by `blackout
 * schema` and in docs/data-format.md: nothing wraps them, so their line ends are those of the
 * reader. A limit or a word in a note is also in the code that checks it, which is named above the
 * note: the two change together, and docs/make_tables.py writes the document again. */
#include "tables/notes.h"

static const char *const notes[NO_TABLE] = {
    /* 1 %: owner_sum_tolerance in ingest/owner_checks.c. Zone and close: exchange_hours.c. */
    [OWNERS] =
        "Several rows of one owner need an `as_of`. `annual_revenue`: if given, the platforms\n"
        "of the owner must sum to it within 1 %, when the row comes into force or at the end\n"
        "of its time. Amounts are in `currency`. `blackout event-study` uses the index, the time\n"
        "zone and the close of the session. Before the first row, and where a row leaves them\n"
        "empty, zone and close are those on which all rows of the owner agree.\n",
    [REGIONS] = "The economy baseline needs `gdp`, `gdp_currency` and `digital_share` of every\n"
                "region.\n",
    [ACTIVITY] = "A profile has all 168 hours, each once, and at least one weight above 0. Hours "
                 "are local to\n"
                 "the region where the profile is used.\n",
    [SECTORS] =
        "Needed as soon as there are dependants. Value added is reported only if all sectors\n"
        "with dependants have `annual_output` and `value_added`; the two are in one currency.\n",
    [CHANNELS] =
        "Needed as soon as there are dependants. The names are free; the reference package\n"
        "has `sales`, `advertising`, `messaging` and `login`. Leave the buffers empty or 0\n"
        "where a delay does not save the sale.\n",
    [PLATFORMS] = "Several rows of one platform need an `as_of`. `usage_share` near 0 is a\n"
                  "subscription: it goes on while the platform is down.\n",
    /* 0.001, here and below: share_sum_tolerance in ingest/share_sum.h. */
    [PLATFORM_REGIONS] =
        "The `revenue_share` of one platform must add up to 1 within 0.001. Every platform\n"
        "needs rows.\n",
    /* The four that are never down: words.h, whose list a test looks for in this text. */
    [FALLBACKS] =
        "An entry for sector and channel replaces all entries for the channel alone. The\n"
        "shares of one sector and channel add up to at most 1, within 0.001. `email`, `store`,\n"
        "`web` and `phone` are never down; a platform can be.\n",
    /* The file of the European Central Bank: ingest/rate_sheet.c. */
    [FX] =
        "Needed as soon as the package has two currencies. The latest row not after the start\n"
        "counts. USD needs no row; one must be 1. The euro reference rates of the European "
        "Central\n"
        "Bank are read as they are downloaded (`Date,USD,JPY,...`, units for one EUR, `N/A`): "
        "units\n"
        "for one USD are the rate divided by that of the USD on the same day, those of the EUR 1\n"
        "divided by it; they count as measured. A warning says so.\n",
    [TRAFFIC] =
        "Gives weekly profiles, and is what `blackout traffic` measures. Intervals from a\n"
        "minute to an hour, gaps allowed. `timestamp` is the start of the interval. All\n"
        "intervals of one series should be of one length: they are averaged within the hour,\n"
        "not added. A time stamp appears once in a series. The basis of a profile from traffic\n"
        "is `derived` at best, since it is fitted.\n",
    [PRICES] =
        "The close before the first session that could react, times `shares_outstanding`,\n"
        "is the market value before an outage. `blackout event-study` computes returns from\n"
        "them. See also `price_file`.\n",
    /* Which name is a fault: ingest/outage_checks.c. Words of yes and no: ingest/flag_words.c. */
    [OUTAGES] =
        "Platforms and owners need not be in the package: only the prediction uses such an\n"
        "event, and `--event` refuses it with the reason. But where the owner has platforms,\n"
        "an unknown name listed with one of them, or close to one, is a fault. Spaces around\n"
        "names are ignored. An event without a duration needs `--duration`. `confounded`: empty,\n"
        "`no`, `false` and `0`, and the same words as spreadsheets write them in Italian, German,\n"
        "French, Spanish, Portuguese and Dutch (`FALSCH`, `FAUX`), mean no; several words are a\n"
        "reason, and mean yes, but for those that begin with a no (\"not known\"), which are\n"
        "refused. `reaction_date` is for `blackout event-study`.\n"
        "\n"
        "`duration_minutes` and `severity` are what was known when it was over, from the press\n"
        "or the owner: estimates use them. `measured_duration_minutes` and `measured_severity`\n"
        "are what somebody measured later; no figure depends on them.\n",
    [EVENT_RETURNS] =
        "Returns are plain fractions: -0.05 is -5 %. `role` is `owner` or `peer`. Amounts are\n"
        "in the owner's currency. Figures use `role`, `day0`, `raw_0`, `car_0_0`, `se_0_0`,\n"
        "`car_0_1`, `se_0_1` and `market_cap_before`; the other columns are for the reader.\n",
    /* 0 and 0.5: slope_mean and slope_sd in market/market_prediction.c. Bounds and terms of earlier
     * packages: ingest/term_checks.c. */
    [MARKET_PRIOR] =
        "`intercept` is the mean two-day change of an outage of six hours that takes all of its\n"
        "owner's business: between -1 and 0, a fall. `odds_duration` is what each doubling of one\n"
        "plus the hours adds to the natural log-odds of a fall; without it, 0 and 0.5. Each needs\n"
        "an sd above 0. The terms duration, severity_scope and error_scale of earlier packages\n"
        "are no longer used, and a warning says so.\n",
    [OUTAGE_PRIOR] = "One row for each of its terms, for `blackout risk`.\n",
    /* The measures are checked against ingest/term_checks.c, and compared in backtest/backtest.c.
     */
    [PUBLISHED] =
        "Printed with the estimate of the same event, and what `backtest` tests against; no\n"
        "figure uses them. `kind` is `company` for what the owner itself reported. `low` is\n"
        "at most `high`. `measure` says what it is a figure of:\n"
        "\n"
        "- `owner_revenue_loss`: sales of the outage that were not made. Not part\n"
        "  of it: `owner_revenue_deferred`, sales made later; `owner_revenue_attrition`,\n"
        "  customers and bookings lost afterwards.\n"
        "- `owner_credits`: given back to customers. `owner_cost`: spent on response, repair,\n"
        "  redress. `owner_profit_loss`: what profit fell by. `owner_insurance`: what the\n"
        "  owner's insurers paid.\n"
        "- `dependent_revenue_loss`, `economy_loss`, `market_value_loss`, and `insured_loss`,\n"
        "  of all who are insured.\n",
    [CREDITS] =
        "Terms of `platforms.subscription_revenue`. A row says what is given back for a month\n"
        "whose availability is below its bound; the row with the lowest such bound counts. A\n"
        "lower bound may not give back less. See the methodology, service credits.\n",
    [UNCERTAINTY] =
        "By default every input is wrong independently of the others, and errors partly\n"
        "cancel in a sum. Where one judgement determines several rows, put them into a\n"
        "group. A `loading` of 1 lets them move as one, 0.5 gives any two of them a\n"
        "correlation of 0.25, -1 lets a row move against its group. A row with a key\n"
        "overrides one with `*`. A range that does not contain the figure itself is not used. The\n"
        "reference package has one group for each judgement:\n"
        "\n"
        "```csv\n"
        "resource,key,column,low,high,group,loading\n"
        "sectors,*,recapture,,,sectors_recapture,1\n"
        "fallbacks,I/sales/phone,share,0.1,0.5,,\n"
        "dependencies,*,share,,,own_survey,0.8\n"
        "```\n"
        "\n"
        "The second row of this example gives a range of its own to one row of `fallbacks`\n"
        "(sector I, channel `sales`, to `phone`); a key part that is empty stays empty\n"
        "(`/sales/web`). Columns of `dependencies` have one factor over the whole table\n"
        "already, so `*` is their only key, and they take no range here. `--draws` writes the\n"
        "names of all inputs. A row that names no table, column or row of the package is a fault;\n"
        "one that matches no input of the scenario is named in a warning.\n",
    [MODEL_ERROR] =
        "`owner_revenue_loss` is the only quantity that is used. The row without a duration\n"
        "always counts. It is fitted, as `blackout calibrate` writes it: `location` shifts the\n"
        "net loss, `scale` and `degrees` spread it. Or it is assumed, with `log_sd` alone. Rows\n"
        "with a duration are for borrowed weekly profiles, and are left out where `traffic`\n"
        "has the platform's own hours. A package without the table has that of the installed\n"
        "reference package, and a warning says so; with neither, the intervals are too narrow.\n",
    [POLICIES] =
        "A `business` is one of `dependencies`; its rows have the same `firms`, and the terms\n"
        "apply to each firm. The rows of insured businesses are kept in memory. With an `owner`\n"
        "instead, it is the owner's own policy, on its net loss of revenue: see the methodology,\n"
        "costs and recoveries. The terms are those of a contract: they do not vary, and a range\n"
        "on one is ignored with a warning. What they mean is in the methodology, insurance.\n",
    /* The letters with their words: filing/costs.c. */
    [COSTS] =
        "Of an incident that happened, or of a scenario that has its name. `kind` is a letter of\n"
        "article 7(1) of Delegated Regulation (EU) 2024/1772: a funds and assets taken, b\n"
        "replacement of soft- and hardware, c staff, d fees for contracts not kept, e redress, f\n"
        "forgone revenue, g communication, h advice; empty where nobody has divided it. Running\n"
        "and improving systems, and premiums, do not count. Rows of f and d are what the owner\n"
        "found itself, and take the place of the estimates of lost revenue and service credits.\n"
        "A figure is `actual` where its basis is measured. Amounts are converted at the rate of\n"
        "the outage's start. See the methodology, costs and recoveries.\n",
    [RECOVERIES] =
        "What insurers, suppliers and others give back to the owner. It lowers the owner's net\n"
        "cost, and never the gross costs and losses that laws ask for.\n",
    [SUPPLY] =
        "Technical coefficients, as input-output tables of national accounts have them: a row\n"
        "`retail,transport,0.05` says that a unit of retail's output takes 0.05 of transport.\n"
        "Every sector with dependants must appear in it, and have `diverted`; every sector in it\n"
        "must have `annual_output` and `output_currency`; if each has `resilience_per_hour`, the "
        "loss is\n"
        "followed in time. Ranges of coefficients are not used. See the methodology, stage 5.\n",
    [STRAIGHT_LINES] =
        "Revenue over hours, times the duration: what the press divides. For one owner and\n"
        "method the latest row not after the start counts. An addition of this program to the\n"
        "usual tables.\n",
    /* Rows of totals: ingest/total_words.c. Order, and the 1,000,000 rows: ingest/name_order.c and
     * ingest/scattered.h; the command sorts as name_order.c compares. */
    [DEPENDENCIES] =
        "A row is one use of one platform by one business, or by `firms` equal ones.\n"
        "`annual_revenue` is that of one firm, and has to be the same in all rows of the\n"
        "business, as `currency` and `firms`; rows that differ in sector or region are taken as\n"
        "they are, with a warning. `share` is the part of the revenue that flows through this\n"
        "platform and channel. The shares of one business add up to at most 1, within 0.001.\n"
        "Names that differ only in case, blanks or quotes are businesses of their own, with a "
        "warning\n"
        "that names the revenue.\n"
        "Rows of totals (`Total`, `Totale`, `Gesamt`, `Summe`, `Somme`, `Suma`, `Subtotal`, ...)\n"
        "are refused, and so is a last business whose revenue is the sum of all others in its\n"
        "currency: each business once, all rows, or the column `annual_revenue` alone. One that\n"
        "does earn what all others do goes before another one.\n"
        "`fallback` and `fallback_share` are given together or not at all; they replace the\n"
        "table `fallbacks` for this row, also with a share of 0.\n"
        "\n"
        "**Order.** The rows of one business follow each other. The file is read in one pass\n"
        "while the names of businesses ascend, byte by byte or in the order of their numbers\n"
        "(`b2` before `b10`). In any other order up to 1,000,000 rows are held in memory.\n"
        "Beyond that the file is refused, with the command that sorts it:\n"
        "\n"
        "    (head -n 1 F; tail -n +2 F | LC_ALL=C sort -t ',' -k 1,1) > sorted.csv\n",
    [SEVERITY_CURVE] =
        "The file of `--severity-curve`. Each value holds until the next time stamp of the\n"
        "same platform and region, so the last row should be 0; if it is not, a warning says\n"
        "that it is held for no time. Rows for a platform and a region override rows for the\n"
        "platform, those override rows for the region, and those override rows for all. A\n"
        "platform and region without any row stays up; a platform of the scenario without any\n"
        "row is named in a warning. Rows that nothing in the scenario takes are left out with a\n"
        "warning, and are no part of the window. The curve has its own start, duration and\n"
        "severity: those options cannot be given with it.\n",
    /* The layouts: ingest/price_layouts.c and ingest/price_heads.c. */
    [PRICE_FILE] =
        "Daily prices of one share in files `prices_SYMBOL.csv`, in the layout in which they\n"
        "are commonly exchanged. A package may have any number of them, with `prices` or\n"
        "instead of it; the symbol is taken from the name of the file. If your package has\n"
        "neither `prices` nor a price file, those of the base are taken. Only `Date`, `Close` and\n"
        "`Adj Close` are read; they may be called as Yahoo Finance (file and page), yfinance,\n"
        "Stooq, Nasdaq.com, Alpha Vantage, Google Finance, Investing.com (in eleven languages),\n"
        "FRED, Tiingo, EODHD, Marketstack, Sharadar, tidyquant, Barchart, LSEG Workspace,\n"
        "Bloomberg, Tushare, AKShare, Euronext, Nasdaq Nordic, the exchanges of India and others\n"
        "call them. A last price beside a close is not read. A header of several lines, as of\n"
        "yfinance, may name the shares; days for which FRED has a point or nothing are left out\n"
        "with a warning, and so are the dividends and splits that Yahoo's page lists between the\n"
        "days. A date may have a time that is midnight, or none of its zone: the close of a\n"
        "session.\n",
    [HOLIDAYS] = "The file of `blackout traffic --holidays`.\n",
};

const char *table_note(enum table_id table)
{
    return notes[table];
}
