/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts of cyber insurance (Open Exposure Data 5.0, 2026) to businesses and policies: one
 * account is one business, one row one policy. What the format does not say, the part of the
 * revenue that stops with the provider first of all, is an assumption. A row whose business cannot
 * be taken has no policy either; one whose policy cannot be taken still is a business. */
#include <math.h>
#include <string.h>

#include "core/calendar.h"
#include "core/currency_codes.h"
#include "core/error.h"
#include "core/number.h"
#include "core/text.h"
#include "import/formats.h"
#include "import/oed_codes.h"
#include "import/oed_fields.h"
#include "import/oed_file.h"
#include "import/oed_names.h"
#include "import/oed_policy.h"
#include "import/settings.h"

/* Numbers of the format's list of cloud vendors. */
enum { VENDOR_COUNT = 6 };

static const char *const vendor_settings[VENDOR_COUNT] = {"cloud_vendor_1", "cloud_vendor_2",
                                                          "cloud_vendor_3", "cloud_vendor_4",
                                                          "cloud_vendor_5", "cloud_vendor_6"};

/* is_same() and find_business() know the places of some of them, add_business() that of each. */
static const char *const dependency_columns[] = {
    "business",   "sector",      "region",       "annual_revenue", "annual_revenue_basis",
    "currency",   "platform",    "channel",      "share",          "share_low",
    "share_high", "share_basis", "share_source", "basis",          "source"};
enum { DEPENDENCY_COLUMNS = sizeof dependency_columns / sizeof dependency_columns[0] };

struct accounts {
    blackout_import *import;
    struct import_table *dependencies;
    struct oed_names businesses; /* number k + 1 is row k of dependencies */
    struct oed_policies policies;
    struct import_share share;
    const char *channel;
    const char *sector; /* of industries that are not known; NULL: none */
    const char *region; /* of countries that are not known; NULL: none */
    const char *platforms[VENDOR_COUNT];
};

/* What a row says of its business. Texts live as long as the row (oed_file.h), but for the name,
 * the section, the region and the platform, which are the import's or the program's. */
struct business {
    const char *name;
    const char *number; /* of its account */
    double revenue;     /* a year, in `currency` */
    const char *currency;
    const char *sector;
    const char *region;
    const char *platform;
};

/* ---- What a row says ------------------------------------------------------------------------- */

/* The platform of the row's cloud vendor; NULL, with the reason, where it has none. An empty field
 * is 0, the format's number of a vendor that is not known. */
static const char *platform_of(const struct accounts *accounts, const struct oed_row *row,
                               const char **reason)
{
    double vendor = 0;
    if (!oed_number(&vendor, row, OED_CLOUD_VENDOR, 0) || vendor > VENDOR_COUNT ||
        vendor != floor(vendor)) {
        *reason = "the number of the vendor is not in the list of the format";
        return NULL;
    }
    if (vendor == 0) {
        *reason = "the cloud vendor is not known, and so no platform that the business needs";
        return NULL;
    }
    const char *platform = accounts->platforms[(int)vendor - 1];
    *reason =
        "no platform of the package is that vendor's; --set cloud_vendor_N=PLATFORM names one";
    return platform;
}

/* The business of a row; the first thing that keeps it from being taken is the doubt. What the
 * format says goes before what is set: the settings are for rows that say nothing. */
static struct oed_doubt read_business(struct business *business, const struct accounts *accounts,
                                      const struct oed_row *row)
{
    struct oed_doubt doubt = {OED_ACC_NUMBER, NULL};
    const char *platform_reason = NULL;
    const char *sector =
        oed_section(row->texts[OED_INDUSTRY_SCHEME], row->texts[OED_INDUSTRY_CODE]);
    const char *region = oed_region(row->texts[OED_COUNTRY_CODE]);
    const bool has_revenue = oed_number(&business->revenue, row, OED_ANNUAL_REVENUE, 0);
    business->number = row->texts[OED_ACC_NUMBER];
    business->currency = oed_first_text(row, OED_ANNUAL_REVENUE_CURRENCY, OED_ACC_CURRENCY);
    business->sector = sector != NULL ? sector : accounts->sector;
    business->region = region != NULL ? region : accounts->region;
    business->platform = platform_of(accounts, row, &platform_reason);
    oed_set_doubt(&doubt, business->number[0] == '\0', OED_ACC_NUMBER, "the account has no number");
    oed_set_doubt(&doubt, !has_revenue, OED_ANNUAL_REVENUE, "it is no number of at least 0");
    oed_set_doubt(&doubt, !(business->revenue > 0), OED_ANNUAL_REVENUE,
                  "the revenue is not known, as 0 and empty say");
    oed_set_doubt(&doubt, !oed_is_currency(business->currency),
                  oed_first_column(row, OED_ANNUAL_REVENUE_CURRENCY, OED_ACC_CURRENCY),
                  "no currency of the revenue is known");
    oed_set_doubt(
        &doubt, business->sector == NULL, OED_INDUSTRY_CODE,
        "the industry is in none of NAICS, UKSIC, USSIC; --set sector=G is for such rows");
    oed_set_doubt(&doubt, business->region == NULL, OED_COUNTRY_CODE,
                  "the country is not known; --set region=europe is for such rows");
    oed_set_doubt(&doubt, business->platform == NULL, OED_CLOUD_VENDOR, platform_reason);
    return doubt;
}

/* ---- A business ------------------------------------------------------------------------------ */

static const char *copy(struct accounts *accounts, const char *text)
{
    return import_text(accounts->import, text, strlen(text));
}

/* Texts that could not be made are NULL, which the arena remembers (import.c). The currency is
 * copied, since it ends with the row. */
static int add_business(struct accounts *accounts, const struct business *business)
{
    static const char share_source[] = "assumption of the import";
    blackout_import *import = accounts->import;
    const struct import_share *share = &accounts->share;
    const char *const cells[DEPENDENCY_COLUMNS] = {business->name,
                                                   business->sector,
                                                   business->region,
                                                   import_number(import, business->revenue),
                                                   "reported",
                                                   copy(accounts, business->currency),
                                                   business->platform,
                                                   accounts->channel,
                                                   import_number(import, share->central),
                                                   import_share_end(import, share, false),
                                                   import_share_end(import, share, true),
                                                   "assumed",
                                                   share_source,
                                                   "assumed",
                                                   OED_SOURCE};
    return import_row(import, accounts->dependencies, cells);
}

/* Whether a row says the same of its business as the one that it was made of. Revenues are compared
 * as they were written down, in the table: 1000000 and 1e6 are the same. */
static bool is_same(const struct accounts *accounts, const struct business *business, size_t number)
{
    const char **cells = &accounts->dependencies->cells[number * DEPENDENCY_COLUMNS];
    char revenue[NUMBER_TEXT_SIZE];
    number_print(revenue, business->revenue);
    return strcmp(cells[1], business->sector) == 0 && strcmp(cells[2], business->region) == 0 &&
           strcmp(cells[3], revenue) == 0 && strcmp(cells[5], business->currency) == 0 &&
           strcmp(cells[6], business->platform) == 0;
}

/* ---- A row ----------------------------------------------------------------------------------- */

/* Makes the business of an account that no row before it has, unless there is no name for it. Names
 * and rows are added together: by the number of the one the other is found. */
static blackout_status make_business(struct accounts *accounts, struct business *business,
                                     const char *portfolio, const char *key, blackout_error *error)
{
    const char *number = copy(accounts, business->number);
    const bool made =
        number != NULL &&
        oed_names_free(&business->name, &accounts->businesses, portfolio, number) == 0 &&
        (business->name == NULL ||
         (oed_names_add(&accounts->businesses, key, business->name) == 0 &&
          add_business(accounts, business) == 0));
    return made ? BLACKOUT_OK : error_memory(error);
}

/* Finds the business of a row by its account, or makes it; its name is set then. Each has a row of
 * the table, in the order of their numbers. */
static blackout_status find_business(struct accounts *accounts, struct business *business,
                                     const struct oed_row *row, struct oed_doubt *doubt,
                                     blackout_error *error)
{
    const char *portfolio = row->texts[OED_PORT_NUMBER];
    const char *key = oed_key(&accounts->import->arena, portfolio, business->number, "");
    if (key == NULL) {
        return error_memory(error);
    }
    const size_t number = oed_names_number(&accounts->businesses, key);
    if (number > 0) {
        business->name = accounts->dependencies->cells[(number - 1) * DEPENDENCY_COLUMNS];
        oed_set_doubt(doubt, !is_same(accounts, business, number - 1), OED_ACC_NUMBER,
                      "another row says something else of the same account");
        return BLACKOUT_OK;
    }
    blackout_status status = make_business(accounts, business, portfolio, key, error);
    oed_set_doubt(doubt, business->name == NULL, OED_ACC_NUMBER, OED_NO_NAME);
    return status;
}

static blackout_status take_row(void *user, const struct oed_row *row, blackout_error *error)
{
    struct accounts *accounts = user;
    struct business business = {0};
    struct oed_doubt doubt = read_business(&business, accounts, row);
    blackout_status status =
        doubt.reason == NULL ? find_business(accounts, &business, row, &doubt, error) : BLACKOUT_OK;
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (doubt.reason != NULL) {
        return oed_leave_out(accounts->import, row, doubt.column, doubt.reason, error);
    }
    const struct oed_insured insured = {business.name, business.revenue, business.currency};
    ++accounts->import->taken; /* as a business at least */
    return oed_policy_take(&accounts->policies, row, &insured, error);
}

/* ---- Settings -------------------------------------------------------------------------------- */

/* What is assumed without being set is listed with its source; a text that is neither, such as the
 * platforms of the other vendors, is not. */
static blackout_status read_settings(struct accounts *accounts,
                                     const struct import_request *request, blackout_error *error)
{
    static const char share_source[] =
        "5 to 15 % of world GDP is digital (UNCTAD, Digital Economy Report 2019); a web shop loses "
        "nearly all, a farm hardly anything";
    static const char vendor_source[] =
        "the largest region of AWS, in which most of its outages that made the news were; the "
        "format says no region";
    enum { OWN = 4 };
    blackout_import *import = accounts->import;
    struct import_setting known[OWN + VENDOR_COUNT] = {
        {.name = "share", .share = &accounts->share},
        {.name = "channel", .text = &accounts->channel},
        {.name = "sector", .text = &accounts->sector},
        {.name = "region", .text = &accounts->region}};
    for (int i = 0; i < VENDOR_COUNT; ++i) {
        known[OWN + i] =
            (struct import_setting){.name = vendor_settings[i], .text = &accounts->platforms[i]};
    }
    blackout_status status = import_settings_read(known, OWN + VENDOR_COUNT, request, error);
    if (status == BLACKOUT_OK && accounts->share.low < accounts->share.high &&
        !import_share_has_range(&accounts->share)) {
        const char *text = import_share_text(import, &accounts->share);
        status = error_field(error, BLACKOUT_ERROR_USAGE, "set",
                             "share has a range about a value that is certain ('%s'); a central "
                             "value above 0 and below 1, or one number alone",
                             text != NULL ? text : "");
    }
    for (int i = 0; i < OWN + VENDOR_COUNT && status == BLACKOUT_OK; ++i) {
        const struct import_setting *setting = &known[i];
        /* of the vendors the first alone has a platform where none is set */
        const char *source = setting->is_set          ? "set"
                             : setting->share != NULL ? share_source
                             : i == OWN               ? vendor_source
                                                      : "what shops and services run on";
        const char *value =
            setting->share != NULL ? import_share_text(import, setting->share) : *setting->text;
        if ((setting->share != NULL || value != NULL) &&
            import_assume(import, setting->name, value, source) != 0) {
            status = error_memory(error);
        }
    }
    return status;
}

/* The share's range is that of which the package `cloud` is made (UNCTAD_BRACKET in
 * datasets/compile.py), and 0.08 about its geometric mean, as there. A business may have been met
 * in another file, so that all files fill the same tables. */
blackout_status oed_read(blackout_import *import, const struct import_request *request,
                         blackout_error *error)
{
    struct accounts accounts = {.import = import,
                                .share = {0.045, 0.08, 0.155},
                                .channel = "hosting",
                                .platforms = {"aws_us_east_1"}};
    import->item = "rows";
    import->title = "Accounts of cyber insurance";
    blackout_status status = read_settings(&accounts, request, error);
    accounts.dependencies = import_table_new(import, "dependencies.csv", "dependencies",
                                             dependency_columns, DEPENDENCY_COLUMNS);
    if (accounts.dependencies == NULL || oed_policies_init(&accounts.policies, import) != 0 ||
        oed_names_init(&accounts.businesses, &import->arena) != 0) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < request->source_count && status == BLACKOUT_OK; ++i) {
        status = oed_file_read(import, &request->sources[i], take_row, &accounts, error);
    }
    return status;
}
