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
#include "stats/seasonal_steps.h"

#include <math.h>

#include "core/sum.h"

/* More than half of the residuals equal: the MAD is 0 and the mean absolute deviation takes its
 * place, with the factor that makes it a standard deviation at the normal (Iglewicz & Hoaglin 1993,
 * How to Detect and Handle Outliers, section 3.3). */
static const double mean_deviation_to_sd = 1.253314;

/* With fewer weeks a trend and the noise of the weeks' levels cannot be told apart. */
static const double weeks_for_trend = 6.0;

/* Entries are sorted by week: those of one are neighbours. */
void seasonal_take_week_levels(struct seasonal_series *series, size_t most)
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
static void take_hour_values(struct seasonal_series *series)
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
void seasonal_take_medians(struct seasonal_series *series)
{
    for (size_t i = 0; i < series->count; ++i) {
        series->entries[i].residual = series->entries[i].log_volume;
    }
    seasonal_take_week_levels(series, SIZE_MAX);
    take_hour_values(series);
    seasonal_take_week_levels(series, SEASONAL_SHORT_WEEK);
}

/* The standard deviation of the bulk: of the residuals about their median. That median need not be
 * 0: the last sweep moves single weeks. median() reorders, hence the second filling. */
static double robust_sd(struct seasonal_series *series)
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
double seasonal_drop_outliers(struct seasonal_series *series)
{
    double cut = fmax(bisquare_constant * robust_sd(series), SEASONAL_FIT_ROUNDING);
    for (size_t i = 0; i < series->count; ++i) {
        series->entries[i].kept = fabs(series->entries[i].residual) <= cut;
    }
    return cut;
}

/* Means of y and of time of one hour of the week: of what is kept, or of all if nothing is. An hour
 * of which all was dropped needs a value all the same, and counts as undecided;
 * seasonal_covers_week() has made sure that it has an observation. */
static void average_hour(struct seasonal_terms *terms, const struct seasonal_series *series,
                         size_t h)
{
    struct sum log_volume = {0};
    struct sum hours = {0};
    size_t used = 0;
    terms->decided[h] = false;
    for (size_t k = series->hour_start[h]; k < series->hour_start[h + 1]; ++k) {
        terms->decided[h] = terms->decided[h] || series->entries[series->by_hour[k]].kept;
    }
    for (size_t k = series->hour_start[h]; k < series->hour_start[h + 1]; ++k) {
        const struct seasonal_entry *entry = &series->entries[series->by_hour[k]];
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
static double slope(const struct seasonal_terms *terms, const struct seasonal_series *series)
{
    struct sum products = {0};
    struct sum squares = {0};
    for (size_t i = 0; i < series->count; ++i) {
        const struct seasonal_entry *entry = &series->entries[i];
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
void seasonal_least_squares(struct seasonal_terms *terms, const struct seasonal_series *series,
                            bool has_trend)
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
void seasonal_scale(struct seasonal_fit *fit, const struct seasonal_terms *terms)
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
void seasonal_take_terms(struct seasonal_series *series, const struct seasonal_terms *terms)
{
    for (size_t i = 0; i < series->count; ++i) {
        struct seasonal_entry *entry = &series->entries[i];
        entry->residual = entry->log_volume - terms->log_volume[entry->hour_of_week] -
                          terms->trend_per_hour * (entry->hours - terms->centre_hours);
    }
}

/* Over what lies inside the cut: smearing, spread and counts. A decided hour of the week takes one
 * degree of freedom, the trend another; undecided hours rest on nothing that is counted. Smearing
 * is Duan's (1983). */
void seasonal_describe(struct seasonal_fit *fit, const struct seasonal_terms *terms,
                       const struct seasonal_series *series)
{
    struct sum smears = {0};
    struct sum squares = {0};
    size_t parameters = fit->has_trend ? 1 : 0;
    for (size_t i = 0; i < series->count; ++i) {
        const struct seasonal_entry *entry = &series->entries[i];
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

double seasonal_residual_sd(double count, bool is_part)
{
    return sqrt(is_part ? 1 - 1 / count : 1 + 1 / count);
}

/* The residual as if all had one variance. Infinite where it is the mean. */
static double standardised(const struct seasonal_terms *terms, const struct seasonal_entry *entry)
{
    bool stands = entry->kept || !terms->decided[entry->hour_of_week];
    double sd = seasonal_residual_sd((double)terms->standing[entry->hour_of_week], stands);
    return sd > 0 ? fabs(entry->residual) / sd : (double)INFINITY;
}

/* Takes back what lies inside the cut of standardised residuals, which is the fit's. Infinite
 * residuals say nothing of the noise, and no cut holds them. Since the cut is not below the first
 * one, this look takes back and never drops. */
void seasonal_take_back(struct seasonal_fit *fit, struct seasonal_series *series,
                        const struct seasonal_terms *terms, double first_cut)
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
        struct seasonal_entry *entry = &series->entries[i];
        bool back = !entry->kept && standardised(terms, entry) <= fit->cut_log;
        fit->taken_back += back ? 1 : 0;
        entry->kept = entry->kept || back;
    }
}

/* To the end of the last hour, gaps included. */
void seasonal_fit_span(struct seasonal_fit *fit, const struct seasonal_series *series)
{
    const struct seasonal_entry *entries = series->entries;
    double hours = entries[series->count - 1].hours - entries[0].hours + 1.0;
    fit->first_week = entries[0].week;
    fit->weeks_spanned = hours / HOURS_PER_WEEK;
    fit->has_trend = fit->weeks_spanned >= weeks_for_trend;
}
