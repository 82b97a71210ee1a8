/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forecasts of several figures say together: shares inside of intervals, mean scores, and
 * whether a difference between two forecasters is more than chance. A measured loss is one draw:
 * standard errors are over outages, though several of them may have one cause. Sums run over the
 * figures in their final order, which ties do not leave to chance. */
#include <string.h>

#include "backtest/judge.h"
#include "core/error.h"
#include "core/interval.h"
#include "core/sum.h"
#include "stats/binomial.h"

/* The central half, beside the interval of every report. */
static const double inner_low = 0.25;
static const double inner_high = 0.75;

void backtest_share_count(struct backtest_share *share, bool hit)
{
    ++share->trials;
    share->hits += hit ? 1 : 0;
}

void backtest_share_finish(struct backtest_share *share)
{
    binomial_interval(&share->low, &share->high, share->hits, share->trials, INTERVAL_LEVEL);
}

/* Scores of figures, in lists that each have room for all. SCRATCH is sorted by whoever needs it,
 * the others stay as they were filled until the next sum or pair. */
enum { CRPS, LOG_SCORE, MODEL_CRPS, MODEL_LOG_SCORE, SCRATCH, LISTS };

struct scoring {
    const struct judge *judge;
    double *lists[LISTS];
    blackout_error *error;
};

/* Which figures a score is of: those of a kind, or the cases. */
struct choice {
    enum judge_scheme scheme;
    const char *kind; /* NULL: the cases */
};

static const struct judge_forecast *chosen(const struct judge_figure *figure, int forecaster,
                                           const struct choice *choice)
{
    const struct judge_forecast *forecast = &figure->forecasts[choice->scheme][forecaster];
    const bool is_of = choice->kind == NULL ? figure->outage->is_case
                                            : strcmp(choice->kind, figure->outage->kind) == 0;
    return forecast->made && is_of ? forecast : NULL;
}

/* Means of CRPS and log score, the median of what it is off: one outage far off must not decide
 * that. */
static struct judge_score sum_up(const struct scoring *scoring, int forecaster,
                                 const struct choice *choice)
{
    struct judge_score score = {0};
    for (size_t i = 0; i < scoring->judge->figure_count; ++i) {
        const struct judge_forecast *forecast =
            chosen(&scoring->judge->figures[i], forecaster, choice);
        if (forecast == NULL) {
            continue;
        }
        scoring->lists[SCRATCH][score.figures] = forecast->off;
        scoring->lists[CRPS][score.figures] = forecast->crps;
        scoring->lists[LOG_SCORE][score.figures] = forecast->log_score;
        ++score.figures;
        backtest_share_count(&score.inside_50,
                             forecast->pit >= inner_low && forecast->pit <= inner_high);
        backtest_share_count(&score.inside_90,
                             forecast->pit >= INTERVAL_LOW && forecast->pit <= INTERVAL_HIGH);
    }
    if (score.figures > 0) {
        score.median_off = median(scoring->lists[SCRATCH], score.figures);
        score.crps = mean_error_of(scoring->lists[CRPS], score.figures);
        score.log_score = mean_error_of(scoring->lists[LOG_SCORE], score.figures);
    }
    backtest_share_finish(&score.inside_50);
    backtest_share_finish(&score.inside_90);
    return score;
}

/* Scores of the figures that both have, side by side; returns how many there are. Of other figures
 * a difference would be one between outages, and not between forecasters. */
static size_t pair(const struct scoring *scoring, int forecaster, const struct choice *choice)
{
    size_t count = 0;
    for (size_t i = 0; i < scoring->judge->figure_count; ++i) {
        const struct judge_figure *figure = &scoring->judge->figures[i];
        const struct judge_forecast *model = chosen(figure, PAST_MODEL, choice);
        const struct judge_forecast *other = chosen(figure, forecaster, choice);
        if (model != NULL && other != NULL) {
            scoring->lists[MODEL_CRPS][count] = model->crps;
            scoring->lists[MODEL_LOG_SCORE][count] = model->log_score;
            scoring->lists[CRPS][count] = other->crps;
            scoring->lists[LOG_SCORE][count++] = other->log_score;
        }
    }
    return count;
}

/* Paired, figure by figure: what makes an outage hard to forecast is in both scores, and falls
 * out of their difference. */
static blackout_status compare(struct judge_excess *excess, const struct scoring *scoring,
                               int forecaster, const struct choice *choice)
{
    const size_t count = pair(scoring, forecaster, choice);
    double *const *lists = scoring->lists;
    blackout_status status = paired_difference_of(&excess->crps, lists[MODEL_CRPS], lists[CRPS],
                                                  count, lists[SCRATCH], scoring->error);
    if (status == BLACKOUT_OK) {
        status = paired_difference_of(&excess->log_score, lists[MODEL_LOG_SCORE], lists[LOG_SCORE],
                                      count, lists[SCRATCH], scoring->error);
    }
    return status;
}

/* Skill compares means over the same figures, or is none. */
static blackout_status find_skill(struct judge_skill *skill, const struct scoring *scoring,
                                  enum judge_scheme scheme)
{
    const struct judge_score *scores = scoring->judge->scores[scheme];
    const struct choice cases = {.scheme = scheme};
    const size_t count = pair(scoring, PAST_STRAIGHT_LINE, &cases);
    struct paired_ratio ratio;
    *skill = (struct judge_skill){.made = count > 0 && count == scores[PAST_MODEL].figures &&
                                          count == scores[PAST_STRAIGHT_LINE].figures};
    if (!skill->made) {
        return BLACKOUT_OK;
    }
    blackout_status status =
        paired_ratio_of(&ratio, scoring->lists[MODEL_CRPS], scoring->lists[CRPS], count,
                        scoring->lists[SCRATCH], scoring->error);
    if (status == BLACKOUT_OK) {
        const struct paired_difference *line =
            &scoring->judge->excess[scheme][PAST_STRAIGHT_LINE].crps;
        skill->skill = 1 - ratio.ratio;
        skill->se = ratio.se;
        skill->has_interval = ratio.known && line->known;
        /* Skill falls as the ratio rises, so that the ends change places. */
        skill->low = 1 - ratio.high;
        skill->high = 1 - ratio.low;
        skill->p = line->p;
    }
    return status;
}

/* ---- All figures ----------------------------------------------------------------------------- */

/* Excesses before the skill, whose p is that of the straight line's excess. */
static blackout_status score_scheme(struct judge *judge, const struct scoring *scoring,
                                    enum judge_scheme scheme)
{
    const struct choice cases = {.scheme = scheme};
    blackout_status status = BLACKOUT_OK;
    for (int f = 0; f < JUDGE_FORECASTERS && status == BLACKOUT_OK; ++f) {
        judge->scores[scheme][f] = sum_up(scoring, f, &cases);
        status = compare(&judge->excess[scheme][f], scoring, f, &cases);
    }
    return status == BLACKOUT_OK ? find_skill(&judge->skill[scheme], scoring, scheme) : status;
}

static bool has_kind(const struct judge *judge, const char *kind)
{
    for (size_t i = 0; i < judge->kind_count; ++i) {
        if (strcmp(judge->kinds[i].kind, kind) == 0) {
            return true;
        }
    }
    return false;
}

static blackout_status score_kind(struct judge_kind *of, const struct scoring *scoring,
                                  const char *kind)
{
    const struct choice choice = {.scheme = JUDGE_LEAVE_ONE_OUT, .kind = kind};
    *of = (struct judge_kind){.kind = kind,
                              .model = sum_up(scoring, PAST_MODEL, &choice),
                              .straight_line = sum_up(scoring, PAST_STRAIGHT_LINE, &choice)};
    return compare(&of->straight_line_excess, scoring, PAST_STRAIGHT_LINE, &choice);
}

blackout_status judge_fill_scores(struct judge *judge, struct arena *arena, blackout_error *error)
{
    struct scoring scoring = {.judge = judge, .error = error};
    judge->kinds = arena_alloc(arena, judge->figure_count, sizeof *judge->kinds);
    bool room = judge->kinds != NULL;
    for (int list = 0; list < LISTS; ++list) {
        scoring.lists[list] = arena_alloc(arena, judge->figure_count, sizeof *scoring.lists[list]);
        room = room && scoring.lists[list] != NULL;
    }
    blackout_status status = room ? BLACKOUT_OK : error_memory(error);
    for (int scheme = 0; scheme < JUDGE_SCHEMES && status == BLACKOUT_OK; ++scheme) {
        status = score_scheme(judge, &scoring, (enum judge_scheme)scheme);
    }
    for (size_t i = 0; i < judge->figure_count && status == BLACKOUT_OK; ++i) {
        const char *kind = judge->figures[i].outage->kind;
        judge->cases += judge->figures[i].outage->is_case ? 1 : 0;
        if (!has_kind(judge, kind)) {
            status = score_kind(&judge->kinds[judge->kind_count++], &scoring, kind);
        }
    }
    return status;
}
