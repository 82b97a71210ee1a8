/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what is asked, a text an input. A value is taken or refused here and nowhere later,
 * with the text as it was typed in the message: after this the scenario has numbers and names
 * alone. Nothing is looked up in a dataset, since a question is asked before one is opened. */
#include "ask/asked.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/currency_codes.h"
#include "core/error.h"
#include "core/number.h"
#include "core/strings.h"
#include "core/text.h"

/* A command line has no locale: what a text means must not depend on who types it. */
static const struct number_format plain_format = {.decimal = '.'};
static const struct number_format comma_format = {.decimal = ','};

blackout_status asked_refuse(const struct asked_input *input, const char *what, const char *text,
                             const char *remedy)
{
    return error_field(input->error, BLACKOUT_ERROR_USAGE, input->name, "%s %s ('%.80s'); %s",
                       input->name, what, text, remedy);
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* Copied, since the caller's text may be gone before the question is asked. */
blackout_status asked_text(const char **value, const struct asked_input *input, const char *text,
                           const char *remedy)
{
    if (text[0] == '\0') {
        return asked_refuse(input, "is empty", text, remedy);
    }
    const char *copy = arena_copy(input->arena, text, strlen(text));
    if (copy == NULL) {
        return error_memory(input->error);
    }
    *value = copy;
    return BLACKOUT_OK;
}

blackout_status asked_add_name(struct name_list *list, const struct asked_input *input,
                               const char *text, size_t length)
{
    if (arena_grow(input->arena, (void **)&list->names, &list->capacity, list->count,
                   sizeof *list->names) != 0) {
        return error_memory(input->error);
    }
    list->names[list->count] = arena_copy(input->arena, text, length);
    return list->names[list->count++] != NULL ? BLACKOUT_OK : error_memory(input->error);
}

/* An empty part is refused: "a,,b" has lost a name, or has a comma too many. */
static blackout_status split(struct name_list *list, struct strings *known,
                             const struct asked_input *input, const char *text,
                             const struct list_rule *rule)
{
    blackout_status status = BLACKOUT_OK;
    for (const char *at = text; status == BLACKOUT_OK; ++at) {
        const size_t part = strcspn(at, rule->separators);
        const char *name = at;
        size_t length = part;
        text_trim(&name, &length);
        if (length == 0) {
            return asked_refuse(input, rule->empty, text, rule->remedy);
        }
        /* the texts known are the empty one and the names so far */
        const string_id id = rule->each_once ? strings_add(known, name, length) : STRING_NONE;
        if (rule->each_once && id == STRING_UNKNOWN) {
            return error_memory(input->error);
        }
        if (rule->each_once && id <= list->count) {
            return asked_refuse(input, "names one twice", text, "each once");
        }
        status = asked_add_name(list, input, name, length);
        at += part;
        if (*at == '\0') {
            break;
        }
    }
    return status;
}

/* The list is replaced only when all of it is read: an input that is refused leaves the scenario as
 * it was. */
blackout_status asked_names(struct name_list *list, const struct asked_input *input,
                            const char *text, const struct list_rule *rule)
{
    struct name_list read = {0};
    struct arena scratch = {0};
    struct strings known;
    blackout_status status = strings_init(&known, &scratch) == 0
                                 ? split(&read, &known, input, text, rule)
                                 : error_memory(input->error);
    status = arena_end(&scratch, status, input->error);
    if (status == BLACKOUT_OK) {
        *list = read;
    }
    return status;
}

/* A code in small letters is taken: on a command line nothing else can be meant by "eur". A
 * withdrawn one is taken too: a package may be of years in which it was money. */
blackout_status asked_currency(const char **value, const struct asked_input *input,
                               const char *text)
{
    static const char remedy[] = "ISO 4217, like USD";
    const enum currency_standing standing = currency_code_standing(text);
    if (standing == CURRENCY_NO_MONEY) {
        return asked_refuse(input, "is the code for no currency, or for tests", text, remedy);
    }
    if (standing == CURRENCY_UNKNOWN) {
        const char *near = currency_code_nearest(text);
        if (near != NULL && text_alike(near, text)) {
            return asked_text(value, input, near, remedy);
        }
        char perhaps[32];
        snprintf(perhaps, sizeof perhaps, "perhaps '%s'", near != NULL ? near : "");
        return asked_refuse(input, "is not a currency", text, near != NULL ? perhaps : remedy);
    }
    return asked_text(value, input, text, remedy);
}

/* ---- Ranges ---------------------------------------------------------------------------------- */

/* Splits `low..high`; false where it is one value. */
static bool split_range(const char *text, size_t *low_length, const char **high)
{
    const char *dots = strstr(text, "..");
    *low_length = dots != NULL ? (size_t)(dots - text) : strlen(text);
    *high = dots != NULL ? dots + 2 : NULL;
    return dots != NULL;
}

/* Neither end may be 0: on the logarithm it has no place. */
static bool is_range_of_hours(double low, double high)
{
    return low > 0 && low < high && high <= LONGEST_OUTAGE_HOURS;
}

/* "6", "6 hours", "6:30", "6h30" as "6h", "6h30m", and the hours of that. False where the text goes
 * on after that: the %c that must not be read is how sscanf() says so. */
static bool suggest_length(char suggested[16], double *hours, const char *text, size_t length)
{
    char copy[16];
    unsigned whole;
    unsigned minutes;
    char rest;
    if (length >= sizeof copy) {
        return false;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    const size_t digits = strspn(copy, "0123456789.,");
    const char *unit = copy + digits + strspn(copy + digits, " ");
    const bool is_month = text_small(unit[0]) == 'm' && text_small(unit[1]) == 'o';
    const bool is_word =
        !is_month && strspn(unit, "abcdefghijklmnopqrstuvwxyzHDMS. ") == strlen(unit);
    if (sscanf(copy, "%4u:%2u%c", &whole, &minutes, &rest) == 2 ||
        sscanf(copy, "%4uh%2u%c", &whole, &minutes, &rest) == 2) {
        snprintf(suggested, 16, "%uh%um", whole, minutes);
    } else if (is_word && digits > 0 && digits < sizeof copy - 2) {
        snprintf(suggested, 16, "%.*s%c", (int)digits, copy,
                 *unit != '\0' ? text_small(*unit) : 'h');
    } else {
        return false;
    }
    return calendar_parse_duration(hours, suggested, strlen(suggested));
}

/* Writes what a duration may be meant as that people write in other ways, two of them as a range:
 * "4h-8h", "4 to 8 h". What has no unit takes that of the other. The longest way of writing comes
 * first: " - " is not "-" with blanks that belong to the ends. Advice that would be refused as well
 * is not given. */
static bool suggest_duration(char suggested[40], const char *text)
{
    static const char *const betweens[] = {" to ", "..", " - ", "-"};
    char ends[2][16];
    double hours[2];
    const char *between = NULL;
    size_t i = 0;
    for (; i < sizeof betweens / sizeof betweens[0] && between == NULL; ++i) {
        between = strstr(text, betweens[i]);
    }
    if (between == NULL) {
        const bool known = suggest_length(ends[0], &hours[0], text, strlen(text)) &&
                           hours[0] <= LONGEST_OUTAGE_HOURS;
        snprintf(suggested, 40, "%s", known ? ends[0] : "");
        return known;
    }
    const char *high = between + strlen(betweens[i - 1]);
    const size_t low = (size_t)(between - text);
    if (!suggest_length(ends[0], &hours[0], text, low) ||
        !suggest_length(ends[1], &hours[1], high, strlen(high))) {
        return false;
    }
    /* the first has no unit of its own */
    if (strspn(text, "0123456789.,") >= low) {
        ends[0][strlen(ends[0]) - 1] = ends[1][strlen(ends[1]) - 1];
    }
    snprintf(suggested, 40, "%s..%s", ends[0], ends[1]);
    return calendar_parse_duration(&hours[0], ends[0], strlen(ends[0])) &&
           is_range_of_hours(hours[0], hours[1]);
}

static blackout_status refuse_duration(const struct asked_input *input, const char *text)
{
    enum { MOST_HOURS_DIGITS = 2 }; /* a longer number may be of minutes, as tables have them */
    char suggested[40];
    char remedy[128];
    static const char forms[] = "like PT6H11M, 6h, 90m or 1d2h, or a range like 4h..8h";
    const bool known = suggest_duration(suggested, text);
    const size_t length = strlen(text);
    const bool open = known && length > MOST_HOURS_DIGITS && strspn(text, "0123456789") == length;
    snprintf(remedy, sizeof remedy, "%s%s%s%s%s%s", known ? "perhaps " : "", open ? text : "",
             open ? "m or " : "", known ? suggested : "", known ? "; " : "", forms);
    return asked_refuse(input, calendar_duration_fault(text, "is not a duration"), text, remedy);
}

/* The range is one of 5 % and 95 % on the logarithm: no draw of it is negative. So a range cannot
 * begin at 0, while a single length may be 0. */
blackout_status asked_hours(struct mapping *hours, const struct asked_input *input,
                            const char *text)
{
    static const char remedy[] = "like PT6H11M, 6h, 90m or 1d2h, or a range like 4h..8h";
    size_t low_length;
    const char *high_text;
    double low;
    double high;
    bool range = split_range(text, &low_length, &high_text);
    if (!calendar_parse_duration(&low, text, low_length)) {
        return refuse_duration(input, text);
    }
    if (low > LONGEST_OUTAGE_HOURS) {
        return asked_refuse(input, "is longer than ten years", text, remedy);
    }
    if (!range) {
        *hours = mapping_certain(low);
        return BLACKOUT_OK;
    }
    if (!calendar_parse_duration(&high, high_text, strlen(high_text))) {
        return refuse_duration(input, text);
    }
    if (!is_range_of_hours(low, high)) {
        return asked_refuse(input, "is not a range", text,
                            "0 < low < high <= ten years, like 4h..8h");
    }
    *hours = mapping_between(TRANSFORM_LOG, low, high);
    return BLACKOUT_OK;
}

/* Either decimal mark: a share has no thousands, so that 0,5 can only be a half. */
bool asked_share_number(double *share, const char *text, size_t length)
{
    text_trim(&text, &length);
    const bool percent = length > 0 && text[length - 1] == '%';
    length -= percent ? 1 : 0;
    const bool read = number_parse(share, text, length, &plain_format) == NUMBER_OK ||
                      number_parse(share, text, length, &comma_format) == NUMBER_OK;
    *share = read && percent ? *share / 100 : *share;
    return read;
}

static bool read_share(double *share, const char *text, size_t length)
{
    return asked_share_number(share, text, length) && *share >= 0 && *share <= 1;
}

/* The ends of a range are open: on the logit neither 0 nor 1 has a place. */
blackout_status asked_share(struct mapping *share, const struct asked_input *input,
                            const char *text)
{
    size_t low_length;
    const char *high_text;
    double low;
    double high;
    bool range = split_range(text, &low_length, &high_text);
    if (!read_share(&low, text, low_length) ||
        (range && !read_share(&high, high_text, strlen(high_text)))) {
        return asked_refuse(input, "is not a share", text,
                            strcmp(input->name, "severity") == 0
                                ? "a number from 0 to 1, a percentage, or a range like 0.07..0.88, "
                                  "which outages called partial were (full: 0.29..0.98)"
                                : "a number from 0 to 1, a percentage, or a range like 0.2..0.4");
    }
    if (range && !(low > 0 && low < high && high < 1)) {
        return asked_refuse(input, "is not a range", text, "0 < low < high < 1, like 0.4..0.8");
    }
    *share = range ? mapping_between(TRANSFORM_LOGIT, low, high) : mapping_certain(low);
    return BLACKOUT_OK;
}

/* A range of starts is normal around its middle; half of it is 1.645 standard deviations, as its
 * ends are the 5 % and 95 % values. A range of which one end is a date alone has no time of day. */
blackout_status asked_moment(struct asked_moment *moment, const struct asked_input *input,
                             const char *text)
{
    size_t low_length;
    const char *high_text;
    instant low;
    bool low_has_time;
    bool range = split_range(text, &low_length, &high_text);
    instant high = 0;
    bool high_has_time = true;
    bool read =
        calendar_parse_instant(&low, &low_has_time, text, low_length) &&
        (!range || calendar_parse_instant(&high, &high_has_time, high_text, strlen(high_text)));
    if (!read) {
        return asked_refuse(input, "is not a date and time", text,
                            "ISO 8601, like 2021-10-04T15:39Z");
    }
    if (range && low >= high) {
        return asked_refuse(input, "is not a range", text,
                            "the earlier time first, like 2021-10-04T15:00Z..2021-10-04T17:00Z");
    }
    *moment = (struct asked_moment){.time = range ? low + (high - low) / 2 : low,
                                    .has_time = low_has_time && high_has_time};
    if (range) {
        moment->sd_hours = (double)(high - low) / 2 / SECONDS_PER_HOUR / mapping_z95;
    }
    return BLACKOUT_OK;
}

/* ---- Numbers and words ----------------------------------------------------------------------- */

enum { MEANT_SIZE = 48 };

/* "10,000", "10.000", "10 000" or "10k" as "perhaps 10000"; false: it is none of these. Suggested
 * and not taken: 10.000 is ten in one country and ten thousand in another. */
static bool whole_meant(char meant[MEANT_SIZE], const char *text)
{
    enum { GROUP = 3 };
    static const char digits[] = "0123456789";
    size_t used = (size_t)snprintf(meant, MEANT_SIZE, "perhaps ");
    const char *at = text;
    size_t length = strspn(at, digits);
    const bool has_digits = length > 0;
    while (length > 0 && used + length + (size_t)2 * GROUP + 1 < MEANT_SIZE) {
        memcpy(meant + used, at, length);
        used += length;
        at += length;
        length = *at != '\0' && strchr(",.' _", *at) != NULL ? strspn(at + 1, digits) : 0;
        if (length == GROUP) {
            ++at;
        } else if (length > 0) {
            return false;
        }
    }
    const char *zeros = strcmp(at, "k") == 0 || strcmp(at, "K") == 0 ? "000"
                        : strcmp(at, "M") == 0                       ? "000000"
                                                                     : "";
    snprintf(meant + used, MEANT_SIZE - used, "%s", zeros);
    return has_digits && (*at == '\0' || zeros[0] != '\0');
}

blackout_status asked_whole(double *value, const struct asked_input *input, const char *text)
{
    static const double largest = 9007199254740992.0; /* 2^53: above it doubles skip numbers */
    double read;
    enum number_status status = number_parse(&read, text, strlen(text), &plain_format);
    /* a point may be meant as a comma between thousands: 10.000 samples are not 10 */
    if (status != NUMBER_OK || read < 0 || read >= largest || read != (double)(int64_t)read ||
        strchr(text, '.') != NULL) {
        char meant[MEANT_SIZE];
        const char *digits = meant + sizeof "perhaps";
        const bool is_meant =
            strpbrk(text, "kKM,.' _") != NULL && whole_meant(meant, text) &&
            number_parse(&read, digits, strlen(digits), &plain_format) == NUMBER_OK &&
            read < largest;
        return asked_refuse(input, "is not a whole number", text,
                            is_meant ? meant : "a whole number from 0 to 2^53 - 1");
    }
    *value = read;
    return BLACKOUT_OK;
}

/* Neither end: 0 % is never reached, and at 100 % nothing is known. */
blackout_status asked_relative(double *value, const struct asked_input *input, const char *text)
{
    double read = 0;
    if (!asked_share_number(&read, text, strlen(text)) || !(read > 0) || !(read < 1)) {
        return asked_refuse(input, "is not a relative error", text,
                            "above 0 % and below 100 %, like 1%");
    }
    *value = read;
    return BLACKOUT_OK;
}

/* ---- Money ----------------------------------------------------------------------------------- */

/* A text that ends in three letters of which the first follows no letter but that of a magnitude:
 * "100kEUR" has a currency, "1bn" has none. */
static size_t currency_length(const char *text, size_t length)
{
    enum { CODE_LENGTH = 3 };
    size_t letters = 0;
    while (letters < length && text_is_alphanumeric(text[length - 1 - letters]) &&
           !text_is_digit(text[length - 1 - letters])) {
        ++letters;
    }
    return letters >= CODE_LENGTH ? CODE_LENGTH : 0;
}

/* What the letters after the digits multiply by; 0: nothing that is known. */
static double magnitude_of(const char *text, size_t length)
{
    static const struct {
        const char *name;
        double times;
    } magnitudes[] = {{"", 1}, {"k", 1e3}, {"m", 1e6}, {"bn", 1e9}};
    for (size_t i = 0; i < sizeof magnitudes / sizeof magnitudes[0]; ++i) {
        if (strlen(magnitudes[i].name) == length &&
            text_starts_alike(magnitudes[i].name, text, length)) {
            return magnitudes[i].times;
        }
    }
    return 0;
}

/* A currency has been cut off before; what is left after the digits is a magnitude. */
static bool read_amount(double *amount, const char *text, size_t length)
{
    const size_t digits = strspn(text, "0123456789.");
    const char *name = text + (digits < length ? digits : length);
    size_t name_length = length - (size_t)(name - text);
    text_trim(&name, &name_length);
    const double times = magnitude_of(name, name_length);
    const bool read = times > 0 && number_parse(amount, text, digits < length ? digits : length,
                                                &plain_format) == NUMBER_OK;
    *amount = read ? *amount * times : 0;
    return read;
}

blackout_status asked_unmarked(const struct asked_input *input, const char *text, size_t length)
{
    enum { REMEDY_SIZE = 128, MOST_SHOWN = 40 };
    struct plain_number number;
    if (!number_parse_plain(&number, text, length) || !number.may_group) {
        return BLACKOUT_OK;
    }
    const char mark[] = {number.mark, '\0'};
    const size_t whole = strcspn(text, mark);
    const char *rest = text + length;
    char remedy[REMEDY_SIZE];
    snprintf(remedy, sizeof remedy, "%.*s%.*s%.*s or %.*s0%.*s, whichever is meant", (int)whole,
             text, (int)(length - whole - 1), text + whole + 1, MOST_SHOWN, rest, (int)length, text,
             MOST_SHOWN, rest);
    return asked_refuse(input, "may mean thousands or a decimal mark", text, remedy);
}

/* A point is the decimal mark, as everywhere on a command line: a comma separates a list. */
blackout_status asked_amount(struct asked_amount *amount, const struct asked_input *input,
                             const char *text)
{
    size_t length = strlen(text);
    const char *first = text;
    text_trim(&first, &length);
    const size_t code = currency_length(first, length);
    struct asked_amount read = {0};
    if (!read_amount(&read.amount, first, length - code)) {
        return asked_refuse(input, "is not an amount", text,
                            "an amount like 100000EUR or 1.5M, with a point as decimal mark");
    }
    blackout_status status = asked_unmarked(input, first, strspn(first, "0123456789."));
    if (status == BLACKOUT_OK && !isfinite(read.amount)) {
        return asked_refuse(input, "is too large", text, "an amount below 1e300");
    }
    if (status == BLACKOUT_OK && code > 0) {
        const char *name = arena_copy(input->arena, first + length - code, code);
        status =
            name != NULL ? asked_currency(&read.currency, input, name) : error_memory(input->error);
    }
    if (status == BLACKOUT_OK) {
        *amount = read;
    }
    return status;
}

/* The remedy is made while searching: it is the list of all words, in the order of the table. Words
 * are few and short, so that all of them fit. */
blackout_status asked_word(int *number, const struct asked_input *input, const char *text,
                           const char *const *words)
{
    char remedy[128];
    size_t used = 0;
    for (int i = 0; words[i] != NULL; ++i) {
        if (text_alike(words[i], text)) {
            *number = i;
            return BLACKOUT_OK;
        }
        const char *before = i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ";
        used += (size_t)snprintf(remedy + used, sizeof remedy - used, "%s%s", before, words[i]);
    }
    return asked_refuse(input, "is not known", text, remedy);
}
