/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filing/fields: forms whose fields have numbers, names and a way to be filled or a reason. Numbers
 * and formats of the first form by Annexes I and II of Implementing Regulation (EU) 2025/302. */
#include "filing/fields.h"

#include <string.h>

#include "check.h"
#include "filing/rules.h"

static void forms_are_complete(void **state)
{
    (void)state;
    for (size_t f = 0; filing_form_at(f) != NULL; ++f) {
        const struct filing_form *form = filing_form_at(f);
        assert_ptr_equal(filing_form_find(form->name), form);
        assert_true(form->rule == NULL || filing_rule_find(form->rule) != NULL);
        assert_int_equal(strlen(form->date), sizeof "2025-02-20" - 1);
        for (size_t i = 0; i < form->field_count; ++i) {
            const struct filing_field *field = &form->fields[i];
            assert_ptr_equal(filing_field_find(form, field->number), field); /* the first, so each
                                                                                number once */
            assert_true(field->name[0] != '\0');
            assert_true((field->content == CONTENT_UNKNOWN) == (field->reason[0] != '\0'));
        }
    }
    assert_null(filing_form_find("sox"));
    assert_null(filing_field_find(filing_form_find("dora"), "4.99"));
}

static void fields_of_the_act_have_its_formats(void **state)
{
    static const struct {
        const char *number;
        enum filing_format format;
    } known[] = {{"1.15", FILING_CURRENCY},  {"3.2", FILING_DATE_TIME},  {"3.4", FILING_COUNT},
                 {"3.5", FILING_PERCENT},    {"3.15", FILING_DURATION},  {"3.16", FILING_DURATION},
                 {"3.11", FILING_THOUSANDS}, {"4.13", FILING_THOUSANDS}, {"4.14", FILING_THOUSANDS},
                 {"1.6", FILING_LEI}};
    const struct filing_form *dora = filing_form_find("dora");
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; ++i) {
        const struct filing_field *field = filing_field_find(dora, known[i].number);
        assert_non_null(field);
        assert_int_equal(field->format, known[i].format);
        assert_true(field->official);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(forms_are_complete),
                                       cmocka_unit_test(fields_of_the_act_have_its_formats)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
