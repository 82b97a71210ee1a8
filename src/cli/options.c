/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of options, in the order of help. An option that sets an input of the library has a
 * name here, and perhaps a letter: what it is, and which commands take it, the library says. */
#include <string.h>

#include "cli/cli.h"

/* Commands that have several options in common: those that draw, those over an outage, those that
 * read a package, and so on. SEEDED are the commands of the library's input `seed`, which
 * model_error.c asks for: a command that begins to draw is added there too (ask/inputs.c). CHARTS
 * are those whose reports list `svg` among their formats. */
#define SEEDED                                                                                     \
    "estimate filing sweep tolerable compare sensitivity explain backtest calibrate risk year"
#define OUTAGE "estimate filing sweep tolerable compare sensitivity explain risk"
#define READERS SEEDED " event-study traffic validate describe"
#define CHARTS                                                                                     \
    "estimate sweep tolerable compare sensitivity backtest calibrate risk event-study traffic "    \
    "describe validate"
#define MERGED READERS " merge"
#define REPORTS READERS " schema import merge"

/* The name, a letter, what the value is called, the commands, what it does, the words that it may
 * be. An input has its name and letter alone. Words are there for shells to complete; arguments.c
 * holds some values against them, and where a message has more to say than the words, the reader of
 * the option has its own check. What is of the report of a command that has shards is given to
 * `blackout merge`: such a row names that, too, and sharing.c leaves it out of parts. */
static const struct option table[OPTION_COUNT] = {
    [OPTION_HELP] = {"help", 'h', NULL, "", "print help and exit"},
    [OPTION_MANUAL] = {"manual", 0, NULL, "", "print the manual page, for man -l -"},
    [OPTION_VERSION] = {"version", 'V', NULL, "", "print the version and exit"},
    [OPTION_PLATFORM] = {"platform", 'p'},
    [OPTION_OWNER] = {"owner"},
    [OPTION_EVENT] = {"event", 'e'},
    [OPTION_SCENARIO] = {"scenario", 0, "FILE", OUTAGE,
                         "a JSON file with these inputs; options override it", .file = FILE_READ},
    [OPTION_BATCH] =
        {"batch", 0, "FILE", "estimate",
         "a file of scenarios, one JSON object a line; writes a report a line (ndjson)",
         .file = FILE_READ},
    [OPTION_REGION] = {"region", 'r'},
    [OPTION_START] = {"start", 's'},
    [OPTION_DURATION] = {"duration", 'd'},
    [OPTION_SEVERITY] = {"severity"},
    [OPTION_RECOVERY] = {"recovery"},
    [OPTION_SEVERITY_CURVE] = {"severity-curve"},
    [OPTION_REBOUND] = {"rebound"},
    [OPTION_CURRENCY] = {"currency", 'c'},
    [OPTION_SAMPLES] = {"samples", 'n'},
    [OPTION_UNTIL] = {"until"},
    [OPTION_DRAWS] = {"draws", 0, "FILE", "estimate merge",
                      "write the sample matrix (factors and totals) as CSV", .file = FILE_WRITTEN},
    [OPTION_SEED] = {"seed"},
    [OPTION_THREADS] = {"threads", 'j', "N", SEEDED " merge",
                        "threads to use (default one per processor); the result does not change"},
    /* of one scenario with samples, or of a year at risk: the library divides no other run */
    [OPTION_SHARD] = {"shard", 0, "K/N", "estimate risk",
                      "do the K-th of N parts of the samples or years alone, and write a part for "
                      "`blackout merge`"},
    [OPTION_SHARD_BY] = {"shard-by", 0, "WHAT", "estimate risk",
                         "what --shard divides: the run (default), by its samples or years, or the "
                         "rows of a large dependencies",
                         "run rows"},
    [OPTION_TOP] = {"top", 't'},
    [OPTION_INCIDENT] = {"incident"},
    [OPTION_THRESHOLD] = {"threshold"},
    [OPTION_FIELD] = {"field", 0, "NO=VALUE", "filing",
                      "a field that the estimate knows nothing of, like 1.6=LEI; may be repeated",
                      .repeatable = true},
    [OPTION_FROM] = {"from", 0, "DATE", "year", "the first day of the year, like 2025-01-01"},
    [OPTION_TO] = {"to", 0, "DATE", "year", "its last day, like 2025-12-31"},
    [OPTION_EXPLORE] = {"explore", 0, NULL, "estimate",
                        "on a page, let the reader choose duration, start, platform and region"},
    [OPTION_LOSS] = {"loss"},
    [OPTION_AT] = {"at"},
    [OPTION_OF] = {"of"},
    [OPTION_LONGEST] = {"longest"},
    [OPTION_PRICES] = {"prices"},
    [OPTION_SYMBOL] = {"symbol"},
    [OPTION_INDEX] = {"index"},
    [OPTION_PEERS] = {"peers"},
    [OPTION_DATE] = {"date"},
    [OPTION_MODEL] = {"model"},
    [OPTION_RETURNS] = {"returns"},
    [OPTION_ESTIMATION] = {"estimation"},
    [OPTION_WINDOWS] = {"windows"},
    [OPTION_SHARES] = {"shares"},
    [OPTION_JUMPS] = {"jumps"},
    [OPTION_DETECT] = {"detect"},
    [OPTION_HOLIDAYS] = {"holidays"},
    [OPTION_WRITE_CURVE] = {"write-curve", 0, "FILE", "traffic",
                            "write the severity curve, for estimate's --severity-curve",
                            .file = FILE_WRITTEN},
    [OPTION_WRITE_ERROR] = {"write-error", 0, "FILE", "calibrate",
                            "write the table model_error, for a package", .file = FILE_WRITTEN},
    [OPTION_YEARS] = {"years", 'y'},
    [OPTION_MIN_DURATION] = {"min-duration"},
    [OPTION_EVENT_LOSSES] = {"event-losses", 0, "FILE", "risk merge",
                             "write every simulated outage as CSV", .file = FILE_WRITTEN},
    [OPTION_YEAR_LOSSES] = {"year-losses", 0, "FILE", "risk merge",
                            "write every year with a loss as CSV", .file = FILE_WRITTEN},
    [OPTION_EXCEEDANCE] = {"exceedance", 0, "FILE", "risk merge",
                           "write the curves as an EPT of Open Results Data", .file = FILE_WRITTEN},
    [OPTION_EVENTS] = {"events", 0, "FILE", "risk merge",
                       "write what each event number means, as CSV", .file = FILE_WRITTEN},
    [OPTION_ORD] = {"ord", 0, "VERSION", "risk merge",
                    "version of Open Results Data of these tables: 2 (default) or 1", "1 2"},
    [OPTION_SET] = {"set", 0, "NAME=VALUE", "import",
                    "change an assumption, like partial_outage=0.2..0.5..0.8; may be repeated",
                    .repeatable = true},
    [OPTION_BASE] = {"base", 'b', "PACKAGE", READERS " init import",
                     "a package that supplies the tables that are missing"},
    [OPTION_TABLE] = {"table", 0, "NAME=FILE", SEEDED " event-study validate describe year",
                      "a file for this table, in place of the package's own, like "
                      "dependencies=data.csv; - is the standard input; may be repeated",
                      .repeatable = true},
    [OPTION_ENCODING] = {"encoding", 0, "NAME", READERS,
                         "encoding of your files that declare none, like windows-1252"},
    [OPTION_DECIMAL_MARK] =
        {"decimal-mark", 0, "MARK", READERS,
         "decimal mark (point or comma) of your files, where it is not declared", "point comma"},
    [OPTION_EXPECT_TOTAL] = {"expect-total", 0, "AMOUNT", READERS,
                             "what the revenue of all rows of dependencies adds up to, like "
                             "1234567.89EUR; once for each currency",
                             .repeatable = true},
    [OPTION_ON_ERROR] = {"on-error", 0, "WHAT", READERS,
                         "stop (default) at faults, or reject the rows that have some",
                         "stop reject"},
    [OPTION_REJECTS] = {"rejects", 0, "FILE", MERGED,
                        "where --on-error reject lists these rows, as CSV (default rejects.csv)",
                        .file = FILE_WRITTEN},
    [OPTION_FORMAT] = {"format", 'f', "NAME", REPORTS, NULL /* the command's formats */},
    [OPTION_COMPACT] = {"compact", 0, NULL, REPORTS, "write JSON on one line"},
    [OPTION_CHART] = {"chart", 0, "NAME", CHARTS " merge",
                      "write this chart of the report alone, as SVG"},
    [OPTION_CSV_DIALECT] =
        {"csv-dialect", 0, "NAME", MERGED " init",
         "write CSV as excel-eu (semicolon, decimal comma), excel-us or rfc4180"},
    [OPTION_COLOR] = {"color", 0, "WHEN", REPORTS,
                      "colours in text: auto (default, on a terminal), always or never",
                      "auto always never"},
    [OPTION_PROGRESS] = {"progress", 0, "HOW", MERGED,
                         "how far the run is, on standard error: auto (default, on a terminal), "
                         "json or never",
                         "auto json never"},
    [OPTION_QUIET] = {"quiet", 'q', NULL, MERGED, "print errors alone on standard error"},
    [OPTION_VERBOSE] = {"verbose", 'v', NULL, MERGED,
                        "print on standard error which files are read and how the run is made"},
    [OPTION_OUTPUT] = {"output", 'o', "FILE", REPORTS,
                       "write to FILE; its ending chooses the format, such as .html",
                       .file = FILE_WRITTEN},
};

/* A row without commands is that of an input: the library's table has the rest. A copy, since the
 * table is constant. */
struct option option_at(enum option_id id)
{
    struct option option = table[id];
    if (option.commands != NULL) {
        return option;
    }
    const blackout_input *input = blackout_input_find(option.name);
    option.is_input = true;
    option.argument = input->value;
    option.commands = input->reports;
    option.help = input->summary;
    option.repeatable = input->adds != 0;
    option.is_list = input->is_list != 0;
    option.file = input->is_file != 0 ? FILE_READ : NO_FILE;
    return option;
}

bool option_serves(enum option_id id, const struct command *command)
{
    const struct option option = option_at(id);
    const char *list = option.commands;
    const char *name = command->name;
    size_t length = strlen(name);
    if (*list == '\0') {
        return true;
    }
    while (*list != '\0') {
        size_t part = strcspn(list, " ");
        if (part == length && strncmp(list, name, length) == 0) {
            return true;
        }
        list += part + (list[part] == ' ' ? 1 : 0);
    }
    return false;
}

/* The option that says how files are encoded is one that exactly these commands have. */
bool options_read_package(const struct command *command)
{
    return option_serves(OPTION_ENCODING, command);
}
