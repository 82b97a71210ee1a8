/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of whom an outage reaches: clients, transactions, Member States, users in the Union.
 * Severity counts the part that could not use the service; users are counted once
 * (estimate/reach.c). */
#include "estimate/filing_contents.h"

#include <stdio.h>

/* ---- Whom it reaches ------------------------------------------------------------------------- */

static const char no_users[] = "no users are known: fill platforms.users and user_share, or "
                               "platform_regions.users";

void filing_fill_clients(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_users) {
        filing_set_count(
            filler, reach->users_hit, filing_estimate,
            "users of the regions hit, of the platform with most of them, times severity");
    } else {
        filing_leave_empty(filler, no_users);
    }
}

/* Of the platform whose users the number is, so that the two fields agree. */
void filing_fill_clients_percent(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_users && reach->users > 0) {
        filing_set_percent(filler, filing_share_of(reach->users_hit, reach->users), filing_estimate,
                           "that number over all users of the platform");
    } else {
        filing_leave_empty(filler, no_users);
    }
}

/* Lost hours are average ones, of the platform with most. Not added over platforms: a client of two
 * of them had one outage. */
static struct quantity lost_hours(const struct result *result)
{
    struct quantity most = {.present = true};
    for (size_t i = 0; i < result->platform_count; ++i) {
        const struct quantity *hours = &result->platforms[i].figures[FIGURE_LOST_HOURS];
        most = hours->central > most.central ? *hours : most;
    }
    return most;
}

/* Over 24 they are the part of an average day's flow. */
double filing_lost_day_share(const struct result *result)
{
    return lost_hours(result).central / HOURS_PER_DAY;
}

void filing_fill_transactions_percent(struct filler *filler)
{
    const struct quantity hours = lost_hours(filler->result);
    filing_set_percent(
        filler, filing_share_of(hours.central, HOURS_PER_DAY), filing_estimate,
        "lost demand in average hours over the 24 of a day, of the platform with most");
    /* The hours are sampled, though their part of a day is not: the interval is theirs, if the
     * value was taken. */
    if (filler->entry->value[0] != '\0') {
        filing_set_range(filler, &hours, HOURS_PER_DAY / 100.0);
    }
}

void filing_fill_numbers_state(struct filler *filler)
{
    filing_set(filler,
               filler->result->reach.has_users
                   ? "estimates for clients affected; estimates for transactions affected"
                   : "estimates for transactions affected",
               filing_actual, "how fields 3.4 to 3.10 are found");
}

/* Clients alone: of branches and counterparts the model knows nothing. The list is cut where it is
 * longer than the field; 27 codes are 80 bytes. */
void filing_fill_member_states(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    char text[256];
    if (reach->member_state_count == 0) {
        filing_leave_empty(filler, "no region that is hit has a Member State in regions.countries");
        return;
    }
    snprintf(text, sizeof text, "clients: %.200s", reach->member_states);
    filing_set(filler, text, filing_estimate, "regions.countries of the regions hit");
}

/* The threshold is met with two of them. */
void filing_fill_spread(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->member_state_count >= 2) {
        filing_set(filler, reach->member_states, filing_estimate,
                   "regions.countries of the regions hit");
    } else {
        filing_leave_empty(filler, "fewer than two Member States are known to be hit");
    }
}

/* Article 13 asks for users in the Union alone: a region that has others too cannot be divided
 * (reach.c). */
void filing_fill_union_users(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_union_users) {
        filing_set_count(filler, reach->union_users_hit, filing_estimate,
                         "users of the regions hit that consist of Member States, times severity");
    } else {
        filing_leave_empty(filler,
                           "users in the Union are not known: fill the users of regions that "
                           "consist of Member States alone");
    }
}

void filing_fill_union_percent(struct filler *filler)
{
    const struct result_reach *reach = &filler->result->reach;
    if (reach->has_union_users && reach->union_users > 0) {
        filing_set_percent(filler, filing_share_of(reach->union_users_hit, reach->union_users),
                           filing_estimate, "that number over the users of all such regions");
    } else {
        filing_leave_empty(filler, "users in the Union are not known");
    }
}
