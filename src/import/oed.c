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
#include "import/oed_file.h"
#include "import/oed_terms.h"
#include "import/settings.h"

/* Numbers of the format's list of cloud vendors. */
enum { VENDOR_COUNT = 6 };

static const char *const vendor_settings[VENDOR_COUNT] = {"cloud_vendor_1", "cloud_vendor_2",
                                                          "cloud_vendor_3", "cloud_vendor_4",
                                                          "cloud_vendor_5", "cloud_vendor_6"};

/* is_same() knows the places of some of them. */
static const char *const dependency_columns[] = {
    "business",   "sector",      "region",       "annual_revenue", "annual_revenue_basis",
    "currency",   "platform",    "channel",      "share",          "share_low",
    "share_high", "share_basis", "share_source", "basis",          "source"};
enum { DEPENDENCY_COLUMNS = sizeof dependency_columns / sizeof dependency_columns[0] };

static const char *const policy_columns[] = {"policy", "business", "waiting_hours",   "deductible",
                                             "limit",  "share",    "aggregate_limit", "currency",
                                             "basis",  "source"};
enum { POLICY_COLUMNS = sizeof policy_columns / sizeof policy_columns[0] };

static const char source_text[] = "account of Open Exposure Data";

struct accounts {
    blackout_import *import;
    struct import_table *dependencies;
    struct import_table *policies;
    struct strings businesses; /* number k + 1 is row k of dependencies */
    struct strings names;      /* of policies */
    struct import_share share;
    const char *channel;
    const char *sector; /* of industries that are not known; NULL: none */
    const char *region; /* of countries that are not known; NULL: none */
    const char *platforms[VENDOR_COUNT];
};

/* What a row says of its business. */
struct business {
    const char *name;
    double revenue;
    const char *currency;
    const char *sector;
    const char *region;
    const char *platform;
};

/* ---- Reading a row --------------------------------------------------------------------------- */

static blackout_status leave_out(const struct accounts *accounts, const struct oed_row *row,
                                 enum oed_column column, const char *reason, blackout_error *error)
{
    const struct not_taken_entry entry = {.file = row->file,
                                          .row = row->line,
                                          .column = oed_columns[column],
                                          .value = row->texts[column]};
    return not_taken_add(&accounts->import->not_taken, &accounts->import->arena, &entry, reason) ==
                   0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* An empty field is what the format has as its default. False: it is no number of at least 0. */
static bool number_of(double *number, const struct oed_row *row, enum oed_column column,
                      double unsaid)
{
    static const struct number_format plain = {.decimal = '.'};
    const char *text = row->texts[column];
    if (text[0] == '\0') {
        *number = unsaid;
        return true;
    }
    return number_parse(number, text, strlen(text), &plain) == NUMBER_OK && *number >= 0;
}

static bool is_currency(const char *code)
{
    const enum currency_standing standing = currency_code_standing(code);
    return standing == CURRENCY_CURRENT || standing == CURRENCY_WITHDRAWN;
}

/* The first of the columns that has a text; "" where none has. The account's currency holds for
 * amounts that name none. */
static const char *first_text(const struct oed_row *row, enum oed_column a, enum oed_column b)
{
    return row->texts[a][0] != '\0' ? row->texts[a] : row->texts[b];
}

/* The platform of the row's cloud vendor; NULL, with the reason, where it has none. */
static const char *platform_of(const struct accounts *accounts, const struct oed_row *row,
                               const char **reason)
{
    double vendor = 0;
    if (!number_of(&vendor, row, OED_CLOUD_VENDOR, 0) || vendor > VENDOR_COUNT ||
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

struct doubt {
    enum oed_column column;
    const char *reason; /* NULL: none */
};

static void set_doubt(struct doubt *doubt, bool holds, enum oed_column column, const char *reason)
{
    if (holds && doubt->reason == NULL) {
        *doubt = (struct doubt){column, reason};
    }
}

/* The business of a row; the first thing that keeps it from being taken is the doubt. */
static struct doubt read_business(struct business *business, const struct accounts *accounts,
                                  const struct oed_row *row)
{
    struct doubt doubt = {OED_ACC_NUMBER, NULL};
    const char *platform_reason = NULL;
    const char *sector =
        oed_section(row->texts[OED_INDUSTRY_SCHEME], row->texts[OED_INDUSTRY_CODE]);
    const char *region = oed_region(row->texts[OED_COUNTRY_CODE]);
    const bool has_revenue = number_of(&business->revenue, row, OED_ANNUAL_REVENUE, 0);
    business->name = row->texts[OED_ACC_NUMBER];
    business->currency = first_text(row, OED_ANNUAL_REVENUE_CURRENCY, OED_ACC_CURRENCY);
    business->sector = sector != NULL ? sector : accounts->sector;
    business->region = region != NULL ? region : accounts->region;
    business->platform = platform_of(accounts, row, &platform_reason);
    set_doubt(&doubt, business->name[0] == '\0', OED_ACC_NUMBER, "the account has no number");
    set_doubt(&doubt, !has_revenue, OED_ANNUAL_REVENUE, "it is no number of at least 0");
    set_doubt(&doubt, !(business->revenue > 0), OED_ANNUAL_REVENUE,
              "the revenue is not known, as 0 and empty say");
    set_doubt(&doubt, !is_currency(business->currency), OED_ANNUAL_REVENUE_CURRENCY,
              "no currency of the revenue is known");
    set_doubt(&doubt, business->sector == NULL, OED_INDUSTRY_CODE,
              "the industry is in none of NAICS, UKSIC, USSIC; --set sector=G is for such rows");
    set_doubt(&doubt, business->region == NULL, OED_COUNTRY_CODE,
              "the country is not known; --set region=europe is for such rows");
    set_doubt(&doubt, business->platform == NULL, OED_CLOUD_VENDOR, platform_reason);
    return doubt;
}

/* ---- A business ------------------------------------------------------------------------------ */

static const char *copy(struct accounts *accounts, const char *text)
{
    return import_text(accounts->import, text, strlen(text));
}

static bool has_range(const struct import_share *share)
{
    return share->low > 0 && share->low < share->high && share->high < 1;
}

/* Texts that could not be made are NULL: all cells are looked at together. */
static int add_business(struct accounts *accounts, const struct business *business)
{
    static const char share_source[] = "assumption of the import";
    blackout_import *import = accounts->import;
    const struct import_share *share = &accounts->share;
    const bool ranged = has_range(share);
    const char *const cells[DEPENDENCY_COLUMNS] = {copy(accounts, business->name),
                                                   business->sector,
                                                   business->region,
                                                   import_number(import, business->revenue),
                                                   "reported",
                                                   copy(accounts, business->currency),
                                                   business->platform,
                                                   accounts->channel,
                                                   import_number(import, share->central),
                                                   ranged ? import_number(import, share->low) : "",
                                                   ranged ? import_number(import, share->high) : "",
                                                   "assumed",
                                                   share_source,
                                                   "assumed",
                                                   source_text};
    for (int i = 0; i < DEPENDENCY_COLUMNS; ++i) {
        if (cells[i] == NULL) {
            return -1;
        }
    }
    return import_row(import, accounts->dependencies, cells);
}

/* Whether a row says the same of its business as the one that it was made of. Revenues are compared
 * as they were written down, in the table. */
static bool is_same(const struct accounts *accounts, const struct business *business, size_t number)
{
    const char **cells = &accounts->dependencies->cells[number * DEPENDENCY_COLUMNS];
    char revenue[NUMBER_TEXT_SIZE];
    number_print(revenue, business->revenue);
    return strcmp(cells[1], business->sector) == 0 && strcmp(cells[2], business->region) == 0 &&
           strcmp(cells[3], revenue) == 0 && strcmp(cells[5], business->currency) == 0 &&
           strcmp(cells[6], business->platform) == 0;
}

/* ---- A policy -------------------------------------------------------------------------------- */

/* Whether a list of coverages, `BI;CBI` or their numbers, has the one of a provider's outage. */
static bool covers(const char *list)
{
    static const char *const codes[] = {"CBI", "8", "CYB", "16"};
    if (list[0] == '\0') {
        return true; /* the format's default is CYB: all of them */
    }
    while (*list != '\0') {
        const char *part = list;
        size_t length = strcspn(list, ";,");
        list += length + (list[length] != '\0' ? 1 : 0);
        text_trim(&part, &length);
        for (size_t i = 0; i < sizeof codes / sizeof codes[0]; ++i) {
            if (strlen(codes[i]) == length && text_starts_alike(codes[i], part, length)) {
                return true;
            }
        }
    }
    return false;
}

/* Types and codes of the format: 0 is a flat amount, off each loss; others are parts of the loss or
 * of what is insured, or franchises, for which a package has no term. Taken as amounts, 5 % would
 * be 0.05. */
static void doubt_types(struct doubt *doubt, const struct oed_row *row)
{
    static const enum oed_column types[] = {OED_POL_DED_TYPE, OED_POL_DED_TYPE_CBI,
                                            OED_POL_LIMIT_TYPE_CBI, OED_POL_DED_CODE,
                                            OED_POL_DED_CODE_CBI};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; ++i) {
        double type = 0;
        const bool is_flat = number_of(&type, row, types[i], 0) && type == 0;
        set_doubt(doubt, !is_flat, types[i],
                  "the deductible or limit is no flat amount (type and code 0), but a part of the "
                  "loss or of what is insured, or a franchise");
    }
}

/* The terms of a row; a margin that is not known leaves revenue and profit the same. */
static struct doubt read_terms(struct oed_terms *terms, double *waiting_days,
                               const struct oed_row *row)
{
    const struct {
        enum oed_column column;
        double *number;
        double unsaid;
        double most;
    } fields[] = {{OED_BI_WAITING_PERIOD, waiting_days, 0, 3650},
                  {OED_POL_DED, &terms->deductible, 0, INFINITY},
                  {OED_POL_DED_CBI, &terms->cover_deductible, 0, INFINITY},
                  {OED_POL_LIMIT_CBI, &terms->cover_limit, 0, INFINITY},
                  {OED_LAYER_ATTACHMENT, &terms->attachment, 0, INFINITY},
                  {OED_LAYER_LIMIT, &terms->layer_limit, 0, INFINITY},
                  {OED_LAYER_AGG_LIMIT, &terms->aggregate_limit, 0, INFINITY},
                  {OED_LAYER_PARTICIPATION, &terms->participation, 1, 1},
                  {OED_GROSS_PROFIT_MARGIN, &terms->margin, 1, 1}};
    struct doubt doubt = {OED_POL_NUMBER, NULL};
    set_doubt(
        &doubt, !covers(row->texts[OED_POL_COVERAGE]), OED_POL_COVERAGE,
        "the policy does not cover contingent business interruption (CBI), which an outage of "
        "a provider is");
    doubt_types(&doubt, row);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; ++i) {
        const bool read = number_of(fields[i].number, row, fields[i].column, fields[i].unsaid);
        set_doubt(&doubt, !read, fields[i].column, "it is no number of at least 0");
        set_doubt(&doubt, read && *fields[i].number > fields[i].most, fields[i].column,
                  "it is larger than the format allows (a share is at most 1)");
    }
    terms->margin = terms->margin > 0 ? terms->margin : 1;
    return doubt;
}

/* The currency of the amounts; NULL where they are in several or in none. */
static const char *terms_currency(const struct oed_row *row)
{
    const char *limit = first_text(row, OED_LIMIT_CURRENCY, OED_ACC_CURRENCY);
    const char *deductible = first_text(row, OED_DED_CURRENCY, OED_ACC_CURRENCY);
    return strcmp(limit, deductible) == 0 && is_currency(limit) ? limit : NULL;
}

/* `P-1` and, of another layer than the first, `P-1-2`. */
static const char *policy_name(struct accounts *accounts, const struct oed_row *row)
{
    const char *policy = first_text(row, OED_POL_NUMBER, OED_ACC_NUMBER);
    const char *layer = row->texts[OED_LAYER_NUMBER];
    const bool is_first = layer[0] == '\0' || strcmp(layer, "1") == 0;
    return arena_format(&accounts->import->arena, "%s%s%s", policy, is_first ? "" : "-",
                        is_first ? "" : layer);
}

/* Terms that are there and not applied: they would make the policy pay less, or for less long. The
 * policy is taken all the same: without it nothing would be paid at all. */
static blackout_status note_terms(const struct accounts *accounts, const struct oed_row *row,
                                  blackout_error *error)
{
    static const struct {
        enum oed_column column;
        double unsaid;
        const char *reason;
    } terms[] = {
        {OED_POL_SIR, 0,
         "the self-insured retention is not applied: a policy pays more than it would"},
        {OED_LAYER_AGG_ATTACHMENT, 0,
         "the attachment of the year is not applied: a policy pays more than it would"},
        {OED_BIPOI, 365, "the period of indemnity is not applied: an outage may last longer"}};
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0] && status == BLACKOUT_OK; ++i) {
        double number = 0;
        if (!number_of(&number, row, terms[i].column, terms[i].unsaid) ||
            number != terms[i].unsaid) {
            status = leave_out(accounts, row, terms[i].column, terms[i].reason, error);
        }
    }
    double margin = 0;
    if (status == BLACKOUT_OK &&
        !(number_of(&margin, row, OED_GROSS_PROFIT_MARGIN, 0) && margin > 0)) {
        status = leave_out(accounts, row, OED_GROSS_PROFIT_MARGIN,
                           "the margin is not known: lost revenue counts in full", error);
    }
    return status;
}

static int add_policy(struct accounts *accounts, const struct oed_row *row, const char *name,
                      const struct oed_layer *layer, double waiting_days)
{
    blackout_import *import = accounts->import;
    const bool has_aggregate = layer->aggregate_limit > 0;
    const char *const cells[POLICY_COLUMNS] = {
        name,
        copy(accounts, row->texts[OED_ACC_NUMBER]),
        import_number(import, waiting_days * HOURS_PER_DAY),
        import_number(import, layer->deductible),
        import_number(import, layer->limit),
        import_number(import, layer->share),
        has_aggregate ? import_number(import, layer->aggregate_limit) : "",
        copy(accounts, terms_currency(row)),
        "reported",
        source_text};
    for (int i = 0; i < POLICY_COLUMNS; ++i) {
        if (cells[i] == NULL) {
            return -1;
        }
    }
    return import_row(import, accounts->policies, cells);
}

/* A policy without a limit can pay no more than a year's revenue, if that is in its currency. */
static blackout_status take_policy(struct accounts *accounts, const struct oed_row *row,
                                   const struct business *business, blackout_error *error)
{
    struct oed_terms terms = {0};
    struct oed_layer layer = {0};
    double waiting_days = 0;
    /* the first doubt is listed: each can only be judged where those before it do not hold */
    struct doubt doubt = read_terms(&terms, &waiting_days, row);
    const char *currency = terms_currency(row);
    const char *name = policy_name(accounts, row);
    if (name == NULL) {
        return error_memory(error);
    }
    set_doubt(&doubt, currency == NULL, OED_LIMIT_CURRENCY,
              "limits and deductibles are in several currencies, or in none that is known");
    const bool pays = doubt.reason == NULL && oed_layer_make(&layer, &terms);
    set_doubt(&doubt, !pays, OED_POL_LIMIT_CBI,
              "the policy never pays: its sub-limit is below its deductible and attachment, or its "
              "share is 0");
    const bool is_limited = layer.limit > 0;
    set_doubt(&doubt,
              !is_limited && doubt.reason == NULL && strcmp(currency, business->currency) != 0,
              OED_LAYER_LIMIT, "the policy has no limit, and another currency than the revenue");
    set_doubt(&doubt, strings_find(&accounts->names, name, strlen(name)) != STRING_UNKNOWN,
              OED_POL_NUMBER, "a policy and layer of these numbers was met before");
    if (doubt.reason != NULL) {
        return leave_out(accounts, row, doubt.column, doubt.reason, error);
    }
    layer.limit = is_limited ? layer.limit : business->revenue;
    if (strings_add(&accounts->names, name, strlen(name)) == STRING_UNKNOWN ||
        add_policy(accounts, row, name, &layer, waiting_days) != 0) {
        return error_memory(error);
    }
    return note_terms(accounts, row, error);
}

/* ---- A row ----------------------------------------------------------------------------------- */

/* Numbers of names follow the rows of the table, since each new business adds one row or ends the
 * import. */
static blackout_status take_row(void *user, const struct oed_row *row, blackout_error *error)
{
    struct accounts *accounts = user;
    struct business business = {0};
    const struct doubt doubt = read_business(&business, accounts, row);
    if (doubt.reason != NULL) {
        return leave_out(accounts, row, doubt.column, doubt.reason, error);
    }
    const string_id id = strings_add(&accounts->businesses, business.name, strlen(business.name));
    if (id == STRING_UNKNOWN) {
        return error_memory(error);
    }
    if (id - 1 == accounts->dependencies->row_count) {
        if (add_business(accounts, &business) != 0) {
            return error_memory(error);
        }
    } else if (!is_same(accounts, &business, id - 1)) {
        return leave_out(accounts, row, OED_ACC_NUMBER,
                         "another row says something else of the same account", error);
    }
    ++accounts->import->taken;
    return take_policy(accounts, row, &business, error);
}

/* ---- Settings -------------------------------------------------------------------------------- */

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
    accounts.policies =
        import_table_new(import, "policies.csv", "policies", policy_columns, POLICY_COLUMNS);
    if (status == BLACKOUT_OK && (accounts.dependencies == NULL || accounts.policies == NULL ||
                                  strings_init(&accounts.businesses, &import->arena) != 0 ||
                                  strings_init(&accounts.names, &import->arena) != 0)) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < request->source_count && status == BLACKOUT_OK; ++i) {
        status = oed_file_read(import, &request->sources[i], take_row, &accounts, error);
    }
    return status;
}
