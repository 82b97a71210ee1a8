/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/rejecting: rows with a fault are left out, and those that refer to them; the file of
 * rejects has them as they are. Expected: the row and its place by hand; the rest is read as if it
 * had never been there. */
#include "tables/dataset.h"
#include "messages.h"

#define TEN "nnnnnnnnnn"

static const struct {
    const char *file;
    const char *text;
    const char *expected; /* reported, then the rejects */
} cases[] = {
    /* a row of the table */
    {"fx.csv", "currency,per_usd,date\nEUR,0.8,2020-01-01\nGBP,x,2021-01-01\n",
     "fx.csv:3:2 warning bad_value: left out: per_usd is not a number ('x'); the number; where "
     "none is known and none is needed, an empty field, or declare missingValues\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "fx.csv,3,2,bad_value,\"per_usd is not a number ('x'); the number; where none is known and "
     "none is needed, an empty field, or declare missingValues\",\"GBP,x,2021-01-01\"\n"
     "dependencies: 5 rows, 2 currencies\n"},
    /* a day of a sheet of rates, as a whole */
    {"fx.csv", "Date,USD,GBP\n2021-10-05,1.25,0.5\n2021-10-04,1.25,x\n",
     "fx.csv:1:1 warning rate_sheet: rates for one EUR are read as rates for one USD, by way of "
     "the "
     "column USD; 0 are not available and left out\n"
     "fx.csv:3:3 warning bad_value: left out: the rate is not a number above 0 ('x'); as the "
     "European Central Bank writes it, like 1.0983, or N/A\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "fx.csv,3,3,bad_value,\"the rate is not a number above 0 ('x'); as the European Central Bank "
     "writes it, like 1.0983, or N/A\",\"2021-10-04,1.25,x\"\n"
     "dependencies: 5 rows, 2 currencies\n"},
    /* quotes, line ends and delimiters are as they have to be */
    {"owners.csv", "owner;name;currency\nacme;Acme;USD\nbolt;Bolt;EUR\nx;\"a \"\"b\"\";\n\";UDS\n",
     "owners.csv:5:3 warning bad_value: left out: currency is not a currency ('UDS'); perhaps "
     "'USD'\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "owners.csv,5,3,bad_value,currency is not a currency ('UDS'); perhaps 'USD',\"x;\"\"a "
     "\"\"\"\"b\"\"\"\";\n\"\";UDS\"\n"
     "dependencies: 5 rows, 2 currencies\n"},
    {"owners.csv",
     "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n\"x\ny\",\"Total, all\",UDS\n",
     "owners.csv:5:3 warning bad_value: left out: currency is not a currency ('UDS'); perhaps "
     "'USD'\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "owners.csv,5,3,bad_value,currency is not a currency ('UDS'); perhaps 'USD',\"\"\"x\n"
     "y\"\",\"\"Total, all\"\",UDS\"\n"
     "dependencies: 5 rows, 2 currencies\n"},
    /* bytes that are no text, however many are beside them; blanks; and a stray quote with what
       follows it */
    {"owners.csv",
     "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\nx, " TEN TEN TEN TEN TEN TEN TEN TEN TEN
         TEN "\xff ,USD\r\ny,Y \"2\" z,USD\nz,\"Z\"2,\"a\"\"b\"",
     "owners.csv:4:2 warning bad_text: left out: the field is not UTF-8 ('" TEN TEN TEN TEN
     "'); save it as CSV UTF-8, or declare its encoding, perhaps --encoding windows-1252\n"
     "owners.csv:5:2 warning bad_text: left out: a quote inside a field ('1 field before it'); put "
     "the whole field in quotes, and double those inside (2 rows: lines 5, 6)\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "owners.csv,4,2,bad_text,\"the field is not UTF-8 ('" TEN TEN TEN TEN
     "'); save it as CSV UTF-8, or declare its encoding, perhaps --encoding "
     "windows-1252\",\"x, " TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "? ,USD\"\n"
     "owners.csv,5,2,bad_text,\"a quote inside a field ('1 field before it'); put the whole field "
     "in quotes, and double those inside\",\"y,Y \"\"2\"\" z,USD\"\n"
     "owners.csv,6,2,bad_text,\"a quote inside a field ('1 field before it'); put the whole field "
     "in quotes, and double those inside\",\"z,\"\"Z\"\"2,\"\"a\"\"\"\"b\"\"\"\n"
     "dependencies: 5 rows, 2 currencies\n"},
    /* a name that is near to another one, and a period that ends before it begins */
    {"owners.csv",
     "owner,name,currency,observed_from,observed_to\nacme,Acme,USD,,\nbolt,Bolt,EUR,,\n"
     "Acme,Acme 2,USD,,\nzed,Zed,USD,2021-10-04,2021-10-03\n",
     "owners.csv:4:1 warning near_names: left out: the name differs from that of line 2 in case, "
     "blanks or punctuation alone ('Acme'); keep one of the two rows where they are one owner, "
     "else "
     "a name with other letters or digits\n"
     "owners.csv:5:5 warning window_order: left out: observed_to of 'zed' is before observed_from; "
     "give a later date\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "owners.csv,4,1,near_names,\"the name differs from that of line 2 in case, blanks or "
     "punctuation alone ('Acme'); keep one of the two rows where they are one owner, else a name "
     "with other letters or digits\",\"Acme,Acme 2,USD,,\"\n"
     "owners.csv,5,5,window_order,observed_to of 'zed' is before observed_from; give a later "
     "date,\"zed,Zed,USD,2021-10-04,2021-10-03\"\n"
     "dependencies: 5 rows, 2 currencies\n"},
    /* what refers to it */
    {"platforms.csv",
     "platform,name,owner,annual_revenue,currency\nalpha,Alpha,acme,8766000,USD\nbeta,Beta,acme,"
     "13149000,USD\ngamma,Gamma,bolt,x,EUR\n",
     "platforms.csv:4:4 warning bad_value: left out: annual_revenue is not a number ('x'); the "
     "number; where none is known and none is needed, an empty field, or declare missingValues\n"
     "platform_regions.csv:5:1 warning rejected_reference: left out: refers to a row that is "
     "rejected: platform is not in platforms ('gamma'); there are alpha, beta (2 rows: lines 5, "
     "6)\n"
     "fallbacks.csv:4:3 warning rejected_reference: left out: refers to a row that is rejected: "
     "fallback is not known ('gamma'); a platform of the package, or email, store, web, phone\n"
     "dependencies.csv:5:10 warning rejected_reference: left out: refers to a row that is "
     "rejected: fallback is not known ('gamma'); a platform of the package, or email, store, web, "
     "phone (52,596.00 USD)\n"
     "dependencies.csv:6:6 warning rejected_reference: left out: refers to a row that is rejected: "
     "platform is not in platforms ('gamma'); there are alpha, beta (140,256.00 USD)\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "dependencies.csv,5,10,rejected_reference,\"refers to a row that is rejected: fallback is not "
     "known ('gamma'); a platform of the package, or email, store, web, "
     "phone\",\"b3,I,north,26298,USD,alpha,sales,1,2,gamma,0.4,derived\"\n"
     "dependencies.csv,6,6,rejected_reference,\"refers to a row that is rejected: platform is not "
     "in platforms ('gamma'); there are alpha, "
     "beta\",\"b4,I,north,140256,USD,gamma,messaging,0.5,1,,,assumed\"\n"
     "fallbacks.csv,4,3,rejected_reference,\"refers to a row that is rejected: fallback is not "
     "known ('gamma'); a platform of the package, or email, store, web, "
     "phone\",\"G,messaging,gamma,0.1,assumed\"\n"
     "platform_regions.csv,5,1,rejected_reference,\"refers to a row that is rejected: platform is "
     "not in platforms ('gamma'); there are alpha, beta\",\"gamma,north,0.3,,measured\"\n"
     "platform_regions.csv,6,1,rejected_reference,\"refers to a row that is rejected: platform is "
     "not in platforms ('gamma'); there are alpha, beta\",\"gamma,south,0.7,,measured\"\n"
     "platforms.csv,4,4,bad_value,\"annual_revenue is not a number ('x'); the number; where none "
     "is known and none is needed, an empty field, or declare "
     "missingValues\",\"gamma,Gamma,bolt,x,EUR\"\n"
     "dependencies: 3 rows, 2 currencies\n"},
    {"dependencies.csv",
     "business,sector,region,annual_revenue,currency,platform,channel,share\n"
     "b1,G,north,175320,USD,alpha,sales,0.5\nb2,G,north,5,USD,alpha,sales,7\n"
     "b3,G,north,5,USD,alpha,sales,0.5\nb3,G,north,6,USD,beta,sales,0.25\n",
     "dependencies.csv:3:8 warning bad_value: left out: share is out of range ('7'); give a share "
     "from 0 to 1; for percent write 0.07, or a percent sign in every row (5.00 USD)\n"
     "dependencies.csv:5:4 warning business_contradicts: left out: annual_revenue differs from "
     "that in line 4 of the same business ('6', not '5'); the same annual_revenue in all rows of a "
     "business (6.00 USD)\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "dependencies.csv,3,8,bad_value,\"share is out of range ('7'); give a share from 0 to 1; for "
     "percent write 0.07, or a percent sign in every row\",\"b2,G,north,5,USD,alpha,sales,7\"\n"
     "dependencies.csv,5,4,business_contradicts,\"annual_revenue differs from that in line 4 of "
     "the same business ('6', not '5'); the same annual_revenue in all rows of a "
     "business\",\"b3,G,north,6,USD,beta,sales,0.25\"\n"
     "dependencies: 2 rows, 1 currencies\n"},
    /* none is left */
    {"dependencies.csv",
     "business,sector,region,annual_revenue,currency,platform,channel,share\n"
     "b2,G,north,5,USD,alpha,sales,7\n",
     "dependencies.csv:2:8 warning bad_value: left out: share is out of range ('7'); give a share "
     "from 0 to 1; for percent write 0.07, or a percent sign in every row (5.00 USD)\n"
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "dependencies.csv,2,8,bad_value,\"share is out of range ('7'); give a share from 0 to 1; for "
     "percent write 0.07, or a percent sign in every row\",\"b2,G,north,5,USD,alpha,sales,7\"\n"
     "dependencies: 0 rows, 1 currencies\n"},
    /* a file's fault is no row's */
    {"owners.csv", "owner,name\nacme,Acme\nbolt,Bolt\n",
     "owners.csv:1:1 missing_column: columns are missing from the header ('currency', read with "
     "the delimiter ',' from 'owner,name'); add them\n"},
    {"owners.csv", "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n",
     "rejects:\n"
     "file,line,column,code,message,text\n"
     "dependencies: 5 rows, 2 currencies\n"},
};

static void messages_with_rejects(char out[MESSAGES_SIZE], const struct package_folder *folder)
{
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = messages_add, .user = out, .reject = 1};
    struct caught rejects = {0};
    blackout_dataset *dataset;
    blackout_error error = {0};
    out[0] = '\0';
    if (blackout_dataset_open(&dataset, folder->path, &options, &error) != BLACKOUT_OK) {
        return;
    }
    check_ok(blackout_dataset_write_rejects(dataset, "csv", catch_bytes, &rejects, &error), &error);
    const struct control_totals *control = &dataset->control;
    const size_t used = strlen(out);
    snprintf(out + used, MESSAGES_SIZE - used, "rejects:\n%s%s: %zu rows, %zu currencies\n",
             rejects.text, control->table != NULL ? control->table : "none",
             control_rows_used(control), control->count);
    free(rejects.text);
    blackout_dataset_free(dataset);
}

static void rows_with_faults_are_left_out(void **state)
{
    const struct world *world = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char messages[MESSAGES_SIZE];
        package_write_as_is(&world->folder, cases[i].file, cases[i].text);
        messages_with_rejects(messages, &world->folder);
        wrong += messages_same(messages, cases[i].text, cases[i].expected) ? 0 : 1;
        world_write_files(&world->folder);
    }
    assert_int_equal(wrong, 0);
}

/* Line 1 is a row then. */
static void the_first_row_of_a_file_without_header_is_left_out(void **state)
{
    const struct world *world = *state;
    char messages[MESSAGES_SIZE];
    char listed[2048];
    char text[4096];
    world_list_resources(listed, sizeof listed, "fx");
    snprintf(text, sizeof text,
             "{\"name\": \"world\", \"resources\": [%s, {\"name\": \"fx\", \"path\": \"fx.csv\", "
             "\"dialect\": {\"header\": false}, \"schema\": {\"fields\": [{\"name\": "
             "\"currency\"}, {\"name\": \"per_usd\"}, {\"name\": \"date\"}]}}]}",
             listed);
    package_write_as_is(&world->folder, "fx.csv", "GBP,x,2021-10-04\nEUR,0.8,2021-10-04\n");
    package_write_as_is(&world->folder, "datapackage.json", text);
    messages_with_rejects(messages, &world->folder);
    package_drop(&world->folder, "datapackage.json");
    world_write_files(&world->folder);
    check_contains(messages, "fx.csv:1:2 warning bad_value: left out: per_usd is not a number");
    check_contains(messages, ",\"GBP,x,2021-10-04\"\n");
}

/* Lines of a block, from its first to its last, of which rejects are fewer and more than lines. */
static void rejects_are_found_in_blocks_of_lines(void **state)
{
    static const struct {
        size_t first, last;
        bool any;
    } blocks[] = {{2, 6, false},   {2, 7, true},   {7, 7, true},     {8, 99, false},
                  {7, 99, true},   {8, 100, true}, {100, 100, true}, {101, 200, false},
                  {99, 99, false}, {1, 1, false}};
    struct rejects *rejects = calloc(1, sizeof *rejects);
    bool failed = false;
    (void)state;
    assert_non_null(rejects);
    assert_false(rejects_any(NULL, "a.csv", 1, 100));
    assert_false(rejects_any(rejects, "a.csv", 1, 100));
    for (size_t line = 7; line <= 100; line += 93) {
        const struct reject reject = {"a.csv", line, 1, "bad_value", "m", NULL};
        assert_true(rejects_add(rejects, &reject, &failed));
        assert_false(rejects_add(rejects, &reject, &failed)); /* it is known */
    }
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; ++i) {
        assert_int_equal(rejects_any(rejects, "a.csv", blocks[i].first, blocks[i].last),
                         blocks[i].any);
        assert_false(rejects_any(rejects, "b.csv", blocks[i].first, blocks[i].last));
    }
    assert_false(failed);
    rejects_free(rejects);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_with_faults_are_left_out),
        cmocka_unit_test(the_first_row_of_a_file_without_header_is_left_out),
        cmocka_unit_test(rejects_are_found_in_blocks_of_lines),
    };
    return cmocka_run_group_tests_name("rejecting", tests, world_open, world_close);
}
