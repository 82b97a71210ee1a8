/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headlines put the whole change down to the outage. Here each sentence is about one figure, and
 * what the figure cannot say is said too. The words are here and not in the report, so that every
 * format has the same; no number is rounded away that the sentence rests on. The cautions are part
 * of the verdict, since a headline would be quoted without a footnote. */
#include "market/event_words.h"

#include <math.h>

#include "core/number.h"

/* The customary level: an ordinary day looks as unusual once in twenty. */
static const double level = 0.05;

enum { FIGURE_SIZE = 64 };

/* With a sign, also above 0: a rise must not be read as the size of a fall. */
static const char *percent(char text[FIGURE_SIZE], double fraction)
{
    size_t sign = fraction > 0 ? 1 : 0;
    text[0] = '+';
    number_print_grouped(text + sign, FIGURE_SIZE - sign, 100 * fraction, 2);
    return text;
}

static const char *plain(char text[FIGURE_SIZE], double value, int decimals)
{
    number_print_grouped(text, FIGURE_SIZE, value, decimals);
    return text;
}

/* Three places, and never 0. */
static const char *probability(char text[FIGURE_SIZE], double p)
{
    static const double smallest = 0.0005;
    return p < smallest ? "below 0.001" : plain(text, p, 3);
}

/* Never "insignificant": a standard error of a point and a half hides a loss of one per cent. */
static const char *told(double p)
{
    return p < level ? "is more than one ordinary day in twenty brings"
                     : "cannot be distinguished from an ordinary day of this share";
}

/* In points, since what the model explains and the rest add up to the change. */
static const char *about_market(struct arena *arena, const struct study_unit *unit)
{
    char raw[FIGURE_SIZE];
    char expected[FIGURE_SIZE];
    char abnormal[FIGURE_SIZE];
    char t[FIGURE_SIZE];
    char p[FIGURE_SIZE];
    return arena_format(arena,
                        "Of the change of %s %% on day 0, the model of normal returns explains %s "
                        "points; the rest, "
                        "%s %% (t %s, p %s), %s.",
                        percent(raw, unit->raw.fraction),
                        percent(expected, unit->expected.fraction),
                        percent(abnormal, unit->abnormal.fraction), plain(t, unit->day0_sum.t, 3),
                        probability(p, unit->day0_sum.p), told(unit->day0_sum.p));
}

/* The other way to take the rivals out, so that its number is not taken for the same. */
static const char *plain_difference(struct arena *arena, const struct study_case *one)
{
    char figure[FIGURE_SIZE];
    const char *text =
        one->has_less_peer_mean
            ? arena_format(arena,
                           " (the plain difference from their mean, %s %%, weighs them in full)",
                           percent(figure, one->less_peer_mean.fraction))
            : "";
    return text != NULL ? text : "";
}

static const char *about_peers(struct arena *arena, const struct study_case *one)
{
    char abnormal[FIGURE_SIZE];
    char t[FIGURE_SIZE];
    const struct study_unit *unit = &one->peer_index;
    size_t fell = 0;
    for (size_t i = 0; i < one->peer_count; ++i) {
        fell += one->peers[i].abnormal.fraction < 0 ? 1 : 0;
    }
    const char *fall = arena_format(
        arena, " Of %zu rival%s that %s not down, %zu fell relative to the market too;",
        one->peer_count, one->peer_count == 1 ? "" : "s", one->peer_count == 1 ? "was" : "were",
        fell);
    const char *left =
        arena_format(arena, " with them in the model %s %% remains (t %s), which %s%s.",
                     percent(abnormal, unit->abnormal.fraction), plain(t, unit->day0_sum.t, 3),
                     told(unit->day0_sum.p), plain_difference(arena, one));
    return fall != NULL && left != NULL ? arena_format(arena, "%s%s", fall, left) : NULL;
}

/* The market first, then the rivals: each sentence takes out more than the one before. */
const char *event_words_verdict(struct arena *arena, const struct study_case *one)
{
    const char *market = about_market(arena, &one->unit);
    const char *peers = one->has_peer_index ? about_peers(arena, one) : "";
    if (market == NULL || peers == NULL) {
        return NULL;
    }
    return arena_format(
        arena,
        "%s%s%s This shows how unusual the day was compared with the market; it does not prove "
        "that the outage moved the price, nor, where the change is ordinary, that it did not.",
        market, peers,
        one->confounded ? " Other news reached the market at the same time, so none of this is due "
                          "to the outage alone."
                        : "");
}
