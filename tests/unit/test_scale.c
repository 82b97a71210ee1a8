/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/scale: ticks by hand from their definition (1, 2, 2.5 or 5 times a power of ten; steps
 * of the clock), pixels by linear and logarithmic interpolation. */
#include "document/scale.h"

#include <math.h>

#include "check.h"

static void check_ticks(const struct scale *scale, const double *expected, size_t count)
{
    assert_int_equal(scale->tick_count, count);
    for (size_t i = 0; i < count; ++i) {
        check_near(scale->ticks[i], expected[i], 1e-12);
    }
}

static void ticks_are_round(void **state)
{
    const struct scale losses = scale_make(SCALE_LINEAR, 0, 197.48, 5, true);
    const struct scale small = scale_make(SCALE_LINEAR, -0.0312, 0.0125, 4, false);
    const struct scale ten = scale_make(SCALE_WHOLE, 0, 10, 4, false);
    const struct scale few = scale_make(SCALE_WHOLE, 0, 2, 6, false);
    const struct scale counts = scale_make(SCALE_LINEAR, 0, 5, 5, false);
    (void)state;
    check_ticks(&losses, (double[]){0, 50, 100, 150, 200}, 5);
    check_near(losses.high, 200, 0);
    check_ticks(&small, (double[]){-0.02, 0}, 2);
    assert_int_equal(small.places, 2);
    check_ticks(&counts, (double[]){0, 1, 2, 3, 4, 5}, 6);
    check_ticks(&few, (double[]){0, 1, 2}, 3);
    check_ticks(&ten, (double[]){0, 5, 10}, 3); /* 2.5 is no count */
}

static void powers_have_marks_between_where_there_is_room(void **state)
{
    char text[SCALE_TEXT_SIZE];
    const struct scale years = scale_make(SCALE_LOGARITHMIC, 2, 1000, 5, false);
    const struct scale narrow = scale_make(SCALE_LOGARITHMIC, 30, 700, 8, false);
    const struct scale rounded = scale_make(SCALE_LOGARITHMIC, 54.5, 47300, 5, true);
    (void)state;
    check_ticks(&years, (double[]){10, 100, 1000}, 3);
    check_ticks(&narrow, (double[]){50, 100, 200, 500}, 4);
    check_ticks(&rounded, (double[]){10, 100, 1000, 10000, 100000}, 5);
    assert_string_equal(scale_text(text, &rounded, 1e4), "10,000");
    assert_string_equal(scale_text(text, &rounded, 2e7), "20 M");
    assert_string_equal(scale_text(text, &rounded, 1e10), "10 bn");
}

static void clocks_have_steps_of_their_own(void **state)
{
    const struct scale hours = scale_make(SCALE_HOURS, 1, 24, 5, false);
    const struct scale times = scale_make(SCALE_TIME, 1633361940, 1633384200, 4, false);
    char text[SCALE_TEXT_SIZE];
    (void)state;
    check_ticks(&hours, (double[]){6, 12, 18, 24}, 4);
    check_ticks(&times, (double[]){1633363200, 1633370400, 1633377600}, 3); /* 16, 18, 20 h */
    assert_string_equal(scale_text(text, &times, 1633363200), "16:00");
    assert_string_equal(scale_text(text, &times, 1633392000), "5 Oct");
}

static void pixels_are_interpolated(void **state)
{
    struct scale linear = scale_make(SCALE_LINEAR, 0, 200, 5, false);
    struct scale powers = scale_make(SCALE_LOGARITHMIC, 10, 1000, 5, false);
    (void)state;
    linear.from = 300;
    linear.to = 20;
    powers.from = 0;
    powers.to = 100;
    check_near(scale_at(&linear, 50), 230, 1e-12);
    check_near(scale_at(&linear, 250), 20, 1e-12); /* at the end */
    check_near(scale_at(&powers, 100), 50, 1e-12);
    check_near(scale_at(&powers, -5), 0, 1e-12);
}

/* Every span has a scale. */
static void ends_may_be_anything(void **state)
{
    static const double ends[][2] = {{NAN, NAN}, {0, 0},   {-3, -3},       {7, 7},
                                     {-1, 0},    {5, -5},  {INFINITY, 1},  {1e-12, 1e12},
                                     {-4, 1e9},  {0, 0.1}, {-1e300, 1e300}};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; ++i) {
        for (int kind = SCALE_LINEAR; kind <= SCALE_TIME; ++kind) {
            struct scale scale = scale_make((enum scale_kind)kind, ends[i][0], ends[i][1], 5, true);
            scale.to = 100;
            assert_true(scale.low < scale.high);
            assert_true(scale.tick_count <= MOST_TICKS);
            assert_true(isfinite(scale_at(&scale, 1)));
        }
    }
}

static void numbers_have_three_digits(void **state)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {{118.07, "118"},
                 {88.553, "88.6"},
                 {0.0657, "0.0657"},
                 {0, "0"},
                 {-29.52, "\xE2\x88\x92"
                          "29.5"},
                 {954171.36, "954,171"},
                 {23, "23"},
                 {99.96, "100"},
                 {1.5, "1.5"},
                 {6.5e-5, "0.000065"},
                 {-1e-12, "0"}};
    char text[SCALE_TEXT_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        assert_string_equal(scale_three_digits(text, cases[i].number), cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(powers_have_marks_between_where_there_is_room),
        cmocka_unit_test(clocks_have_steps_of_their_own),
        cmocka_unit_test(pixels_are_interpolated),
        cmocka_unit_test(ends_may_be_anything),
        cmocka_unit_test(numbers_have_three_digits),
    };
    return cmocka_run_group_tests_name("scale", tests, NULL, NULL);
}
