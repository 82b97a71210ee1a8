/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a command line by the table of options. Names are not abbreviated, since an abbreviation
 * that works today is ambiguous tomorrow; a near miss is named instead. What a value means is not
 * known here: the library reads it, so that a command line, a file of a scenario and a program are
 * refused alike. */
#include <string.h>
#include <strings.h>

#include "cli/cli.h"

const char *arguments_dataset(const struct arguments *arguments)
{
    const int number = arguments->command->dataset_operand;
    return number < arguments->operand_count ? arguments->operands[number]
                                             : arguments->command->dataset_default;
}

/* The whole name and no beginning of it: see above. */
static int find_long(const char *name, size_t length)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (strlen(option_at((enum option_id)i).name) == length &&
            strncmp(option_at((enum option_id)i).name, name, length) == 0) {
            return i;
        }
    }
    return -1;
}

static int find_short(char name)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (name != '\0' && option_at((enum option_id)i).short_name == name) {
            return i;
        }
    }
    return -1;
}

/* The one option that begins like that; NULL: none does, or several. Only named in a message; it is
 * never taken. */
static const char *begun_option(const char *const known[OPTION_COUNT], const char *name)
{
    const char *found = NULL;
    size_t count = 0;
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (known[i] != NULL && strncmp(known[i], name, strlen(name)) == 0) {
            found = known[i];
            ++count;
        }
    }
    return count == 1 ? found : NULL;
}

/* What is to be typed for a word that other programs have, where the command takes the option. */
static const char *meant_option(const char *const known[OPTION_COUNT], const char *name)
{
    /* the word, the option that the command must have, what to type */
    static const char *const meant[][3] = {{"hours", "duration", "--duration 6h"},
                                           {"hour", "duration", "--duration 6h"},
                                           {"minutes", "duration", "--duration 90m"},
                                           {"days", "duration", "--duration 1d"},
                                           {"length", "duration", "--duration 6h"},
                                           {"time", "duration", "--duration 6h, or --start"},
                                           {"begin", "start", "--start"},
                                           {"country", "region", "--region"},
                                           {"company", "owner", "--owner"},
                                           {"outage", "event", "--event"},
                                           {"incident-id", "event", "--event"},
                                           {"json", "format", "--format json"},
                                           {"csv", "format", "--format csv"},
                                           {"html", "format", "--format html"},
                                           {"xlsx", "format", "--format xlsx"},
                                           {"excel", "format", "--format xlsx"},
                                           {"svg", "format", "--format svg"},
                                           {"markdown", "format", "--format markdown"},
                                           {"file", "output", "--output"},
                                           {"iterations", "samples", "--samples"},
                                           {"simulations", "samples", "--samples"},
                                           {"amount", "loss", "--loss"},
                                           {"limit", "loss", "--loss"},
                                           {"year", "from", "--from 2025-01-01 --to 2025-12-31"}};
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; ++i) {
        for (int k = 0; strcmp(meant[i][0], name) == 0 && k < OPTION_COUNT; ++k) {
            if (known[k] != NULL && strcmp(known[k], meant[i][1]) == 0) {
                return meant[i][2];
            }
        }
    }
    return NULL;
}

/* Words of other programs come first: the nearest option in letters would send their readers
 * elsewhere. Only options of the command are proposed: one that it lacks would be refused next. */
static int unknown_option(const struct command *command, const char *name)
{
    const char *known[OPTION_COUNT];
    for (int i = 0; i < OPTION_COUNT; ++i) {
        known[i] =
            option_serves((enum option_id)i, command) ? option_at((enum option_id)i).name : NULL;
    }
    const char *near = meant_option(known, name);
    if (near != NULL) {
        return message_usage("unknown option '--%s'; perhaps %s", name, near);
    }
    near = blackout_nearest(name, known, OPTION_COUNT);
    near = near != NULL ? near : begun_option(known, name);
    if (near != NULL) {
        return message_usage("unknown option '--%s'; perhaps '--%s'", name, near);
    }
    return message_usage("unknown option '--%s'; `blackout %s --help` lists them", name,
                         command->name);
}

/* All values are kept in their order; `values` has the last one. One array for all options that may
 * be repeated, so that their readers pass over those of the others. */
static int note_repetition(struct arguments *arguments, int id)
{
    if (arguments->repetition_count == MOST_REPETITIONS) {
        return message_usage("option '--%s' is given more than %d times; leave some out",
                             option_at((enum option_id)id).name, MOST_REPETITIONS);
    }
    arguments->repetitions[arguments->repetition_count++] =
        (struct repetition){(enum option_id)id, arguments->values[id]};
    return EXIT_DONE;
}

static const char between_values[] = ", ";

/* Copies the value of an option, of `size` bytes, to the end of the lists. */
static void begin_list(struct arguments *arguments, int id, size_t size)
{
    char *list = arguments->lists + arguments->lists_used;
    memcpy(list, arguments->values[id], size);
    arguments->lists_used += size;
    arguments->list_ends[id] = arguments->lists_used;
    arguments->values[id] = list;
}

/* Makes the list of an option longer, by so many bytes that follow its text. Lists behind it are
 * moved: copied anew for each value, a list of thirty would take fifteen times its room. */
static void make_room(struct arguments *arguments, int id, size_t added)
{
    const size_t end = arguments->list_ends[id];
    char *rest = arguments->lists + end;
    memmove(rest + added, rest, arguments->lists_used - end);
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (arguments->list_ends[i] > end) {
            arguments->values[i] += added;
        }
        arguments->list_ends[i] += arguments->list_ends[i] >= end ? added : 0;
    }
    arguments->lists_used += added;
}

/* `--platform a --platform b` is `--platform 'a, b'`: the blank says that the comma is between two
 * values and in neither, which a comma between digits does not. The lists are in the arguments
 * themselves: whoever has these has the texts, and nothing is freed. */
static int add_to_list(struct arguments *arguments, int id, const char *more)
{
    const size_t before = arguments->list_ends[id] > 0 ? 0 : strlen(arguments->values[id]) + 1;
    const size_t added = strlen(between_values) + strlen(more);
    if (before + added > sizeof arguments->lists - arguments->lists_used) {
        return message_usage("the values of option '--%s' are too long together ('%.40s...'); give "
                             "fewer",
                             option_at((enum option_id)id).name, arguments->values[id]);
    }
    if (before > 0) {
        begin_list(arguments, id, before);
    }
    make_room(arguments, id, added);
    char *end = arguments->lists + arguments->list_ends[id] - 1; /* over the old end of the text */
    snprintf(end - added, added + 1, "%s%s", between_values, more);
    return EXIT_DONE;
}

/* Sets option `id` from `inline_value`, or from the next argument. An option that another command
 * has is named as such: "unknown" would send the reader to look for a typing error. */
static int take(struct arguments *arguments, int id, const char *inline_value, int argc,
                char *const argv[], int *at)
{
    const struct option option = option_at((enum option_id)id);
    if (!option_serves((enum option_id)id, arguments->command)) {
        /* of `--platforms` for `--platform` and its like */
        const size_t length = strlen(option.name);
        const int singular =
            option.name[length - 1] == 's' ? find_long(option.name, length - 1) : -1;
        if (singular >= 0 && option_serves((enum option_id)singular, arguments->command)) {
            return message_usage("`blackout %s` has no option '--%s'; perhaps '--%s'",
                                 arguments->command->name, option.name,
                                 option_at((enum option_id)singular).name);
        }
        return message_usage("`blackout %s` has no option '--%s'; `blackout %s --help` lists "
                             "its options",
                             arguments->command->name, option.name, arguments->command->name);
    }
    if (arguments->values[id] != NULL && !option.repeatable && !option.is_list) {
        return message_usage("option '--%s' is given twice; give it once", option.name);
    }
    if (option.argument == NULL) {
        if (inline_value != NULL) {
            return message_usage("option '--%s' takes no value ('%s'); write --%s alone",
                                 option.name, inline_value, option.name);
        }
        arguments->values[id] = "";
        return EXIT_DONE;
    }
    if (inline_value == NULL && *at + 1 >= argc) {
        return message_usage("option '--%s' needs a value; --%s %s", option.name, option.name,
                             option.argument);
    }
    /* Whatever it begins with: `--estimation -260..-11` has a value with a dash. */
    const char *value = inline_value != NULL ? inline_value : argv[++*at];
    if (option.is_list && arguments->values[id] != NULL) {
        return add_to_list(arguments, id, value);
    }
    arguments->values[id] = value;
    return option.repeatable ? note_repetition(arguments, id) : EXIT_DONE;
}

static int take_long(struct arguments *arguments, int argc, char *const argv[], int *at)
{
    const char *name = argv[*at] + 2;
    size_t length = strcspn(name, "=");
    int id = find_long(name, length);
    if (id < 0) {
        char shown[64];
        snprintf(shown, sizeof shown, "%.*s", (int)(length < 63 ? length : 63), name);
        return unknown_option(arguments->command, shown);
    }
    return take(arguments, id, name[length] == '=' ? name + length + 1 : NULL, argc, argv, at);
}

/* Of the letter that a text begins with, in UTF-8: continuations have 10 as their highest bits. */
static size_t letter_size(const char *text)
{
    size_t size = 1;
    while (((unsigned char)text[size] & 0xC0U) == 0x80U) {
        ++size;
    }
    return size;
}

/* The letters of options without a value may share a dash, `-qp facebook`; `-platform` would
 * otherwise be taken for a short option with a value. */
static int take_short(struct arguments *arguments, int argc, char *const argv[], int *at)
{
    const char *text = argv[*at] + 1;
    const int whole = find_long(text, strcspn(text, "="));
    if (whole >= 0 && text[1] != '\0') { /* else it would be the short option with a value */
        return message_usage("an option has two dashes ('-%s'); --%s", text,
                             option_at((enum option_id)whole).name);
    }
    int status = EXIT_DONE;
    bool has_more = true;
    for (; has_more && status == EXIT_DONE; ++text) {
        const int id = find_short(text[0]);
        if (id < 0) {
            return message_usage("unknown option '-%.*s'; `blackout %s --help` lists them",
                                 (int)letter_size(text), text, arguments->command->name);
        }
        const bool is_flag = option_at((enum option_id)id).argument == NULL;
        has_more = is_flag && text[1] != '\0';
        status = take(arguments, id, is_flag || text[1] == '\0' ? NULL : text + 1, argc, argv, at);
    }
    return status;
}

/* A word that is an option without its dashes would be looked for as a package; a package of such a
 * name is given as ./NAME. */
static int take_operand(struct arguments *arguments, const char *text)
{
    const int named = find_long(text, strcspn(text, "="));
    if (named >= 0 && strchr(text, '=') != NULL) {
        return message_usage("an option has two dashes ('%s'); --%s", text, text);
    }
    if (strcmp(text, "help") == 0 && arguments->command->run != NULL) {
        return message_usage("help comes before the command ('%s'); blackout help %s", text,
                             arguments->command->name);
    }
    if (arguments->operand_count == arguments->command->most_operands) {
        const char *last =
            arguments->operand_count > 0 ? arguments->operands[arguments->operand_count - 1] : "";
        if (find_long(last, strlen(last)) >= 0) {
            return message_usage("an option has two dashes ('%s'); --%s %s", last, last, text);
        }
        return message_usage("'%s' is one argument too many; blackout %s [OPTIONS] %s", text,
                             arguments->command->name, arguments->command->operands);
    }
    arguments->operands[arguments->operand_count++] = text;
    return EXIT_DONE;
}

/* A chart is a format of its own: "svg:NAME". That there is such a chart is known once the report
 * is made: the library refuses the name then, with those that there are. */
static int take_chart(struct arguments *arguments)
{
    const char *name = arguments->values[OPTION_CHART];
    const char *format = arguments->values[OPTION_FORMAT];
    if (format != NULL && strcasecmp(format, "svg") != 0) {
        return message_usage("--chart is for --format svg ('%s'); leave one of them out", format);
    }
    const int length =
        snprintf(arguments->chart_format, sizeof arguments->chart_format, "svg:%s", name);
    return length > 0 && (size_t)length < sizeof arguments->chart_format
               ? EXIT_DONE
               : message_usage("there is no chart of so long a name ('%.40s...'); leave --chart "
                               "out for their names",
                               name);
}

/* So is CSV in a dialect: "csv:NAME". Set without the option, too: files of CSV beside the report
 * ask for it by this name. Looked up here, since the list of dialects is the same for every report.
 */
static int take_dialect(struct arguments *arguments)
{
    const char *name = arguments->values[OPTION_CSV_DIALECT];
    size_t i = 0;
    while (name != NULL && blackout_csv_dialect(i) != NULL &&
           strcasecmp(blackout_csv_dialect(i), name) != 0) {
        ++i;
    }
    if (name != NULL && blackout_csv_dialect(i) == NULL) {
        return message_usage("the dialect of CSV is not known ('%s'); excel-eu, excel-us or "
                             "rfc4180",
                             name);
    }
    arguments->values[OPTION_CSV_DIALECT] = name != NULL ? blackout_csv_dialect(i) : NULL;
    snprintf(arguments->csv_format, sizeof arguments->csv_format, "csv%s%s",
             name != NULL ? ":" : "", name != NULL ? blackout_csv_dialect(i) : "");
    return EXIT_DONE;
}

/* --rejects has a default where rows are rejected, and no meaning where not. A file of rejects
 * without --on-error reject would be empty, and look as if nothing were wrong. The default is set
 * as if it had been typed: from here on it is opened and compared with the inputs like any other
 * output. */
static int settle_rejects(struct arguments *arguments)
{
    const char *on_error = arguments->values[OPTION_ON_ERROR];
    const bool rejects = on_error != NULL && strcmp(on_error, "reject") == 0;
    if (on_error != NULL && !rejects && strcmp(on_error, "stop") != 0) {
        return message_usage("on-error is not known ('%s'); stop or reject", on_error);
    }
    /* the parts that merge is given say whether rows are rejected */
    const bool may_reject = option_serves(OPTION_ON_ERROR, arguments->command);
    if (may_reject && !rejects && arguments->values[OPTION_REJECTS] != NULL) {
        return message_usage("option '--rejects' needs '--on-error reject'; add that");
    }
    if (rejects && arguments->values[OPTION_REJECTS] == NULL) {
        arguments->values[OPTION_REJECTS] = "rejects.csv";
    }
    return EXIT_DONE;
}

char arguments_decimal_mark(const struct arguments *arguments)
{
    const char *text = arguments->values[OPTION_DECIMAL_MARK];
    if (text == NULL) {
        return '\0';
    }
    return strcmp(text, "point") == 0 ? '.' : strcmp(text, "comma") == 0 ? ',' : text[0];
}

static int check_decimal_mark(const char *text)
{
    const bool known = text == NULL || strcmp(text, "point") == 0 || strcmp(text, "comma") == 0 ||
                       strcmp(text, ".") == 0 || strcmp(text, ",") == 0;
    return known ? EXIT_DONE
                 : message_usage("the decimal mark is not known ('%s'); point or comma", text);
}

/* Words of an option in letters of any case: the value becomes the word of the table, which is what
 * its readers and the parts of a run compare. A value that is none stays for its reader. */
static void settle_word(struct arguments *arguments, enum option_id id)
{
    const char *value = arguments->values[id];
    const char *word = value != NULL && option_at(id).words != NULL ? option_at(id).words : "";
    while (*word != '\0') {
        const size_t length = strcspn(word, " ");
        if (strlen(value) == length && strncasecmp(word, value, length) == 0 &&
            length < sizeof arguments->words[id]) {
            memcpy(arguments->words[id], word, length);
            arguments->values[id] = arguments->words[id];
            return;
        }
        word += length + strspn(word + length, " ");
    }
}

/* A value that is one of the few words that its option knows, which the message lists. */
static int check_word(const struct arguments *arguments, enum option_id id)
{
    return arguments->values[id] == NULL || arguments->values[id] == arguments->words[id]
               ? EXIT_DONE
               : message_usage("%s is not known ('%s'); one of: %s", option_at(id).name,
                               arguments->values[id], option_at(id).words);
}

/* Refused, since whichever of the two won somebody would miss what was asked for. */
static int check_quiet(const struct arguments *arguments)
{
    const char *progress = arguments->values[OPTION_PROGRESS];
    if (arguments->values[OPTION_QUIET] != NULL && progress != NULL &&
        strcmp(progress, "never") != 0) {
        return message_usage("--quiet and --progress are given; leave one of them out");
    }
    return arguments->values[OPTION_QUIET] == NULL || arguments->values[OPTION_VERBOSE] == NULL
               ? EXIT_DONE
               : message_usage("--quiet and --verbose are given; leave one of them out");
}

/* A dash alone is an operand: it names standard input. After `--` everything is. Values that belong
 * together are looked at after the last of them: their order makes no difference. What is wrong
 * with an option goes before help that is asked for on the same line: the line is read whole first.
 */
int arguments_read(struct arguments *arguments, const struct command *command, int argc,
                   char *const argv[])
{
    bool options_end = false;
    int status = EXIT_DONE;
    *arguments = (struct arguments){.command = command};
    for (int at = 0; at < argc && status == EXIT_DONE; ++at) {
        const char *text = argv[at];
        if (options_end || text[0] != '-' || text[1] == '\0') {
            status = take_operand(arguments, text);
        } else if (strcmp(text, "--") == 0) {
            options_end = true;
        } else if (text[1] == '-') {
            status = take_long(arguments, argc, argv, &at);
        } else {
            status = take_short(arguments, argc, argv, &at);
        }
    }
    for (int i = 0; i < OPTION_COUNT; ++i) {
        settle_word(arguments, (enum option_id)i);
    }
    if (status == EXIT_DONE && arguments->values[OPTION_CHART] != NULL) {
        status = take_chart(arguments);
    }
    if (status == EXIT_DONE) {
        status = check_decimal_mark(arguments->values[OPTION_DECIMAL_MARK]);
    }
    if (status == EXIT_DONE) {
        status = take_dialect(arguments);
    }
    if (status == EXIT_DONE) {
        status = check_word(arguments, OPTION_COLOR);
    }
    if (status == EXIT_DONE) {
        status = check_word(arguments, OPTION_PROGRESS);
    }
    if (status == EXIT_DONE) {
        status = check_word(arguments, OPTION_ORD);
    }
    if (status == EXIT_DONE) {
        status = check_quiet(arguments);
    }
    return status == EXIT_DONE ? settle_rejects(arguments) : status;
}

bool arguments_divide_rows(const struct arguments *arguments)
{
    const char *by = arguments->values[OPTION_SHARD_BY];
    return by != NULL && strcmp(by, "rows") == 0;
}
