/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated years of outages (methodology, stage 9). In each year every owner has a number of
 * outages; each strikes what one of its catalogued outages struck, at an hour of the week, for a
 * length drawn anew, and goes through the same model as an estimate. A year sums its outages.
 *
 * What is uncertain about the inputs, and the model's own error, is drawn once a year: it is common
 * to all outages of the year. A year is a function of (seed, its number), so results do not depend
 * on the number of threads, and a longer run begins with the years of a shorter one. */
#ifndef BLACKOUT_RISK_YEARS_H
#define BLACKOUT_RISK_YEARS_H

#include <stdbool.h>

#include "blackout/status.h"
#include "core/lanes.h"
#include "core/progress.h"
#include "core/shard.h"
#include "model/model.h"
#include "stats/conjugate.h"
#include "stats/exceedance.h"
#include "uncertainty/figures.h"
#include "uncertainty/sampler.h"

/* What an outage can strike: a model in which it is down. */
struct years_footprint {
    const struct model *model;
    const double *centres;         /* [model->parameter_count] */
    const struct sampler *sampler; /* its factors and normals; draws are this module's */
    const struct figures *figures; /* [measures], the same measures in all footprints */
    struct mapping severity;       /* of each outage */
};

/* The outages of one owner. */
struct years_process {
    uint64_t stream;         /* hash of its name */
    const double *count_cdf; /* chances of at most 0, 1, ... outages in a year */
    size_t count_most;
    struct normal_inverse_gamma log_hours;    /* ln of the length in hours */
    double shortest_hours;                    /* of those drawn, shorter ones do not happen */
    double longest_hours;                     /* longer ones last this long */
    const struct years_footprint *footprints; /* equally likely */
    size_t footprint_count;
    const int *start_hours; /* hours of the week in which outages have begun */
    size_t start_count;
    double any_hour_weight; /* in starts: of any hour of the week */
};

/* Room for the outages of one owner in a year, one fewer than this. A rate by which a year may have
 * more is refused where it is made. */
enum { YEARS_MOST_OUTAGES = 1024 };

struct years_outage {
    size_t process;
    size_t footprint;
    double severity_score; /* standard normal; the footprint's mapping makes a severity of it */
    double log_hours;      /* of the length as drawn */
    double duration_hours; /* within the process's bounds */
    int week;              /* of the year, 0 .. 51 */
    int hour_of_week;      /* UTC */
};

/* What is insured, in measures: what it lost, what is paid, what is left. */
struct years_insurance {
    size_t gross;
    size_t insured;
    size_t retained;
};

/* A policy of the models. Its aggregate limit runs over a year, in the order of the dates. */
struct years_policy {
    size_t policy; /* the same number in all models */
    struct years_insurance measures;
};

struct years {
    uint64_t seed;
    uint64_t count;
    const struct years_process *processes;
    size_t process_count;
    size_t measures;
    const struct years_policy *policies;
    size_t policy_count;
    const struct years_insurance *insurance; /* all policies together; NULL: not asked for */
    size_t threads;                          /* that there is scratch memory for */
    struct crew *crew;                       /* of no more threads; NULL: the caller's alone */
    struct progress progress;                /* reported by the thread that runs */
    int (*cancelled)(void *user);            /* called by the same thread; may be NULL */
    void *user;
    const struct shard *shard; /* years_shard.h; NULL: this process does them all */
};

/* What the years of a measure lost: in all, and by their worst outage. */
struct years_losses {
    struct exceedance sum;
    struct exceedance largest;
};

/* Told of finished years, in their order: what each lost in all and by its worst outage,
 * [count][measures]. Anything but BLACKOUT_OK ends the run. */
typedef blackout_status years_listener(void *user, uint64_t first_year, size_t count,
                                       const double *sums, const double *largest,
                                       blackout_error *error);

/* Simulates all years into `losses` ([measures], initialised). `listener` may be NULL. A process
 * that gives its years away fills nothing, and has no listener called. Errors:
 * BLACKOUT_ERROR_MEMORY, BLACKOUT_ERROR_CANCELLED, BLACKOUT_ERROR_NUMERIC where a loss is not
 * finite, and the listener's and the shard's. */
blackout_status years_run(struct years_losses *losses, const struct years *years,
                          years_listener *listener, void *user, blackout_error *error);

/* How many outages LANES years from `first_year` on draw of all processes, the short ones included.
 */
void years_drawn(size_t drawn[LANES], const struct years *years, uint64_t first_year);

/* The most outages that a year can have of all processes together. */
size_t years_most_outages(const struct years *years);

/* The outages of one year, in the order of their dates; how many. `outages` has room for
 * years_most_outages(). */
size_t years_outages(struct years_outage *outages, const struct years *years, uint64_t year);

/* ln hours of all outages that a process draws in a year, however short; how many. `log_hours` has
 * room for YEARS_MOST_OUTAGES. */
size_t years_log_hours(double *log_hours, const struct years *years, size_t process, uint64_t year);

/* The first outage that a process draws in a year, given that there is one, however short. */
struct years_outage years_single_outage(const struct years *years, size_t process, uint64_t year);

/* Single outages that are asked for. */
struct years_question {
    size_t process;
    size_t count;
    const size_t *measures; /* of which the losses are taken */
    size_t measure_count;
};

/* What single outages of a process lose, given that one happens, however short:
 * [count][measure_count], with the logarithms of their lengths as drawn, [count]. Errors as above.
 */
blackout_status years_sample(double *log_hours, double *losses, const struct years *years,
                             const struct years_question *question, blackout_error *error);

#endif
