/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methodology, stage 0: a two-piece normal on the logarithm or the logit. */
#include "core/mapping.h"

#include <math.h>

#include "core/exponential.h"

const double mapping_z95 = 1.6448536269514722;

/* Normal scores are cut here: two draws in a thousand, one on each side. Whoever states a range
 * thinks of no such value, and a mean would rest on it (methodology, stage 0). */
static const double largest_z = 3.1;

static double transformed(enum transform transform, double value)
{
    return transform == TRANSFORM_LOGIT ? log(value / (1 - value)) : log(value);
}

struct mapping mapping_certain(double centre)
{
    return (struct mapping){.transform = TRANSFORM_NONE, .centre = centre};
}

struct mapping mapping_normal(double sd)
{
    return (struct mapping){.transform = TRANSFORM_NORMAL, .lower = sd, .upper = sd};
}

bool transform_has(enum transform transform, double value)
{
    return (transform == TRANSFORM_LOG && value > 0) ||
           (transform == TRANSFORM_LOGIT && value > 0 && value < 1);
}

/* Where the scale does not have the centre (0, or a share of 1), or the range has no width, there
 * is nothing to draw: the value is certain. The two slopes need not be equal: a range that is
 * lopsided on the scale stays so. */
struct mapping mapping_of_range(enum transform transform, double low, double centre, double high)
{
    if (transform == TRANSFORM_NORMAL) {
        return mapping_normal(1);
    }
    if (!transform_has(transform, centre) || !(low < high)) {
        return mapping_certain(centre);
    }
    double t = transformed(transform, centre);
    return (struct mapping){.transform = transform,
                            .centre = centre,
                            .transformed = t,
                            .lower = (t - transformed(transform, low)) / mapping_z95,
                            .upper = (transformed(transform, high) - t) / mapping_z95};
}

/* The middle on the scale on which is drawn: of 1 and 100 the geometric mean, 10. */
struct mapping mapping_between(enum transform transform, double low, double high)
{
    double middle = (transformed(transform, low) + transformed(transform, high)) / 2;
    double centre = transform == TRANSFORM_LOGIT ? 1 / (1 + exp(-middle)) : exp(middle);
    return mapping_of_range(transform, low, centre, high);
}

/* A basis says how far, and not to which side: both slopes are one. */
struct mapping mapping_of_spread(enum transform transform, double centre, double sd)
{
    if (!transform_has(transform, centre) || !(sd > 0)) {
        return mapping_certain(centre);
    }
    return (struct mapping){.transform = transform,
                            .centre = centre,
                            .transformed = transformed(transform, centre),
                            .lower = sd,
                            .upper = sd};
}

/* Only for the logarithm, on which a division is a shift. Slopes are differences there, and stay as
 * they are. */
struct mapping mapping_divided(struct mapping mapping, double divisor)
{
    mapping.centre /= divisor;
    mapping.transformed -= log(divisor);
    return mapping;
}

/* t of T(X). The cut is on the score and not on the value: it is as far out for every input. */
static double mapped(const struct mapping *mapping, double z)
{
    z = z > largest_z ? largest_z : z < -largest_z ? -largest_z : z;
    return mapping->transformed + z * (z < 0 ? mapping->lower : mapping->upper);
}

static double image_of(enum transform transform, double t)
{
    switch (transform) {
    case TRANSFORM_LOG:
        return exponential(t);
    case TRANSFORM_LOGIT:
        return 1 / (1 + exponential(-t));
    default:
        return t;
    }
}

/* The centre itself at 0 and not its image: log() and exp() would give it back with a bit less. */
double mapping_value(const struct mapping *mapping, double z)
{
    return z == 0 || mapping->transform == TRANSFORM_NONE
               ? mapping->centre
               : image_of(mapping->transform, mapped(mapping, z));
}

/* image_of() of all lanes. */
static void images(struct lanes *t, enum transform transform)
{
    if (transform == TRANSFORM_LOG) {
        exponentials(t, t);
    } else if (transform == TRANSFORM_LOGIT) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            t->part[p] = -t->part[p];
        }
        exponentials(t, t);
        for (int p = 0; p < LANE_PARTS; ++p) {
            t->part[p] = 1 / (1 + t->part[p]);
        }
    }
}

/* mapped() of all lanes, whose choices are those of NaN too. */
static void mapped_all(struct lanes *t, const struct mapping *mapping, const struct lanes *z)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part most = largest_z - (lane_part){0};
        const lane_part one = z->part[p];
        const lane_part cut = part_choose(one > most, most, part_choose(one < -most, -most, one));
        const lane_part slope =
            part_choose(cut < 0, mapping->lower - (lane_part){0}, mapping->upper + (lane_part){0});
        t->part[p] = mapping->transformed + cut * slope;
    }
}

/* `values` may be `z` itself: what a lane is given depends on its own score, which is looked at
 * once more at the end. */
void mapping_values(struct lanes *values, const struct mapping *mapping, const struct lanes *z)
{
    const lane_part centre = mapping->centre - (lane_part){0};
    struct lanes t;
    if (mapping->transform == TRANSFORM_NONE) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            values->part[p] = centre;
        }
        return;
    }
    mapped_all(&t, mapping, z);
    images(&t, mapping->transform);
    for (int p = 0; p < LANE_PARTS; ++p) {
        values->part[p] = part_choose(z->part[p] == 0, centre, t.part[p]);
    }
}

double mapping_low(const struct mapping *mapping)
{
    return mapping_value(mapping, -mapping_z95);
}

double mapping_most(const struct mapping *mapping)
{
    return mapping_value(mapping, largest_z);
}

double mapping_high(const struct mapping *mapping)
{
    return mapping_value(mapping, mapping_z95);
}

/* By one exponential_pair(): the same operations on each element as mapping_value() does on one. */
void mapping_ends(double *low, double *high, const struct mapping *mapping)
{
    double ends[2] = {mapped(mapping, -mapping_z95), mapped(mapping, mapping_z95)};
    if (mapping->transform != TRANSFORM_LOG && mapping->transform != TRANSFORM_LOGIT) {
        *low = mapping_low(mapping);
        *high = mapping_high(mapping);
        return;
    }
    /* of a share exp(-t), as in image_of() */
    const bool is_share = mapping->transform == TRANSFORM_LOGIT;
    ends[0] = is_share ? -ends[0] : ends[0];
    ends[1] = is_share ? -ends[1] : ends[1];
    exponential_pair(ends);
    *low = is_share ? 1 / (1 + ends[0]) : ends[0];
    *high = is_share ? 1 / (1 + ends[1]) : ends[1];
}
