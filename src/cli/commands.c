/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of commands. Above what they share, since it names the function of each: only the
 * start of the program and its help read it. */
#include <string.h>

#include "cli/cli.h"

static const char *const estimate_examples[] = {
    "blackout estimate --event FB-2021-10-04",
    "blackout estimate --owner meta --start 2021-10-04T15:39Z --duration 6h --format json",
    "blackout estimate --platform whatsapp --duration 90m --severity 0.5 --region europe", NULL};
static const char *const event_study_examples[] = {
    "blackout event-study --event FB-2021-10-04 --prices prices_FB.csv --prices prices_GSPC.csv",
    "blackout event-study --date 2021-10-04 --symbol FB --index GSPC --peers SNAP,TWTR,PINS "
    "--prices all.csv",
    NULL};
static const char *const traffic_examples[] = {
    "blackout traffic --start 2021-10-04T15:39Z --duration 6h --platform facebook my-package",
    "blackout traffic --detect --holidays holidays.csv --write-curve curve.csv traffic.csv", NULL};
static const char *const validate_examples[] = {
    "blackout validate my-package", "blackout validate my-package --base reference", NULL};
static const char *const describe_examples[] = {"blackout describe", "blackout describe reference",
                                                NULL};
static const char *const schema_examples[] = {"blackout schema estimate",
                                              "blackout schema table:traffic",
                                              "blackout schema dependencies --format csv", NULL};
static const char *const sweep_examples[] = {
    "blackout sweep --owner meta --duration 1h..24h/1h",
    "blackout sweep --platform whatsapp --duration 2h --start "
    "2021-10-04T00:00Z..2021-10-05T00:00Z/1h --format csv",
    NULL};
static const char *const tolerable_examples[] = {
    "blackout tolerable --owner meta --loss 100M",
    "blackout tolerable --platform whatsapp --loss 1M --of dependants --at mean --severity "
    "0.2..1/0.2",
    NULL};
static const char *const filing_examples[] = {
    "blackout filing dora --event FB-2021-10-04 --owner meta --currency EUR",
    "blackout filing 8k --owner meta --duration 6h --samples 1000", NULL};
static const char *const year_examples[] = {
    "blackout year --from 2025-01-01 --to 2025-12-31 --currency EUR my-package",
    "blackout year --from 2025-01-01 --to 2025-12-31 --owner marks_and_spencer firms", NULL};
static const char *const compare_examples[] = {"blackout compare as-is.json with-shop.json", NULL};
static const char *const sensitivity_examples[] = {"blackout sensitivity --event FB-2021-10-04",
                                                   NULL};
static const char *const explain_examples[] = {
    "blackout explain /platforms/whatsapp/owner_revenue_loss/net --event FB-2021-10-04", NULL};
static const char *const backtest_examples[] = {"blackout backtest",
                                                "blackout backtest --format csv cloud", NULL};
static const char *const calibrate_examples[] = {
    "blackout calibrate", "blackout calibrate firms my-package --write-error model_error.csv",
    NULL};
static const char *const risk_examples[] = {
    "blackout risk --owner meta", "blackout risk --event FB-2021-10-04 --years 1000000", NULL};
static const char *const merge_examples[] = {"blackout merge part-*.blackout -o report.json", NULL};
static const char *const init_examples[] = {
    "blackout init my-package", "blackout init --base reference --csv-dialect excel-eu my-shops",
    NULL};

static const char *const import_examples[] = {
    "blackout import statuspage incidents.json summary.json -o acme --base reference",
    "blackout import oed accounts.csv -o portfolio --set share=0.1..0.3..0.6", NULL};

static const char *const help_examples[] = {"blackout help estimate", NULL};
static const char *const version_examples[] = {"blackout version", NULL};
static const char *const completion_examples[] = {
    "source <(blackout completion bash)", "blackout completion zsh > ~/.zfunc/_blackout",
    "blackout completion fish > ~/.config/fish/completions/blackout.fish", NULL};

/* The name; operands, how many there may be, how many of them are scenarios, and which one is the
 * dataset; what it does; whose formats it has; examples; the function. Help lists them in this
 * order. Whether a command reads a package is not said here but follows from its options
 * (options_read_package()). */
const struct command commands[] = {
    {"estimate", "[DATASET]", 1, 0, 0, "what an outage costs", "estimate", estimate_examples,
     command_estimate},
    {"event-study", "[DATASET]", 1, 0, 0, "what a share's price did around an outage",
     "event-study", event_study_examples, command_event_study},
    {"traffic", "FILE-OR-DATASET", 1, 0, 0, "what measured traffic lost, and how much came back",
     "traffic", traffic_examples, command_traffic},
    {"validate", "[DATASET]", 1, 0, 0, "every fault of a package", "validate", validate_examples,
     command_validate},
    {"describe", "[DATASET]", 1, 0, 0,
     "what a package contains; without a name, which packages are installed", "describe",
     describe_examples, command_describe},
    {"sweep", "[DATASET]", 1, 0, 0,
     "estimates over grids of durations, starts, severities, platforms", "sweep", sweep_examples,
     command_sweep},
    {"tolerable", "[DATASET]", 1, 0, 0, "the longest outage that loses no more than an amount",
     "tolerable", tolerable_examples, command_tolerable},
    {"filing", "FORM [DATASET]", 2, 0, 1, "a form of a law filled in: dora, nis2 or 8k", "filing",
     filing_examples, command_filing},
    {"year", "[DATASET]", 1, 0, 0, "what incidents of a year cost their owner, booked or estimated",
     "year", year_examples, command_year},
    {"compare", "A.json B.json [DATASET]", 3, 2, 2, "two scenarios on the same draws", "compare",
     compare_examples, command_compare},
    {"sensitivity", "[DATASET]", 1, 0, 0, "which inputs drive the losses", "sensitivity",
     sensitivity_examples, command_sensitivity},
    {"explain", "PATH [DATASET]", 2, 0, 1, "the arithmetic of one figure of the report", "explain",
     explain_examples, command_explain},
    {"backtest", "[DATASET]", 1, 0, 0, "the estimator against published figures, misses first",
     "backtest", backtest_examples, command_backtest},
    /* The installed package that it reads by default has the outages whose owners measured what
     * they lost. */
    {"calibrate", "[PACKAGE [PACKAGE [PACKAGE]]]", 3, 0, 0,
     "the model's own error, fitted to losses that owners measured", "calibrate",
     calibrate_examples, command_calibrate, "firms"},
    {"risk", "[DATASET]", 1, 0, 0, "how bad a year can get, and how rare an outage is", "risk",
     risk_examples, command_risk},
    /* Its parts count as scenarios, so that no output replaces one (files.c). Formats are those of
     * estimate: which command the parts are of is known only once they are read, and `risk` writes
     * the same ones. */
    {"merge", "PART...", MOST_OPERANDS, MOST_OPERANDS, 0,
     "the report of a run whose parts were made by --shard", "estimate", merge_examples,
     command_merge},
    /* A table has more formats than a report, whose schema is JSON alone: the library refuses the
     * others of a report's name. */
    {"schema", "[NAME]", 1, 0, 0,
     "the JSON Schema of a report or of a table; without one, their names", "table",
     schema_examples, command_schema},
    {"init", "DIR", 1, 0, 0,
     "write a package to fill in: all tables or, over a base, the dependants' alone", NULL,
     init_examples, command_init},
    /* Its files are no inputs that an output could replace: it writes a folder that is not there
     * yet, and its report to standard output. */
    {"import", "KIND FILE...", MOST_OPERANDS, 0, 0,
     "make a package of files in another format: statuspage, oed", "import", import_examples,
     command_import, .writes_folder = true},
    {"help", "[COMMAND]", 1, 0, 0, "what a command does, and its options", NULL, help_examples,
     NULL},
    {"version", "", 0, 0, 0, "which version this is", NULL, version_examples, NULL},
    {"completion", "SHELL", 1, 0, 0, "what makes bash, zsh or fish complete commands and options",
     NULL, completion_examples, NULL},
};

const size_t command_count = sizeof commands / sizeof commands[0];

const struct command *commands_find(const char *name)
{
    for (size_t i = 0; i < command_count; ++i) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

/* A near miss goes before a word of other programs: it is the more likely slip. */
int commands_unknown(const char *name)
{
    const char *known[sizeof commands / sizeof commands[0]];
    for (size_t i = 0; i < command_count; ++i) {
        known[i] = commands[i].name;
    }
    /* words that other programs have for it */
    static const char *const meant[][2] = {
        {"list", "describe"}, {"ls", "describe"},    {"packages", "describe"}, {"show", "describe"},
        {"info", "describe"}, {"check", "validate"}, {"lint", "validate"},     {"run", "estimate"},
        {"cost", "estimate"}, {"new", "init"},       {"create", "init"},       {"diff", "compare"},
        {"join", "merge"},    {"combine", "merge"},  {"events", "describe"},   {"?", "help"},
        {"/?", "help"}};
    const char *near = blackout_nearest(name, known, command_count);
    for (size_t i = 0; i < sizeof meant / sizeof meant[0] && near == NULL; ++i) {
        near = strcmp(meant[i][0], name) == 0 ? meant[i][1] : NULL;
    }
    if (near != NULL) {
        return message_usage("unknown command '%s'; perhaps '%s'", name, near);
    }
    return message_usage("unknown command '%s'; `blackout --help` lists them", name);
}
