/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assumptions of an import as a user sets them, NAME=VALUE: which there are, the format says.
 */
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"
#include "import/settings.h"

/* More than any format has; of more names the first are offered. */
enum { MOST_SETTINGS = 32 };

/* Where no name is near, any one of them shows what names look like. */
static blackout_status unknown(const struct import_setting *known, size_t known_count,
                               const char *text, size_t length, blackout_error *error)
{
    const char *names[MOST_SETTINGS];
    char name[64];
    size_t count = 0;
    for (; count < known_count && count < MOST_SETTINGS; ++count) {
        names[count] = known[count].name;
    }
    const size_t kept = length < sizeof name - 1 ? length : sizeof name - 1;
    memcpy(name, text, kept);
    name[kept] = '\0';
    const char *near = text_nearest(name, names, count);
    return error_field(
        error, BLACKOUT_ERROR_USAGE, "set", "there is no assumption of that name ('%.60s'); %s%s",
        text, near != NULL ? "perhaps " : "there are names like ", near != NULL ? near : names[0]);
}

/* Reads a number up to `..` or the end; moves `text` past it. A point is the decimal mark, as on
 * every command line. */
static bool read_part(double *number, const char **text)
{
    static const struct number_format plain = {.decimal = '.'};
    const char *dots = strstr(*text, "..");
    const size_t length = dots != NULL ? (size_t)(dots - *text) : strlen(*text);
    const bool read =
        number_parse(number, *text, length, &plain) == NUMBER_OK && *number >= 0 && *number <= 1;
    *text = dots != NULL ? dots + 2 : *text + length;
    return read;
}

/* A text that ends with ".." has an empty part after it, which is refused like any other. One
 * number has no range; two name no central value, and are refused. */
static bool read_share(struct import_share *share, const char *text)
{
    double numbers[3] = {0};
    int count = 0;
    const char *at = text;
    do {
        if (count == 3 || !read_part(&numbers[count++], &at)) {
            return false;
        }
    } while (*at != '\0' || (at >= text + 2 && at[-1] == '.' && at[-2] == '.'));
    if (count == 1) {
        *share = (struct import_share){numbers[0], numbers[0], numbers[0]};
        return true;
    }
    *share = (struct import_share){numbers[0], numbers[1], numbers[2]};
    return count == 3 && numbers[0] <= numbers[1] && numbers[1] <= numbers[2];
}

/* Twice is refused, since which of the two was meant is a guess. A text stays where it is: settings
 * are copies that the import owns (import_make()). What it names is not looked up, as an import
 * does not read the base that would have it. */
static blackout_status set(struct import_setting *setting, const char *value, blackout_error *error)
{
    if (setting->is_set) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "set",
                           "the assumption is set twice ('%s'); give it once", setting->name);
    }
    setting->is_set = true;
    if (setting->share == NULL) {
        *setting->text = value;
        return value[0] != '\0'
                   ? BLACKOUT_OK
                   : error_field(error, BLACKOUT_ERROR_USAGE, "set",
                                 "the assumption has no value ('%s='); write one after the =",
                                 setting->name);
    }
    return read_share(setting->share, value)
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "set",
                             "%s is not a share ('%.60s'); a number from 0 to 1, or its 5 %%, "
                             "central and 95 %% values, like 0.2..0.5..0.8",
                             setting->name, value);
}

/* The first = parts name and value, so that a value may have one. In the order in which they were
 * given: the first fault is reported. */
blackout_status import_settings_read(struct import_setting *known, size_t known_count,
                                     const struct import_request *request, blackout_error *error)
{
    for (size_t i = 0; i < request->setting_count; ++i) {
        const char *text = request->settings[i];
        const size_t length = strcspn(text, "=");
        size_t k = 0;
        while (k < known_count &&
               (strlen(known[k].name) != length || strncmp(known[k].name, text, length) != 0)) {
            ++k;
        }
        if (text[length] == '\0') {
            return error_field(error, BLACKOUT_ERROR_USAGE, "set",
                               "this is no assumption ('%.60s'); write NAME=VALUE", text);
        }
        if (k == known_count) {
            return unknown(known, known_count, text, length, error);
        }
        blackout_status status = set(&known[k], text + length + 1, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    return BLACKOUT_OK;
}

/* Numbers that read back to the same: what the notes of a package say can be given to --set. */
const char *import_share_text(blackout_import *import, const struct import_share *share)
{
    char low[NUMBER_TEXT_SIZE];
    char central[NUMBER_TEXT_SIZE];
    char high[NUMBER_TEXT_SIZE];
    number_print(low, share->low);
    number_print(central, share->central);
    number_print(high, share->high);
    return share->low == share->high
               ? import_text(import, central, strlen(central))
               : arena_format(&import->arena, "%s..%s..%s", low, central, high);
}

bool import_share_has_range(const struct import_share *share)
{
    return share->central > 0 && share->central < 1 && share->low < share->high;
}

const char *import_share_end(blackout_import *import, const struct import_share *share, bool high)
{
    static const double least = 0.001; /* nearer to none, or to all, it makes no difference */
    const double low = share->low > least ? share->low : least;
    const double top = share->high < 1 - least ? share->high : 1 - least;
    const double central = share->central;
    if (!import_share_has_range(share)) {
        return "";
    }
    return import_number(import,
                         high ? (top > central ? top : central) : (low < central ? low : central));
}
