/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two steps. First, medians decide which observations belong: with y = ln volume, the level of a
 * week is the median of its y, the value of an hour of the week the median over weeks of (y -
 * level), and a residual beyond 4.685 * 1.4826 * MAD is dropped. Then least squares of an
 * intercept, 168 hour-of-week terms that sum to zero and, given six weeks, a linear trend, on what
 * is left.
 *
 * A week of which less than half is there has its level taken again, as the median of what the
 * hours' values leave: the median of a few nights is no level of a week, and all of its good hours
 * would be dropped. Why not sweep all weeks again, as Tukey's median polish does: with four weeks
 * its residuals are smaller than the noise, and more good hours fall beyond the cut.
 *
 * The medians of few weeks lie on their observations: of three residuals one is 0, and where an
 * hour has one observation it is 0 always. So the MAD is short of the noise, good hours are
 * dropped, and the noise that is left is too small. So they are looked at a second time, about the
 * means of what was kept, where the size of a residual is known exactly: the variance of an
 * observation about a mean of n is 1 - 1/n or 1
 * + 1/n of the noise's (internally and externally studentised residuals, Cook & Weisberg 1982).
 * What lies inside the cut of those is taken back.
 *
 * Why not an M-estimator throughout: iterated bisquare weights from a least-squares start report
 * success and fit the outage. Its hours are so far off that they pull the start to themselves in
 * their own hours of the week, and the iteration ends at an expected volume of 0 there (GSL 2.7.1,
 * on 2 to 8 weeks). Medians break down only where half the weeks of an hour are bad; hence with one
 * or two weeks an outage cannot be told from the profile (`undecided`).
 *
 * The hour-of-week terms are eliminated exactly (Frisch & Waugh 1933, Lovell 1963): the trend is
 * the slope within the hours of the week, the terms are their means less the trend. */
#include "stats/seasonal_fit.h"

#include <math.h>
#include <stdlib.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/sum.h"

/* Bisquare's constant for 95 % efficiency at the normal (Holland & Welsch 1977), here as a cut, and
 * the factor that makes the MAD a standard deviation at the normal. */
static const double bisquare_constant = 4.685;
static const double mad_to_sd = 1.4826;

/* More than half of the residuals equal: the MAD is 0 and the mean absolute deviation takes its
 * place, with the factor that makes it a standard deviation at the normal (Iglewicz & Hoaglin 1993,
 * How to Detect and Handle Outliers, section 3.3). */
static const double mean_deviation_to_sd = 1.253314;

/* With fewer weeks a trend and the noise of the weeks' levels cannot be told apart. */
static const double weeks_for_trend = 6.0;

struct entry {
    int64_t week;
    size_t hour_of_week;
    size_t place; /* in the caller's array */
    double hours; /* since Monday of the first week */
    double log_volume;
    double residual; /* of ln volume */
    bool kept;
};

/* The observations by week and hour, and the same by hour of the week. */
struct series {
    struct arena arena;
    struct entry *entries;
    size_t count;
    size_t *by_hour;                       /* numbers of entries; hour h has those from */
    size_t hour_start[HOURS_PER_WEEK + 1]; /* hour_start[h] up to hour_start[h + 1] */
    double *scratch;                       /* `count` numbers */
};

/* The least-squares fit, before it is scaled. */
struct terms {
    double log_volume[HOURS_PER_WEEK]; /* at centre_hours */
    double mean_hours[HOURS_PER_WEEK]; /* of the observations of an hour of the week */
    size_t standing[HOURS_PER_WEEK];   /* observations that the two means are of */
    bool decided[HOURS_PER_WEEK];      /* something of it lies inside the cut */
    double centre_hours;
    double trend_per_hour;
};

/* Equal hours are ordered by volume: sums run in this order, and their last bit must not depend
 * on the order in which the caller has its observations. */
static int by_time_and_volume(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    if (x->week != y->week) {
        return x->week < y->week ? -1 : 1;
    }
    if (x->hour_of_week != y->hour_of_week) {
        return x->hour_of_week < y->hour_of_week ? -1 : 1;
    }
    return (x->log_volume > y->log_volume) - (x->log_volume < y->log_volume);
}

/* What has no logarithm is refused here, so that nothing below meets an infinity; hours of the
 * week are indices from here on. */
static blackout_status copy_entries(struct series *series,
                                    const struct seasonal_observation *observations,
                                    blackout_error *error)
{
    for (size_t i = 0; i < series->count; ++i) {
        const struct seasonal_observation *from = &observations[i];
        if (from->hour_of_week < 0 || from->hour_of_week >= HOURS_PER_WEEK) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "hour of the week %d; 0 to 167 are needed", from->hour_of_week);
        }
        if (!isfinite(from->volume_mean) || from->volume_mean <= 0.0) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "a volume of %g in a seasonal fit; positive numbers are needed",
                             from->volume_mean);
        }
        series->entries[i] = (struct entry){.week = from->week,
                                            .hour_of_week = (size_t)from->hour_of_week,
                                            .place = i,
                                            .log_volume = log(from->volume_mean),
                                            .kept = true};
    }
    return BLACKOUT_OK;
}

/* A counting sort. It is stable: within an hour of the week entries stay in the order of
 * weeks. */
static void index_hours(struct series *series)
{
    size_t next[HOURS_PER_WEEK];
    for (size_t i = 0; i < series->count; ++i) {
        ++series->hour_start[series->entries[i].hour_of_week + 1];
    }
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        series->hour_start[h + 1] += series->hour_start[h];
        next[h] = series->hour_start[h];
    }
    for (size_t i = 0; i < series->count; ++i) {
        series->by_hour[next[series->entries[i].hour_of_week]++] = i;
    }
}

/* Sorted once: weeks are then runs of neighbours, and the first entry is the first hour of
 * all. */
static blackout_status load(struct series *series, const struct seasonal_observation *observations,
                            size_t count, blackout_error *error)
{
    series->count = count;
    series->entries = arena_alloc(&series->arena, count, sizeof *series->entries);
    series->by_hour = arena_alloc(&series->arena, count, sizeof *series->by_hour);
    series->scratch = arena_alloc(&series->arena, count, sizeof *series->scratch);
    if (series->entries == NULL || series->by_hour == NULL || series->scratch == NULL) {
        return error_memory(error);
    }
    blackout_status status = copy_entries(series, observations, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    qsort(series->entries, count, sizeof *series->entries, by_time_and_volume);
    for (size_t i = 0; i < count; ++i) {
        struct entry *entry = &series->entries[i];
        /* Subtracted as doubles: two weeks may be further apart than an int64_t holds. */
        double weeks = (double)entry->week - (double)series->entries[0].week;
        entry->hours = HOURS_PER_WEEK * weeks + (double)entry->hour_of_week;
    }
    index_hours(series);
    return BLACKOUT_OK;
}

/* A profile needs all 168 hours. Without any observation the first is missing, so that the fit
 * always has an entries[0]. */
static bool covers_week(const struct series *series, int *missing_hour)
{
    for (int h = 0; h < HOURS_PER_WEEK; ++h) {
        if (series->hour_start[h] == series->hour_start[h + 1]) {
            *missing_hour = h;
            return false;
        }
    }
    return true;
}

/* Takes from the residuals of each week of at most `most` observations their median. Entries are
 * sorted by week: those of one are neighbours. */
static void take_week_levels(struct series *series, size_t most)
{
    size_t end = 0;
    for (size_t first = 0; first < series->count; first = end) {
        for (end = first; end < series->count; ++end) {
            if (series->entries[end].week != series->entries[first].week) {
                break;
            }
            series->scratch[end - first] = series->entries[end].residual;
        }
        double level = end - first <= most ? median(series->scratch, end - first) : 0.0;
        for (size_t i = first; i < end; ++i) {
            series->entries[i].residual -= level;
        }
    }
}

/* The same for each hour of the week. */
static void take_hour_values(struct series *series)
{
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        size_t first = series->hour_start[h];
        size_t count = series->hour_start[h + 1] - first;
        for (size_t k = 0; k < count; ++k) {
            series->scratch[k] = series->entries[series->by_hour[first + k]].residual;
        }
        double value = median(series->scratch, count);
        for (size_t k = 0; k < count; ++k) {
            series->entries[series->by_hour[first + k]].residual -= value;
        }
    }
}

/* residual = y - level of the week - value of the hour. The last sweep is of weeks of which less
 * than half is there, at most 83 hours (see the top). */
static void take_medians(struct series *series)
{
    for (size_t i = 0; i < series->count; ++i) {
        series->entries[i].residual = series->entries[i].log_volume;
    }
    take_week_levels(series, SIZE_MAX);
    take_hour_values(series);
    take_week_levels(series, (HOURS_PER_WEEK - 1) / 2);
}

/* The standard deviation of the bulk: of the residuals about their median. That median need not be
 * 0: the last sweep moves single weeks. median() reorders, hence the second filling. */
static double robust_sd(struct series *series)
{
    struct sum total = {0};
    for (size_t i = 0; i < series->count; ++i) {
        series->scratch[i] = series->entries[i].residual;
    }
    double middle = median(series->scratch, series->count);
    for (size_t i = 0; i < series->count; ++i) {
        series->scratch[i] = fabs(series->entries[i].residual - middle);
        sum_add(&total, series->scratch[i]);
    }
    double mad = median(series->scratch, series->count);
    return mad > 0.0 ? mad_to_sd * mad
                     : mean_deviation_to_sd * sum_value(&total) / (double)series->count;
}

/* Marks what lies beyond the cut, and returns it. A series without noise has a spread of 0: without
 * the floor every last bit would be an outlier. */
static double drop_outliers(struct series *series)
{
    double cut = fmax(bisquare_constant * robust_sd(series), SEASONAL_FIT_ROUNDING);
    for (size_t i = 0; i < series->count; ++i) {
        series->entries[i].kept = fabs(series->entries[i].residual) <= cut;
    }
    return cut;
}

/* Means of y and of time of one hour of the week: of what is kept, or of all if nothing is. An hour
 * of which all was dropped needs a value all the same, and counts as undecided; covers_week() has
 * made sure that it has an observation. */
static void average_hour(struct terms *terms, const struct series *series, size_t h)
{
    struct sum log_volume = {0};
    struct sum hours = {0};
    size_t used = 0;
    terms->decided[h] = false;
    for (size_t k = series->hour_start[h]; k < series->hour_start[h + 1]; ++k) {
        terms->decided[h] = terms->decided[h] || series->entries[series->by_hour[k]].kept;
    }
    for (size_t k = series->hour_start[h]; k < series->hour_start[h + 1]; ++k) {
        const struct entry *entry = &series->entries[series->by_hour[k]];
        if (entry->kept || !terms->decided[h]) {
            sum_add(&log_volume, entry->log_volume);
            sum_add(&hours, entry->hours);
            ++used;
        }
    }
    terms->standing[h] = used;
    terms->log_volume[h] = sum_value(&log_volume) / (double)used;
    terms->mean_hours[h] = sum_value(&hours) / (double)used;
}

/* The slope of y on time within the hours of the week; 0 where time does not vary there. Frisch &
 * Waugh: sum of (t - t_h)(y - y_h) over the sum of (t - t_h)^2, t_h and y_h being the means of the
 * hour of the week. */
static double slope(const struct terms *terms, const struct series *series)
{
    struct sum products = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < series->count; ++i) {
        const struct entry *entry = &series->entries[i];
        if (entry->kept) {
            double hours = entry->hours - terms->mean_hours[entry->hour_of_week];
            sum_add(&products,
                    hours * (entry->log_volume - terms->log_volume[entry->hour_of_week]));
            sum_add(&squares, hours * hours);
        }
    }
    return sum_value(&squares) > 0.0 ? sum_value(&products) / sum_value(&squares) : 0.0;
}

/* The mean of an hour of the week is of its own mean time, which gaps move; the trend brings all
 * of them to one, the mean time of what is kept. */
static void least_squares(struct terms *terms, const struct series *series, bool has_trend)
{
    struct sum hours = {0};
    size_t used = 0;
    for (size_t i = 0; i < series->count; ++i) {
        if (series->entries[i].kept) {
            sum_add(&hours, series->entries[i].hours);
            ++used;
        }
    }
    terms->centre_hours = used > 0 ? sum_value(&hours) / (double)used : 0.0;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        average_hour(terms, series, h);
    }
    terms->trend_per_hour = has_trend ? slope(terms, series) : 0.0;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        terms->log_volume[h] -=
            terms->trend_per_hour * (terms->mean_hours[h] - terms->centre_hours);
    }
}

/* The profile and the level, through the largest term so that no exponential overflows. level *
 * profile[h] is exp(term) again. The level may overflow; seasonal_fit_estimate() looks. */
static void scale(struct seasonal_fit *fit, const struct terms *terms)
{
    double largest = terms->log_volume[0];
    for (size_t h = 1; h < HOURS_PER_WEEK; ++h) {
        largest = fmax(largest, terms->log_volume[h]);
    }
    struct sum total = {0};
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        fit->profile[h] = exp(terms->log_volume[h] - largest);
        sum_add(&total, fit->profile[h]);
    }
    double mean = sum_value(&total) / HOURS_PER_WEEK;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        fit->profile[h] /= mean;
    }
    fit->level = exp(largest + log(mean));
    fit->trend_per_hour = terms->trend_per_hour;
    fit->centre_hours = terms->centre_hours;
}

/* residual = y - term of the hour - trend (t - centre); of what was dropped too, since it may be
 * taken back. */
static void take_terms(struct series *series, const struct terms *terms)
{
    for (size_t i = 0; i < series->count; ++i) {
        struct entry *entry = &series->entries[i];
        entry->residual = entry->log_volume - terms->log_volume[entry->hour_of_week] -
                          terms->trend_per_hour * (entry->hours - terms->centre_hours);
    }
}

/* Over what lies inside the cut: smearing, spread and counts. A decided hour of the week takes one
 * degree of freedom, the trend another; undecided hours rest on nothing that is counted. Smearing
 * is Duan's (1983). */
static void describe_residuals(struct seasonal_fit *fit, const struct terms *terms,
                               const struct series *series)
{
    struct sum smears = {0};
    struct sum squares = {0};
    size_t parameters = fit->has_trend ? 1 : 0;
    for (size_t i = 0; i < series->count; ++i) {
        const struct entry *entry = &series->entries[i];
        if (entry->kept) {
            sum_add(&smears, exp(entry->residual));
            sum_add(&squares, entry->residual * entry->residual);
            ++fit->used;
        }
    }
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        parameters += terms->decided[h] ? 1 : 0;
        fit->undecided += terms->decided[h] ? 0 : 1;
    }
    fit->dropped = series->count - fit->used;
    fit->smearing = fit->used > 0 ? sum_value(&smears) / (double)fit->used : 1.0;
    fit->degrees_of_freedom = fit->used > parameters ? fit->used - parameters : 0;
    fit->residual_sd = fit->degrees_of_freedom > 0
                           ? sqrt(sum_value(&squares) / (double)fit->degrees_of_freedom)
                           : 0.0;
}

/* The residual as if all had one variance: that of an observation from the mean of n that it is
 * part of is 1 - 1/n, from a mean that it is no part of 1 + 1/n. Infinite where it is the mean. */
static double standardised(const struct terms *terms, const struct entry *entry)
{
    double count = (double)terms->standing[entry->hour_of_week];
    bool stands = entry->kept || !terms->decided[entry->hour_of_week];
    double variance = stands ? 1 - 1 / count : 1 + 1 / count;
    return variance > 0 ? fabs(entry->residual) / sqrt(variance) : (double)INFINITY;
}

/* Takes back what lies inside the cut of standardised residuals, which is the fit's. Infinite
 * residuals say nothing of the noise, and no cut holds them. Since the cut is not below the first
 * one, this look takes back and never drops. */
static void take_back(struct seasonal_fit *fit, struct series *series, const struct terms *terms,
                      double first_cut)
{
    size_t used = 0;
    for (size_t i = 0; i < series->count; ++i) {
        double residual = standardised(terms, &series->entries[i]);
        if (isfinite(residual)) {
            series->scratch[used++] = residual;
        }
    }
    double sd = used > 0 ? mad_to_sd * median(series->scratch, used) : 0;
    fit->cut_log = fmax(bisquare_constant * sd, first_cut);
    for (size_t i = 0; i < series->count; ++i) {
        struct entry *entry = &series->entries[i];
        bool back = !entry->kept && standardised(terms, entry) <= fit->cut_log;
        fit->taken_back += back ? 1 : 0;
        entry->kept = entry->kept || back;
    }
}

/* Medians decide, least squares estimate; then both once more about the means (see the top). */
static void fit_series(struct seasonal_fit *fit, struct series *series)
{
    const struct entry *entries = series->entries;
    /* To the end of the last hour, gaps included. */
    double hours = entries[series->count - 1].hours - entries[0].hours + 1.0;
    fit->first_week = entries[0].week;
    fit->weeks_spanned = hours / HOURS_PER_WEEK;
    fit->has_trend = fit->weeks_spanned >= weeks_for_trend;
    take_medians(series);
    double first_cut = drop_outliers(series);
    struct terms terms;
    least_squares(&terms, series, fit->has_trend);
    take_terms(series, &terms);
    take_back(fit, series, &terms, first_cut);
    least_squares(&terms, series, fit->has_trend);
    take_terms(series, &terms);
    scale(fit, &terms);
    describe_residuals(fit, &terms, series);
}

/* In the order of the caller's observations; NaN for what was dropped. */
static void hand_back(double *residuals, const struct series *series)
{
    for (size_t i = 0; i < series->count; ++i) {
        const struct entry *entry = &series->entries[i];
        residuals[entry->place] = entry->kept ? entry->residual : (double)NAN;
    }
}

/* Volumes at the edge of the doubles can take the level or the smearing beyond them. */
blackout_status seasonal_fit_estimate(struct seasonal_fit *fit, double *residuals,
                                      const struct seasonal_observation *observations, size_t count,
                                      blackout_error *error)
{
    struct series series = {0};
    *fit = (struct seasonal_fit){0};
    blackout_status status = load(&series, observations, count, error);
    if (status == BLACKOUT_OK && covers_week(&series, &fit->missing_hour)) {
        fit->complete = true;
        fit_series(fit, &series);
        hand_back(residuals, &series);
        if (!isfinite(fit->level) || !isfinite(fit->smearing)) {
            fit->complete = false;
            status = error_set(error, BLACKOUT_ERROR_NUMERIC,
                               "the seasonal fit is beyond the largest number");
        }
    }
    arena_free(&series.arena);
    return status;
}

/* The smearing makes the median of a lognormal volume its mean. */
double seasonal_fit_expected(const struct seasonal_fit *fit, int64_t week, int hour_of_week)
{
    double weeks = (double)week - (double)fit->first_week;
    double hours = HOURS_PER_WEEK * weeks + hour_of_week - fit->centre_hours;
    return fit->level * fit->profile[hour_of_week] * exp(fit->trend_per_hour * hours) *
           fit->smearing;
}
