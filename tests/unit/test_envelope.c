/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/envelope: against the definition, the highest level of all curves at each time. */
#include "prepare/envelope.h"

#include <math.h>

#include "check.h"

enum { CURVES = 6, PIECES = 8 };

static unsigned next_number(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes, section 7.1 */
    return *seed >> 16;
}

static double level_at(const struct severity_curve *curve, double hours)
{
    double level = 0;
    for (size_t i = 0; i < curve->piece_count; ++i) {
        const struct severity_piece *piece = &curve->pieces[i];
        if (hours >= piece->from_hours && hours < piece->to_hours) {
            level = fmax(level, piece->level_from);
        }
    }
    return level;
}

/* Its pieces follow each other, as the model wants them; none is empty, and none has no level. */
static void check_pieces(const struct severity_curve *curve)
{
    for (size_t i = 0; i < curve->piece_count; ++i) {
        const struct severity_piece *piece = &curve->pieces[i];
        assert_true(piece->from_hours < piece->to_hours);
        assert_true(i == 0 || piece[-1].to_hours <= piece->from_hours);
        assert_true(piece->level_from > 0);
        check_near(piece->level_to, piece->level_from, 0);
    }
}

/* Cuts are at whole hours, so that halves are between them. */
static void it_is_the_highest_at_every_time(void **state)
{
    unsigned seed = 20211004;
    (void)state;
    for (int round = 0; round < 200; ++round) {
        struct arena arena = {0};
        struct severity_piece pieces[CURVES][PIECES];
        struct severity_curve curves[CURVES];
        const struct severity_curve *all[CURVES];
        struct severity_curve envelope;
        blackout_error error;
        for (size_t c = 0; c < CURVES; ++c) {
            double at = next_number(&seed) % 5;
            for (size_t i = 0; i < PIECES; ++i) {
                const double to = at + 1 + next_number(&seed) % 4;
                const double level = (1 + next_number(&seed) % 7) / 7.0;
                pieces[c][i] = (struct severity_piece){at, to, level, level};
                at = to + next_number(&seed) % 3;
            }
            /* in every tenth round one curve has all pieces, and the others none */
            const size_t count = round % 10 > 0 ? next_number(&seed) % (PIECES + 1)
                                 : c == 3       ? PIECES
                                                : 0;
            curves[c] = (struct severity_curve){pieces[c], count};
            all[c] = &curves[c];
        }
        check_ok(envelope_make(&envelope, &arena, all, CURVES, &error), &error);
        check_pieces(&envelope);
        for (double hours = 0.5; hours < 60; hours += 0.5) {
            double highest = 0;
            for (size_t c = 0; c < CURVES; ++c) {
                highest = fmax(highest, level_at(&curves[c], hours));
            }
            check_near(level_at(&envelope, hours), highest, 0);
        }
        arena_free(&arena);
    }
}

static void nothing_has_no_piece(void **state)
{
    struct arena arena = {0};
    struct severity_curve envelope;
    blackout_error error;
    (void)state;
    check_ok(envelope_make(&envelope, &arena, NULL, 0, &error), &error);
    assert_int_equal(envelope.piece_count, 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_highest_at_every_time),
        cmocka_unit_test(nothing_has_no_piece),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
