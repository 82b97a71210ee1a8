/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of codes, and the cause that a message names. It only says what codes mean; where they
 * are given is for the sources, and a test compares both (docs.codes). */
#include "core/codes.h"

#include <string.h>

#include "core/hash.h"
#include "core/text.h"

/* By name, ascending: code_find() searches it by halves. The name, whether another value is another
 * cause, the meaning, whether it is of one row. A name stays once it has been given: programs look
 * for it. `docs/make_codes.py --update` writes a new row into docs/codes.md. */
static const struct code table[] = {
    {"ambiguous_date", false,
     "a date may have the day or the month first, and no row of its column shows which", true},
    {"ambiguous_number", false,
     "a mark may be a decimal mark or a group mark, and nothing shows which", true},
    {"average_month", false,
     "credits count the downtime of one outage against an average month, since no start says which "
     "month it was"},
    {"bad_base", false, "the base that a package names is not there"},
    {"bad_bytes", false, "a file does not have the size that its package declares"},
    {"bad_dialect", false, "a dialect or number format that a package declares cannot be used"},
    {"bad_encoding", true, "a package declares an encoding that is not known"},
    {"bad_file", false, "a file cannot be read to its end"},
    {"bad_hash", false,
     "a file is not the one whose hash its package declares, or the hash is not one"},
    {"bad_json", false, "a datapackage.json is not JSON, or not of the shape that it should have"},
    {"bad_resource", false, "a resource of a datapackage.json cannot be used as it is described"},
    {"bad_text", false,
     "the bytes of a field are not text: a NUL byte, another encoding, a stray quote", true},
    {"bad_value", false, "a value is not what its column takes", true},
    {"bad_width", false, "a row has a different number of fields from the header", true},
    {"base_rows_left_out", false,
     "rows of the base do not fit a table of the package, and are left out"},
    {"base_table_left_out", false,
     "a table of the base is about rows of which the package has others"},
    {"booking_undated", true, "bookings of an incident have no date, and it has none"},
    {"business_contradicts", false, "rows of one business differ in its revenue, currency or firms",
     true},
    {"business_differs", false, "rows of one business differ in sector or region"},
    {"coefficient_sum", false, "the supply coefficients of a sector add up to 1 or more"},
    {"confounded", false, "other news moved the share at the same time"},
    {"constraint", false, "a value breaks a constraint that its package declares", true},
    {"credits_not_estimated", true,
     "the service credits of an outage are not booked, and the model cannot estimate them"},
    {"currency_withdrawn", false, "a currency had been withdrawn when the row was written"},
    {"curve_lacks_platform", false,
     "a severity curve has no rows for a platform that is down by the scenario"},
    {"curve_left_out", false, "rows of a severity curve have no effect in the scenario"},
    {"curve_open", false, "a severity curve does not end with 0"},
    {"default_model_error", false,
     "the package has no model_error: that of the installed reference package is taken"},
    {"defaults_taken", false, "cells that are empty have assumed values, which are listed"},
    {"empty_row", false, "rows without any value are skipped"},
    {"encoding", false, "a byte order mark says how a file is encoded, and that encoding is used"},
    {"event_changed", false,
     "the scenario changes what the event was: its own figures are left out"},
    {"event_not_catalogued", true,
     "a return, a published figure, a cost or a recovery is of an event that is not in outages"},
    {"exchange_closed", false, "the exchange is assumed to have been closed for a while"},
    {"exchange_hours_incomplete", false, "an owner's rows do not all say when its exchange closes"},
    {"exchange_hours_unknown", false,
     "day 0 is by UTC, since nothing says when the exchange closes"},
    {"fields_match", false, "the columns of a file are not those that its package declares"},
    {"figures_outdated", false, "rows that are used are from more than a year before or after"},
    {"flat_profile", false,
     "every hour of the week counts the same, for lack of traffic or a profile"},
    {"folder_for_table", true, "a folder has the name of a table's file"},
    {"gap", false, "a share or an index has no price on some sessions of the others"},
    {"grid_ends_early", true, "the step of a grid does not meet the grid's last value"},
    {"grouped_number", false,
     "marks are read as group marks, since other columns show the decimal mark"},
    {"holidays_outside", false, "none of the holidays given is within a series"},
    {"incident_unknown", true, "an incident has no rows of costs or recoveries"},
    {"incomplete_week", false, "an activity profile has no row for some hours of the week"},
    {"limit_out_of_reach", false,
     "the aggregate limit of a policy is below what one outage may pay: it caps that too"},
    {"list_from_pipe", false,
     "dependencies came from a pipe, and its list of losses may lack a business"},
    {"loss_falls", false,
     "a loss does not grow with every minute of the outage: it is within an amount, above it, and "
     "within it again"},
    {"market_value_differs", false, "two ways to the market value of an owner do not agree"},
    {"misnamed_column", true, "the name of a column is close to that of one that the file lacks"},
    {"misnamed_file", true,
     "a file that was probably meant as a table has another name, and is not read"},
    {"misnamed_resource", true,
     "a resource that was probably meant as a table has another name, and is not read"},
    {"misplaced_file", true, "a table is in a subfolder, and is not read"},
    {"missing_column", false, "a column that a table needs is not in its file"},
    {"missing_key", true, "a value refers to a row that does not exist", true},
    {"missing_price", false, "a share has no price near the event on a session of the others"},
    {"missing_rate", true, "a currency has no exchange rate", true},
    {"missing_table", true, "a table that is needed is not in the package"},
    {"mixed_dates", false, "dates of a column are written in several ways"},
    {"mixed_numbers", false,
     "numbers of a column or a file are written in ways that do not go together"},
    {"near_names", false, "two names differ only in case, blanks or punctuation", true},
    {"no_credit_terms", false, "a platform has no credit terms"},
    {"no_credits", false, "credits are left out, for lack of an input"},
    {"no_dependants", false, "losses of dependants are left out, for lack of tables"},
    {"no_economy_baseline", false, "a region is not in the economy baseline, for lack of an input"},
    {"no_footprint", false, "no catalogued outage says which platforms of an owner fail together"},
    {"no_fundamental_loss", false, "an owner has no margin or tax rate"},
    {"no_indirect_in_time", false, "the indirect loss over time is left out, for lack of an input"},
    {"no_indirect_loss", false, "the indirect loss is left out, for lack of an input"},
    {"no_insurance", false, "insurance is left out, for lack of an input"},
    {"no_market_cap", false, "no market value of an owner is known"},
    {"no_market_value", false,
     "no number of shares and no market value is known: amounts of money are left out"},
    {"no_model_error", false, "the package has no model error: intervals are too narrow"},
    {"no_observation", false, "days of a series have no value and are left out"},
    {"no_peer_index", false, "the model with the peers is left out"},
    {"no_prediction", false, "the change of market value is not predicted, for lack of an input"},
    {"no_rate", false, "an amount has no exchange rate and is left out"},
    {"no_rows", false, "a table has a header and nothing below it"},
    {"no_table", true,
     "a package has no table of its own, so that all figures would be the base's"},
    {"no_value_added", false, "the loss of value added is left out, for lack of an input"},
    {"not_a_session", false, "a day is not a session of the exchange"},
    {"not_observed", false, "an owner has no period of observation: its rate is the prior's alone"},
    {"not_used", false, "an input of the scenario has no meaning for this report"},
    {"other_event", false, "another outage of the same owner lies in the sessions after day 0"},
    {"outage_owner", false,
     "an outage is catalogued under an owner that does not run its platform"},
    {"output_lost", false, "a sector would lose more than its output: the loss is capped"},
    {"overlapping_outages", false, "two outages of one owner overlap in time"},
    {"owner_sum", false, "the revenues of an owner's platforms do not add up to the owner's"},
    {"owner_unknown", true, "an incident is not in outages, so that its owner is not known"},
    {"path_outside", false, "a path leads out of the package"},
    {"peer_left_out", false, "a peer cannot be used"},
    {"peers_may_have_gained", false, "peers that were not down may have gained from the outage"},
    {"percent", false, "a column of shares is written in percent"},
    {"perhaps_total", false,
     "the revenue of the last business or a platform, or the gdp of a region, is the sum of all "
     "others",
     true},
    {"platforms_left_out", false, "platforms of an outage are not in the package and are left out"},
    {"platforms_unknown", false, "no platform of an outage is in the package"},
    {"policies_overlap", false,
     "policies may together pay more than is lost: each pays what the others leave"},
    {"preamble", false, "lines before the header of a file are left out"},
    {"rate_outdated", false, "an exchange rate is from more than a year before or after"},
    {"rate_sheet", false, "a sheet of rates for one EUR is read as rates for one USD"},
    {"reaction_before_outage", false, "an outage's reaction_date is before its start"},
    {"recoveries_over_costs", false, "more comes back than an incident cost"},
    {"rejected_reference", true, "a row refers to one that is rejected"},
    {"repeated_column", true, "a column appears twice in a file"},
    {"repeated_key", false, "a key is already in an earlier row", true},
    {"repeated_resource", true, "a table is described twice"},
    {"repeated_row", false, "a row of traffic, or of a table without a key, appears twice"},
    {"repeated_time", false, "a time of traffic has several volumes: their mean is used"},
    {"revenue_not_estimated", true,
     "the revenue of an outage is not booked, and the model cannot estimate it"},
    {"reversal_unbooked", true, "more is taken back of an incident than was booked"},
    {"scattered", false,
     "the rows of businesses are not in order, and too many to sort in memory, or from a pipe"},
    {"severity_of_press", false, "an event without a severity has what the press's word is worth"},
    {"share_sum", false, "shares do not add up to 1"},
    {"shares_over_one", false, "the shares of a business add up to more than 1", true},
    {"short_estimation", false, "few days of estimation"},
    {"short_window", false, "prices end inside a window, which is left out"},
    {"stale_prices", false, "a price stays the same for many sessions"},
    {"start_at_midnight", false, "a start without a time of day is assumed to be midnight, UTC"},
    {"start_without_time", false,
     "a start has no time of day: losses are the mean over the hours of the week"},
    {"supply_certain", false,
     "the indirect loss rests on coefficients that are treated as certain"},
    {"terms_vary", false, "terms of a policy do not vary: a range on them is not used"},
    {"total_differs", false, "the revenue that was read is not the expected total"},
    {"total_first", false, "the revenue of the first business is the sum of all others"},
    {"total_row", false, "a row is a total of others", true},
    {"traffic_after_cut_short", false, "the series does not have all hours after the window"},
    {"traffic_empty", false, "many intervals of a series have no volume"},
    {"traffic_gaps", false, "intervals of a series are missing"},
    {"traffic_incomplete", false, "hours of the week are not in the series"},
    {"traffic_irregular", false, "rows are not on the time grid of the others"},
    {"traffic_masked", false, "hours that look like an outage are left out of a profile"},
    {"traffic_no_window", false, "the series has no interval in the window"},
    {"traffic_noisy", false, "the interval of what is expected reaches zero"},
    {"traffic_not_recovered", false, "traffic stays below what is expected after the window"},
    {"traffic_nothing_detected", false, "no interval is below what is ordinary"},
    {"traffic_searched", false, "the window was found by a search"},
    {"traffic_short", false, "a series is short for a weekly fit"},
    {"traffic_sparse", false, "a weekly fit rests on few weeks"},
    {"traffic_step", false, "the intervals of a series have no usable length"},
    {"traffic_unchecked", false, "too few other weeks to check the intervals"},
    {"traffic_undecided", false, "hours of the week have nothing but outlying traffic"},
    {"traffic_unit", false,
     "volumes of a series change by a factor of 1,000, as another unit would"},
    {"traffic_window_cuts", false, "the window begins or ends inside an interval"},
    {"traffic_window_gap", false, "intervals of the window are missing"},
    {"traffic_zero_head", false, "a series begins with zeros"},
    {"traffic_zero_tail", false, "a series ends with zeros"},
    {"turnover_unknown", false, "the turnover that a rule goes by is not known"},
    {"unadjusted_close", true, "prices have a column of splits and no adjusted close"},
    {"uncertainty_unused", false, "a row of `uncertainty` matches no input of the scenario"},
    {"unknown_column", true, "a column means nothing here and is ignored"},
    {"unknown_file", true, "a file is not a table of this program and is ignored"},
    {"unknown_member", true, "a member of a datapackage.json is not known and is ignored"},
    {"unknown_resource", true, "a resource is not a table of this program and is ignored"},
    {"unlisted_file", true, "a table is not in the list of its datapackage.json, and is not read"},
    {"until_not_reached", false, "a mean is less precise than requested"},
    {"unused_member", true, "a member of a datapackage.json has no use here"},
    {"unused_term", false, "a row has a term of a prior or a quantity that nothing reads"},
    {"window_order", false, "a period ends before it begins", true},
    {"zero_week", false, "an activity profile has no weight at all"},
    {"zone_without_summer_time", false, "a time zone given as an offset has no summer time"},
};

enum { CODE_COUNT = sizeof table / sizeof table[0] };

const struct code *code_at(size_t index)
{
    return index < CODE_COUNT ? &table[index] : NULL;
}

/* By halves, since each row with a fault asks, and there may be a million of them. */
const struct code *code_find(const char *name)
{
    size_t first = 0;
    size_t end = CODE_COUNT;
    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        const int order = strcmp(name, table[middle].name);
        if (order == 0) {
            return &table[middle];
        }
        if (order < 0) {
            end = middle;
        } else {
            first = middle + 1;
        }
    }
    return NULL;
}

/* The last place of `part` in `text`, or NULL. */
static const char *last(const char *text, const char *part)
{
    const char *found = NULL;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        found = at;
    }
    return found;
}

/* Messages are "what is wrong ('value'); what would be right": the value ends with the last such
 * bracket, since it may hold some of its own. */
static const char *end_of_value(const char *value)
{
    const char *end = last(value, "); ");
    end = end != NULL ? end : strrchr(value, ')');
    return end != NULL ? end : value + strlen(value);
}

/* Messages of one cause differ in the value and in numbers; both are left out, so that a million
 * rows with the same mistake are one message. For codes that are told apart by value, the value is
 * the cause: each currency without a rate is to be added. */
uint64_t code_cause(const char *code, const char *message)
{
    const struct code *of = code_find(code);
    uint64_t hash = string_hash(0, code, strlen(code));
    const char *value = strstr(message, "('");
    const char *after = value != NULL ? end_of_value(value) : NULL;
    if (of != NULL && of->by_value) { /* without what would be right, as below */
        return string_hash(hash, message,
                           after != NULL ? (size_t)(after - message) : strlen(message));
    }
    for (const char *c = message; *c != '\0'; ++c) {
        c = c == value ? after : c;
        if (*c == '\0' || strncmp(c, "); ", 3) == 0) {
            break; /* what would be right may be said at length in some rows alone */
        }
        if (!text_is_digit(*c)) {
            hash = string_hash(hash, c, 1);
        }
    }
    return hash;
}
