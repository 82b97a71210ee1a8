/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/outage: the pieces of a step with recovery, and of a measured curve. */
#include "model/outage.h"

#include <math.h>

#include "check.h"

enum { DURATION, SEVERITY, RECOVERY };

static const struct model_outage step = {
    .duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY};

static void check_piece(const struct severity_piece *piece, double from_hours, double to_hours,
                        double level_from, double level_to)
{
    check_near(piece->from_hours, from_hours, 0.0);
    check_near(piece->to_hours, to_hours, 0.0);
    check_near(piece->level_from, level_from, 0.0);
    check_near(piece->level_to, level_to, 0.0);
}

/* Expected: the model's definition of stage 1. */
static void a_step_then_a_ramp(void **state)
{
    const double parameters[] = {6.25, 0.713, 1.5};
    struct outage_pieces pieces;
    (void)state;
    outage_pieces(&pieces, &step, 0, parameters);
    assert_int_equal(pieces.count, 2);
    check_piece(&pieces.pieces[0], 0.0, 6.25, 0.713, 0.713);
    check_piece(&pieces.pieces[1], 6.25, 7.75, 0.713, 0.0);
}

static void without_recovery_there_is_no_ramp(void **state)
{
    const double parameters[] = {2.385, 0.31, 0.0};
    struct outage_pieces pieces;
    (void)state;
    outage_pieces(&pieces, &step, 0, parameters);
    assert_int_equal(pieces.count, 1);
    check_piece(&pieces.pieces[0], 0.0, 2.385, 0.31, 0.31);
}

/* Less than an hour is an outage, too; no time is none. */
static void short_ones_count(void **state)
{
    const double brief[] = {0.5, 0.31, 0.25};
    const double none[] = {0.0, 0.31, 0.25};
    struct outage_pieces pieces;
    (void)state;
    outage_pieces(&pieces, &step, 0, brief);
    assert_int_equal(pieces.count, 2);
    outage_pieces(&pieces, &step, 0, none);
    assert_int_equal(pieces.count, 0);
}

static void a_measured_curve_replaces_the_step(void **state)
{
    static const struct severity_piece first[] = {{0.0, 1.5, 0.4, 0.4}};
    static const struct severity_piece second[] = {{0.25, 0.75, 0.9, 0.9}, {2.0, 3.5, 0.1, 0.1}};
    const struct severity_curve curves[] = {{first, 1}, {second, 2}};
    const struct model_outage measured = {.duration_hours = DURATION,
                                          .severity = SEVERITY,
                                          .recovery_hours = RECOVERY,
                                          .measured = true,
                                          .curves = curves};
    const double parameters[] = {6.25, 0.713, 1.5};
    struct outage_pieces pieces;
    (void)state;
    outage_pieces(&pieces, &measured, 1, parameters);
    assert_int_equal(pieces.count, 2);
    assert_ptr_equal(pieces.pieces, second);
    outage_pieces(&pieces, &measured, 0, parameters);
    assert_int_equal(pieces.count, 1);
    assert_ptr_equal(pieces.pieces, first);
}

/* Expected by hand: 0.713 of 6.25 h and half of that of the next 1.5 h; of the hours 5 to 7 all of
 * 1.25 h, and 0.75 h of a ramp that falls by 0.713 in 1.5 h. */
static void hours_of_full_unavailability(void **state)
{
    static const struct severity_piece apart[] = {{0.25, 0.75, 0.9, 0.9}, {2.0, 3.5, 0.1, 0.4}};
    const double parameters[] = {6.25, 0.713, 1.5};
    struct outage_pieces pieces;
    (void)state;
    outage_pieces(&pieces, &step, 0, parameters);
    check_close(outage_integral(&pieces, 0, INFINITY), 0.713 * (6.25 + 0.75), 1e-15);
    check_close(outage_integral(&pieces, -INFINITY, INFINITY), 0.713 * 7, 1e-15);
    check_close(outage_integral(&pieces, 1.5, 2.25), 0.713 * 0.75, 1e-15);
    check_close(outage_integral(&pieces, 5, 7), 0.713 * 1.25 + 0.75 * (0.713 + 0.3565) / 2, 1e-15);
    check_near(outage_integral(&pieces, 7.75, 9), 0, 0);
    check_near(outage_integral(&pieces, 3, 3), 0, 0);
    pieces = (struct outage_pieces){.pieces = apart, .count = 2};
    check_close(outage_integral(&pieces, 0.5, 2.75), 0.9 * 0.25 + 0.75 * (0.1 + 0.25) / 2, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_then_a_ramp),
        cmocka_unit_test(without_recovery_there_is_no_ramp),
        cmocka_unit_test(short_ones_count),
        cmocka_unit_test(a_measured_curve_replaces_the_step),
        cmocka_unit_test(hours_of_full_unavailability),
    };
    return cmocka_run_group_tests_name("outage", tests, NULL, NULL);
}
