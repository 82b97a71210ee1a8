/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/total_words: rows of totals, as pivot tables of LibreOffice and Excel call them in each
 * language, and as people do. */
#include "ingest/total_words.h"

#include <string.h>

#include "check.h"

static void knows_rows_of_totals(void **state)
{
    static const char *const names[] = {"TOTAL",
                                        "total",
                                        "Total:",
                                        "Totals",
                                        "Grand Total",
                                        "GRAND TOTAL",
                                        "Subtotal",
                                        "Sub-total",
                                        "Totale",
                                        "TOTALE COMPLESSIVO",
                                        "Subtotale",
                                        "Somma",
                                        "Gesamt",
                                        "Gesamtsumme",
                                        "Summe",
                                        "Gesamtergebnis",
                                        "Zwischensumme",
                                        "Insgesamt",
                                        "Somme",
                                        "Total g\xC3\xA9n\xC3\xA9ral",
                                        "TOTAL G\xC3\x89N\xC3\x89RAL",
                                        "Sous-total",
                                        "Suma",
                                        "Total general",
                                        "Total Geral",
                                        "Soma",
                                        "Totaal",
                                        "Eindtotaal",
                                        "(total)",
                                        "Total 2025",
                                        "- Total -",
                                        "Total (3)",
                                        "Grand\xC2\xA0Total"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        if (!total_word(names[i], strlen(names[i]))) {
            fail_msg("'%s' is a total", names[i]);
        }
    }
}

static void knows_other_names(void **state)
{
    static const char *const names[] = {
        "",        "bakery", "Total Wine", "Totalizer", "Summerhouse", "3",   "Gesamtkunst", "t",
        "Sumatra", "s u m",  "TotalGas",   "the total", "(((",         "***", "...",         "- -"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        if (total_word(names[i], strlen(names[i]))) {
            fail_msg("'%s' is no total", names[i]);
        }
    }
}

/* Expected: 300 + 100 = 400, of which 1e-6 is 0.0004. */
static void knows_sums(void **state)
{
    (void)state;
    assert_true(total_of_others(400, 300 + 100));
    assert_true(total_of_others(400.0003, 400));
    assert_false(total_of_others(400.0005, 400));
    assert_false(total_of_others(0, 0));
    assert_false(total_of_others(-400, -400));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_rows_of_totals),
        cmocka_unit_test(knows_other_names),
        cmocka_unit_test(knows_sums),
    };
    return cmocka_run_group_tests_name("total_words", tests, NULL, NULL);
}
