/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/student_t_map: against student_t_of_normal(), which tests/unit/test_student_t.c holds
 * against other programs; within the error that the header states. */
#include "stats/student_t_map.h"

#include <math.h>

#include "check.h"
#include "random.h"
#include "stats/student_t.h"

static void it_is_near_the_quantile(void **state)
{
    static const double degrees[] = {1, 1.5, 2.4, 4, 8, 29.5, 200, INFINITY};
    uint64_t seed = 41;
    (void)state;
    for (size_t i = 0; i < sizeof degrees / sizeof degrees[0]; ++i) {
        struct student_t_map map;
        struct lanes scores = {.at = {0}};
        struct lanes several;
        double worst = 0;
        student_t_map_make(&map, degrees[i]);
        for (int k = 0; k < 400; ++k) {
            const double z = random_between(&seed, -1, 1) * (k % 4 == 0 ? 8.3 : 3.1);
            const double t = student_t_map_value(&map, z);
            worst = fmax(worst, fabs(t / student_t_of_normal(z, degrees[i]) - 1));
            assert_true(student_t_map_value(&map, -z) == -t);
            scores.at[k % LANES] = z;
            student_t_map_values(&several, &map, &scores);
            for (int l = 0; l <= k && l < LANES; ++l) {
                assert_true(several.at[l] == student_t_map_value(&map, scores.at[l]));
            }
        }
        assert_true(worst < (degrees[i] < 1.5 ? 1e-9 : 1e-12));
    }
}

/* 0 is the centre; what no piece serves is the quantile itself. */
static void ends_and_the_middle(void **state)
{
    struct student_t_map map;
    (void)state;
    student_t_map_make(&map, 3);
    assert_true(student_t_map_value(&map, 0) == 0);
    assert_true(student_t_map_value(&map, 9) == student_t_of_normal(9, 3));
    assert_true(isnan(student_t_map_value(&map, NAN)));
    const struct lanes scores = {.at = {9, 0, NAN, -9, 2, -1e300, 8.4, INFINITY}};
    struct lanes values;
    student_t_map_values(&values, &map, &scores);
    for (int l = 0; l < LANES; ++l) {
        const double value = student_t_map_value(&map, scores.at[l]);
        assert_true(isnan(value) ? isnan(values.at[l]) : values.at[l] == value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_near_the_quantile),
        cmocka_unit_test(ends_and_the_middle),
    };
    return cmocka_run_group_tests_name("student_t_map", tests, NULL, NULL);
}
