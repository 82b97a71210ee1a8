/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the changes. What is kept is how many slots of each component have each status, and
 * how many components have each status: a change costs a few steps however many incidents overlap,
 * and the part is computed from whole numbers, so that it does not drift. */
#include "import/component_curve.h"

#include <string.h>

/* Zeros at first, which is operational everywhere. */
struct tally {
    const struct component_page *page;
    unsigned char *slot_status;                        /* [slot_count] */
    size_t (*component_slots)[COMPONENT_STATUS_COUNT]; /* [component_count] */
    size_t components[COMPONENT_STATUS_COUNT];         /* by their worst; above operational */
};

static int tally_start(struct tally *tally, struct arena *arena, const struct component_page *page)
{
    *tally = (struct tally){.page = page};
    tally->slot_status = arena_alloc(arena, page->slot_count, sizeof *tally->slot_status);
    tally->component_slots =
        arena_alloc(arena, page->component_count, sizeof *tally->component_slots);
    return tally->slot_status != NULL && tally->component_slots != NULL ? 0 : -1;
}

/* The worst status of the slots of a component: the one that counts most, as a user lets it. Of
 * those that count the same it is the later in the order of the statuses. By the order alone a
 * status that counts nothing would hide one that does, which an incident is taken for. */
static int worst_of(const size_t slots[COMPONENT_STATUS_COUNT], const struct import_share *shares)
{
    int worst = COMPONENT_OPERATIONAL;
    for (int status = COMPONENT_OPERATIONAL + 1; status < COMPONENT_STATUS_COUNT; ++status) {
        if (slots[status] > 0 && shares[status].central >= shares[worst].central) {
            worst = status;
        }
    }
    return worst;
}

/* A slot is taken out of the counts with its old status and put back with the new one; the same for
 * its component, whose status is the worst of its slots. Operational is not counted: nearly all
 * are. */
static void take(struct tally *tally, const struct component_change *change)
{
    size_t *slots = tally->component_slots[tally->page->slot_components[change->slot]];
    const int before = worst_of(slots, tally->page->shares);
    const int old = tally->slot_status[change->slot];
    if (old > COMPONENT_OPERATIONAL) {
        --slots[old];
    }
    if (change->status > COMPONENT_OPERATIONAL) {
        ++slots[change->status];
    }
    tally->slot_status[change->slot] = (unsigned char)change->status;
    const int now = worst_of(slots, tally->page->shares);
    if (before > COMPONENT_OPERATIONAL) {
        --tally->components[before];
    }
    if (now > COMPONENT_OPERATIONAL) {
        ++tally->components[now];
    }
}

/* The unavailable part now: low and central are the mean over the components, high is the worst
 * component's, as if all depended on it. The high value is what a platform would have lost that
 * needs every one of them. */
static struct import_share part_now(const struct tally *tally)
{
    struct import_share part = {0, 0, 0};
    const double components = (double)tally->page->component_count;
    for (int status = COMPONENT_OPERATIONAL + 1; status < COMPONENT_STATUS_COUNT; ++status) {
        const struct import_share *share = &tally->page->shares[status];
        const double part_of_page = (double)tally->components[status] / components;
        part.low += part_of_page * share->low;
        part.central += part_of_page * share->central;
        if (tally->components[status] > 0 && share->high > part.high) {
            part.high = share->high;
        }
    }
    return part;
}

/* A value that lasts for some seconds, added to the integrals. All three are of the same time, so
 * that low <= central <= high holds of the means as it does of the parts. */
static void integrate(struct import_share *sum, const struct import_share *part, instant seconds)
{
    sum->low += part->low * (double)seconds;
    sum->central += part->central * (double)seconds;
    sum->high += part->high * (double)seconds;
}

/* Leaves a point out that says what the one before it does, and zeros at the beginning. Compared
 * exactly: the part is computed from counts, and equal counts give equal bits. */
static void add_point(struct component_curve *curve, instant time, double unavailable)
{
    const double before = curve->count > 0 ? curve->points[curve->count - 1].unavailable : 0;
    if (unavailable != before) {
        curve->points[curve->count++] =
            (struct component_point){.time = time, .unavailable = unavailable};
    }
}

/* All changes at one time are taken before a point is made of them: a component that is handed from
 * one incident to another is not up in between. Time before the first point and after the last does
 * not count towards the mean, and a curve with a point above 0 ends later, so that there is time to
 * divide by. */
int component_curve_make(struct component_curve *curve, struct arena *arena,
                         const struct component_page *page, const struct component_change *changes,
                         size_t count)
{
    struct tally tally;
    struct import_share part = {0, 0, 0};
    struct import_share sum = {0, 0, 0};
    struct import_share until_last = {0, 0, 0}; /* the integrals, without zeros at the end */
    instant last = 0;
    memset(curve, 0, sizeof *curve);
    curve->points = arena_alloc(arena, count, sizeof *curve->points);
    if (curve->points == NULL || tally_start(&tally, arena, page) != 0) {
        return -1;
    }
    for (size_t i = 0; i < count;) {
        const instant time = changes[i].time;
        if (curve->count > 0) {
            integrate(&sum, &part, time - last);
        }
        /* what was unavailable until now counts; zeros that follow may be the last */
        if (part.central > 0) {
            until_last = sum;
        }
        for (; i < count && changes[i].time == time; ++i) {
            take(&tally, &changes[i]);
        }
        part = part_now(&tally);
        add_point(curve, time, part.central);
        last = time;
    }
    if (curve->count > 0) {
        const double seconds =
            (double)(curve->points[curve->count - 1].time - curve->points[0].time);
        curve->mean = (struct import_share){until_last.low / seconds, until_last.central / seconds,
                                            until_last.high / seconds};
    }
    return 0;
}
