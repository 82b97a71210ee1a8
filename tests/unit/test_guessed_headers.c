/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/header_guess: which table a file is by its header. Expected: the tables whose required
 * columns the documents list; of those that lack some, the one with most columns less those
 * missing. */
#include "ingest/header_guess.h"

#include "package.h"

static const struct {
    const char *text;
    enum table_id table;
    bool fits;
    enum table_id other;
    const char *missing;
} cases[] = {
    {"owner,name,currency\nacme,Acme,USD\n", OWNERS, true, NO_TABLE, ""},
    {"owner;name;currency;margin\n", OWNERS, true, NO_TABLE, ""},
    {"owner\tname\tcurrency\n", OWNERS, true, NO_TABLE, ""},
    {"Owner , NAME,currency\n", OWNERS, true, NO_TABLE, ""},
    {"platform,name,owner,annual_revenue,currency\n", PLATFORMS, true, NO_TABLE, ""},
    {"platform,name,owner,annual_revenue\n", PLATFORMS, false, NO_TABLE, "currency"},
    {"platform,name,annual_revenue\n", PLATFORMS, false, NO_TABLE, "owner, currency"},
    {"platform,region,revenue_share\n", PLATFORM_REGIONS, true, NO_TABLE, ""},
    {"Our shares\n\nplatform,region,revenue_share\nalpha,north,1\n", PLATFORM_REGIONS, true,
     NO_TABLE, ""},
    {"currency,per_usd,date\n", FX, true, NO_TABLE, ""},
    {"per_usd,currency\n", FX, false, NO_TABLE, "date"},
    {"business,sector,region,annual_revenue,currency,platform,channel,share\n", DEPENDENCIES, true,
     NO_TABLE, ""},
    {"sector,channel,fallback,share\n", FALLBACKS, true, NO_TABLE, ""},
    {"term,mean,sd\n", MARKET_PRIOR, true, NO_TABLE, ""},
    /* of two tables that fit alike the file is neither */
    {"platform,region,revenue_share,availability_below,credit_share\n", PLATFORM_REGIONS, false,
     CREDITS, ""},
    {"a,b\n1,2\n", NO_TABLE, false, NO_TABLE, ""},
    {"", NO_TABLE, false, NO_TABLE, ""},
    {"Price,Change\n1,2\n", NO_TABLE, false, NO_TABLE, ""},
};

static void tables_are_found_by_their_columns(void **state)
{
    struct package_folder folder;
    char path[256];
    size_t wrong = 0;
    (void)state;
    package_make(&folder);
    package_file(path, &folder, "sheet.csv");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct header_guess guess;
        blackout_error error = {0};
        package_write_as_is(&folder, "sheet.csv", cases[i].text);
        check_ok(header_guess_make(&guess, path, &error), &error);
        const char *missing = guess.table != NO_TABLE ? guess.missing : "";
        if (guess.table != cases[i].table || guess.fits != cases[i].fits ||
            guess.other != cases[i].other || strcmp(missing, cases[i].missing) != 0) {
            print_error("'%s' is %d, %d, other %d, lacks '%s'\n", cases[i].text, (int)guess.table,
                        guess.fits, (int)guess.other, missing);
            ++wrong;
        }
    }
    package_remove(&folder);
    assert_int_equal(wrong, 0);
}

static void what_is_no_file_is_no_table(void **state)
{
    struct header_guess guess;
    blackout_error error = {0};
    (void)state;
    check_ok(header_guess_make(&guess, "/nowhere/sheet.csv", &error), &error);
    assert_int_equal(guess.table, NO_TABLE);
    assert_false(guess.fits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_found_by_their_columns),
        cmocka_unit_test(what_is_no_file_is_no_table),
    };
    return cmocka_run_group_tests_name("guessed_headers", tests, NULL, NULL);
}
