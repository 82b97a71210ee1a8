/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/filing, estimate/filing_run, estimate/proportions, estimate/reach: forms filled in from
 * a loss that is worked out by hand: 1000 USD an hour for 6 h 11 min, of which a dollar is 0.8 EUR.
 */
#include "estimate/filing.h"

#include "certain.h"
#include "core/mapping.h"

static int filing_open(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    certain_write(&world->folder);
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,annual_revenue,shares_outstanding,income_before_tax,"
                  "basis\nfirm,Firm,USD,8766000,1000,753000,measured\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,recapture,growth_factor,"
                  "usage_share,users,basis\np,P,firm,8766000,USD,0,1,1,500000,measured\n");
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours,countries\nr,R,0,DE;AT\ns,S,0,FR;CH\nt,T,0,IE\n");
    package_write(&world->folder, "platform_regions.csv",
                  "platform,region,revenue_share,user_share,users,profile,basis\n"
                  "p,r,0.5,0.4,,even,measured\np,s,0.3,,150000,even,measured\n"
                  "p,t,0.2,0.3,,even,measured\n");
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency,date,basis\ni1,c,1000,USD,2021-10-31,measured\n");
    package_write(&world->folder, "recoveries.csv",
                  "incident,kind,state,amount,currency,basis\n"
                  "i1,supplier,received,300,USD,measured\n");
    world->dataset = package_open(&world->folder);
    *state = world;
    return 0;
}

struct filled {
    struct arena arena;
    blackout_result *result;
    struct filing filing;
};

static blackout_status try_fill(struct filled *filled, const struct world *world, const char *form,
                                const char *more, const char *const *given, size_t count,
                                blackout_error *error)
{
    char words[256];
    *filled = (struct filled){0};
    snprintf(words, sizeof words, "platform=p start=2021-10-04T15:39Z duration=6h11m %s", more);
    blackout_filing_options options = BLACKOUT_FILING_OPTIONS_INIT;
    blackout_scenario *scenario = scenario_of(words);
    options.form = form;
    blackout_status status =
        blackout_filing_estimate(&filled->result, world->dataset, scenario, &options, NULL, error);
    blackout_scenario_free(scenario);
    return status != BLACKOUT_OK
               ? status
               : filing_make(&filled->filing, &filled->arena, &filled->result->results[0],
                             filing_form_find(form), given, count, error);
}

static void fill_form(struct filled *filled, const struct world *world, const char *form,
                      const char *more)
{
    blackout_error error = {0};
    check_ok(try_fill(filled, world, form, more, NULL, 0, &error), &error);
}

static void drop(struct filled *filled)
{
    blackout_result_free(filled->result);
    arena_free(&filled->arena);
}

static const struct filing_entry *field_of(const struct filled *filled, const char *number)
{
    for (size_t i = 0; i < filled->filing.count; ++i) {
        if (strcmp(filled->filing.entries[i].field->number, number) == 0) {
            return &filled->filing.entries[i];
        }
    }
    fail_msg("no field %s", number);
    return NULL;
}

static void check_field(const struct filled *filled, const char *number, const char *value,
                        const char *state)
{
    const struct filing_entry *entry = field_of(filled, number);
    assert_string_equal(entry->value, value);
    assert_string_equal(entry->state, state);
    assert_true(entry->rests_on[0] != '\0');
}

static void close_world(struct world *world)
{
    void *state = world;
    world_close(&state);
}

static const char dora_words[] =
    "incident=i1 currency=EUR samples=64 threshold=dora region=r,s recovery=30m";

/* Of regions r and s, 0.8 of the revenue: 6 h 11 min and a quarter of an hour of the recovery in
 * full, 800 * 6.43333 = 5146.67 USD, and 1000 of costs: 6146.67 USD are 4917.33 EUR; 300 USD are
 * 240. Users: 0.4 of 500000 and 150000, of 500000. */
static void the_form_of_dora_is_filled_in(void **state)
{
    struct filled filled;
    fill_form(&filled, *state, "dora", dora_words);
    check_field(&filled, "1.5", "Firm", "actual");
    check_field(&filled, "1.15", "EUR", "actual");
    check_field(&filled, "2.1", "i1", "actual");
    check_field(&filled, "3.2", "2021-10-04T15:39:00Z", "actual");
    check_field(&filled, "3.3", "2021-10-04T22:20:00Z", "actual");
    check_field(&filled, "3.4", "350000", "estimate");
    check_field(&filled, "3.5", "70.0", "estimate");
    check_field(&filled, "3.15", "0:06:41", "actual");
    check_field(&filled, "3.16", "0:06:11", "actual");
    check_field(&filled, "3.17", "Actual figures", "actual");
    check_field(&filled, "2.6", "DE;AT;FR", "estimate");
    check_field(&filled, "3.18", "clients: DE;AT;FR", "estimate");
    check_field(&filled, "4.13", "4.917", "estimate"); /* in thousands */
    check_field(&filled, "4.14", "0.240", "actual");
    assert_non_null(strstr(field_of(&filled, "4.13")->rests_on, "in thousands of EUR"));
    check_field(&filled, "4.12",
                "not likely to be exceeded: probability 0.00 %, standard error 0.00 %", "estimate");
    check_field(&filled, "2.2", "", "");
    drop(&filled);
}

/* Article 9 of Delegated Regulation (EU) 2024/1772: above 10 % of the clients of the service, whose
 * other users are not its clients. Of 100000 users of one platform 2 % are hit, of 5000 of the
 * other 40 %; of as many users, field 3.5 has the larger part, whichever row comes first. An hour
 * is 4.2 % of a day's transactions. */
static void any_service_may_meet_the_limit_of_clients(void **state)
{
    static const char *const rows[] = {"p,r,0.5,2000,even,measured\np,s,0.5,98000,even,measured\n",
                                       "q,r,0.5,2000,even,measured\nq,s,0.5,3000,even,measured\n"};
    (void)state;
    for (int first = 0; first < 2; ++first) {
        struct world *world = calloc(1, sizeof *world);
        struct filled filled;
        char text[512];
        assert_non_null(world);
        certain_write(&world->folder);
        snprintf(
            text, sizeof text,
            "platform,name,owner,annual_revenue,currency,recapture,growth_factor,usage_share,"
            "basis\n%s,A,firm,4383000,USD,0,1,1,measured\n%s,B,firm,4383000,USD,0,1,1,measured\n",
            first == 0 ? "p" : "q", first == 0 ? "q" : "p");
        package_write(&world->folder, "platforms.csv", text);
        package_write(&world->folder, "regions.csv",
                      "region,name,utc_offset_hours\nr,R,0\ns,S,0\n");
        snprintf(text, sizeof text, "platform,region,revenue_share,users,profile,basis\n%s%s",
                 rows[first], rows[1 - first]);
        package_write(&world->folder, "platform_regions.csv", text);
        world->dataset = package_open(&world->folder);
        fill_form(&filled, world, "dora",
                  "duration=1h platform=p,q region=r currency=EUR threshold=dora samples=64");
        assert_non_null(strstr(field_of(&filled, "2.5")->value, "Clients"));
        check_field(&filled, "3.4", "2000", "estimate");
        check_field(&filled, "3.5", "40.0", "estimate");
        drop(&filled);
        close_world(world);
    }
}

/* What is a range, or a day without a time, nobody has observed to the second. */
static void times_are_actual_where_all_of_them_is_certain(void **state)
{
    static const struct {
        const char *more, *occurred, *recovered, *duration, *downtime, *state;
    } cases[] = {{"", "actual", "actual", "actual", "actual", "Actual figures"},
                 {"start=2021-10-04", "estimate", "estimate", "actual", "actual", "Actual figures"},
                 {"recovery=1h..5h", "actual", "estimate", "estimate", "actual", "Estimates"},
                 {"duration=5h..7h", "actual", "estimate", "estimate", "estimate", "Estimates"},
                 {"start=2021-10-04T15:00Z..2021-10-04T16:00Z", "estimate", "estimate", "actual",
                  "actual", "Actual figures"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct filled filled;
        char words[256];
        snprintf(words, sizeof words, "currency=EUR threshold=dora samples=64 %s", cases[i].more);
        fill_form(&filled, *state, "dora", words);
        assert_string_equal(field_of(&filled, "3.2")->state, cases[i].occurred);
        assert_string_equal(field_of(&filled, "3.3")->state, cases[i].recovered);
        assert_string_equal(field_of(&filled, "3.15")->state, cases[i].duration);
        assert_string_equal(field_of(&filled, "3.16")->state, cases[i].downtime);
        assert_string_equal(field_of(&filled, "3.17")->value, cases[i].state);
        drop(&filled);
    }
}

/* Central figures alone: all but what is compared sample by sample. */
static void without_samples_no_probability_is_given(void **state)
{
    struct filled filled;
    fill_form(&filled, *state, "dora",
              "incident=i1 currency=EUR samples=0 threshold=dora region=r,s recovery=30m");
    check_field(&filled, "4.13", "4.917", "estimate");
    check_field(&filled, "4.12", "", "");
    assert_false(field_of(&filled, "4.13")->has_range);
    drop(&filled);
}

/* An incident of which no recovery is known: nobody has said that there is none. */
static void what_is_not_known_to_come_back_is_empty(void **state)
{
    struct filled filled;
    fill_form(&filled, *state, "dora", "currency=EUR samples=64 threshold=dora");
    check_field(&filled, "4.14", "", "");
    drop(&filled);
}

/* Every value is one that the form takes, in every form. */
static void values_are_as_the_forms_have_them(void **state)
{
    static const char *const forms[][2] = {
        {"dora", dora_words}, {"nis2", "samples=64 threshold=nis2"}, {"8k", "incident=i1"}};
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; ++f) {
        struct filled filled;
        fill_form(&filled, *state, forms[f][0], forms[f][1]);
        for (size_t i = 0; i < filled.filing.count; ++i) {
            const struct filing_entry *entry = &filled.filing.entries[i];
            const bool empty = entry->value[0] == '\0';
            assert_true(empty || filing_format_takes(entry->field->format, entry->value));
            assert_true(empty == (entry->state[0] == '\0'));
            assert_true(entry->rests_on[0] != '\0');
        }
        drop(&filled);
    }
}

/* All regions: 6183.33 USD. 5 % of 8766000 are 438300 USD. In the Union are r and t, 350000 users,
 * all of them hit; s has Switzerland in it. */
static void nis2_compares_with_turnover_and_the_union(void **state)
{
    struct filled filled;
    fill_form(&filled, *state, "nis2", "samples=64 threshold=nis2");
    check_field(&filled, "3(1)(a) loss", "6183.33", "estimate");
    check_field(&filled, "3(1)(a) limit", "438300.00", "actual");
    check_field(&filled, "13 users", "350000", "estimate");
    check_field(&filled, "13 share", "100.0", "estimate");
    check_field(&filled, "3(1)(b)", "", "");
    drop(&filled);
}

/* 6183.33 + 1000 - 300 are 6883.33 USD: 0.0785 % of 8766000, 6.88 for each of 1000 shares, and
 * 0.914 % of an income of 753000. */
static void form_8k_has_shares_of_what_is_known(void **state)
{
    struct filled filled;
    fill_form(&filled, *state, "8k", "incident=i1");
    check_field(&filled, "1.05 net", "6883.33", "estimate");
    check_field(&filled, "1.05 revenue", "0.079", "estimate");
    check_field(&filled, "1.05 share", "6.88", "estimate");
    check_field(&filled, "1.05 income", "0.914", "estimate");
    drop(&filled);
}

/* ---- Samples of proportions ------------------------------------------------------------------ */

static void write_owner(struct world *world, const char *revenue, const char *income)
{
    char text[512];
    certain_write(&world->folder);
    snprintf(text, sizeof text,
             "owner,name,currency,annual_revenue,annual_revenue_low,annual_revenue_high,"
             "income_before_tax,income_before_tax_low,income_before_tax_high,basis\n"
             "firm,Firm,USD,8766000,%s,%s,measured\n",
             revenue, income);
    package_write(&world->folder, "owners.csv", text);
    world->dataset = package_open(&world->folder);
}

/* The owner's revenue is half to twice what it is, and the loss with it: of their quotient the
 * model's own error is left, exp(0.4 z). Ends over ends would have four times that spread. */
static void proportions_are_taken_in_each_sample(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    const double ends = exp(2 * mapping_z95 * 0.4);
    struct filled filled;
    (void)state;
    assert_non_null(world);
    write_owner(world, "4383000,17532000", "876600,,");
    fill_form(&filled, world, "8k", "samples=4096");
    const struct filing_entry *revenue = field_of(&filled, "1.05 revenue");
    const struct filing_entry *income = field_of(&filled, "1.05 income");
    assert_true(revenue->has_range && income->has_range);
    check_close(revenue->high / revenue->low, ends, 0.02);
    check_close(sqrt(revenue->high * revenue->low), 100 * 6183.3333333 / 8766000, 0.02);
    check_close(income->high / income->low, exp(2 * mapping_z95 * hypot(0.4, log(2) / mapping_z95)),
                0.04);
    drop(&filled);
    close_world(world);
}

/* An income of half to twice what it is spreads the percentage as a revenue does that the loss
 * varies with: the variances of the two logarithms add up. */
static void an_income_varies_by_its_range(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct filled filled;
    (void)state;
    assert_non_null(world);
    write_owner(world, ",", "876600,438300,1753200");
    fill_form(&filled, world, "8k", "samples=4096");
    const struct filing_entry *income = field_of(&filled, "1.05 income");
    assert_true(income->has_range);
    check_close(income->high / income->low, exp(2 * mapping_z95 * hypot(0.4, log(2) / mapping_z95)),
                0.04);
    drop(&filled);
    close_world(world);
}

/* A firm that makes a loss has no such percentage. */
static void an_income_below_0_has_no_parts(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct filled filled;
    (void)state;
    assert_non_null(world);
    write_owner(world, ",", "-876600,,");
    fill_form(&filled, world, "8k", "samples=64");
    check_field(&filled, "1.05 income", "", "");
    assert_non_null(strstr(field_of(&filled, "1.05 income")->rests_on, "not above 0"));
    drop(&filled);
    close_world(world);
}

/* ---- Incidents of one cause ------------------------------------------------------------------ */

/* An hour costs 1000 USD: 250000 in 250 hours. The last has two others of its cause within the six
 * months before it, the second on the very day that they begin; one is a day too early, one has
 * another cause, one is later, one another owner's. Together 750000 USD, of which a dollar is 0.8
 * EUR: 600000 EUR; alone 200000. 5 % of the turnover are 8.766 million. */
static struct world *open_causes(void)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    certain_write(&world->folder);
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,annual_revenue,basis\n"
                  "firm,Firm,USD,175320000,measured\nother,Other,USD,,measured\n");
    package_write(
        &world->folder, "platforms.csv",
        "platform,name,owner,annual_revenue,currency,recapture,growth_factor,"
        "usage_share,basis\np,P,firm,8766000,USD,0,1,1,measured\n"
        "rest,R,firm,166554000,USD,0,1,1,measured\nq,Q,other,8766000,USD,0,1,1,measured\n");
    package_write(&world->folder, "platform_regions.csv",
                  "platform,region,revenue_share,profile,basis\np,r,1,even,measured\n"
                  "rest,r,1,even,measured\nq,r,1,even,measured\n");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,apparent_cause,basis\n"
                  "last,firm,p,2024-08-31T10:00Z,15000,1,disk-full,measured\n"
                  "first,firm,p,2024-02-29T10:00Z,15000,1,disk-full,measured\n"
                  "second,firm,p,2024-05-01T10:00Z,15000,1,disk-full,measured\n"
                  "early,firm,p,2024-01-31T10:00Z,15000,1,disk-full,measured\n"
                  "late,firm,p,2024-10-01T10:00Z,15000,1,disk-full,measured\n"
                  "another,firm,p,2024-07-01T10:00Z,15000,1,expired-key,measured\n"
                  "theirs,other,q,2024-07-20T10:00Z,15000,1,disk-full,measured\n"
                  "alone,firm,p,2024-06-01T10:00Z,15000,1,,measured\n");
    world->dataset = package_open(&world->folder);
    return world;
}

static void fill_cause(struct filled *filled, const struct world *world, const char *event,
                       const char *threshold)
{
    blackout_filing_options options = BLACKOUT_FILING_OPTIONS_INIT;
    blackout_error error = {0};
    char words[128];
    *filled = (struct filled){0};
    options.form = "nis2";
    snprintf(words, sizeof words, "event=%s currency=EUR samples=64 threshold=%s", event,
             threshold);
    blackout_scenario *scenario = scenario_of(words);
    check_ok(
        blackout_filing_estimate(&filled->result, world->dataset, scenario, &options, NULL, &error),
        &error);
    blackout_scenario_free(scenario);
    check_ok(filing_make(&filled->filing, &filled->arena, &filled->result->results[0],
                         filing_form_find("nis2"), NULL, 0, &error),
             &error);
}

static void fill_nis2(struct filled *filled, const struct world *world, const char *event)
{
    fill_cause(filled, world, event, "nis2");
}

static void incidents_of_one_cause_count_together(void **state)
{
    struct world *world = open_causes();
    struct filled filled;
    (void)state;
    fill_nis2(&filled, world, "last");
    check_field(&filled, "3(1)(a) loss", "200000.00", "estimate");
    check_field(&filled, "3(1)(a)",
                "not likely to be exceeded: probability 0.00 %, standard error 0.00 %", "estimate");
    check_field(&filled, "4(a)", "3 incidents: last; first; second", "actual");
    check_field(&filled, "4(b)", "disk-full", "actual");
    check_field(&filled, "4(c) loss", "600000.00", "estimate");
    check_field(&filled, "4(c)",
                "exceeded, or likely to be exceeded: probability 100.00 %, standard error 0.00 %",
                "estimate");
    drop(&filled);
    close_world(world);
}

/* A form may be filled in without a rule among the thresholds: of the three only the last has costs
 * then, 1000 USD, and so an account with samples. Together 751000 USD are 600800 EUR. */
static void a_cause_has_its_loss_without_accounts_of_all(void **state)
{
    struct world *world = open_causes();
    struct filled filled;
    (void)state;
    package_write(&world->folder, "costs.csv",
                  "incident,kind,amount,currency,basis\nlast,c,1000,USD,measured\n");
    world_reopen(world);
    fill_cause(&filled, world, "last", "100000EUR");
    check_field(&filled, "4(a)", "3 incidents: last; first; second", "actual");
    check_field(&filled, "4(c) loss", "600800.00", "estimate");
    drop(&filled);
    close_world(world);
}

static void what_is_once_or_without_a_cause_is_said(void **state)
{
    struct world *world = open_causes();
    struct filled filled;
    (void)state;
    fill_nis2(&filled, world, "another");
    check_field(&filled, "4(a)", "", "");
    check_field(&filled, "4(b)", "expired-key", "actual");
    assert_non_null(strstr(field_of(&filled, "4(c)")->rests_on, "no other outage"));
    drop(&filled);
    fill_nis2(&filled, world, "alone");
    check_field(&filled, "4(b)", "", "");
    assert_non_null(strstr(field_of(&filled, "4(c) loss")->rests_on, "apparent_cause"));
    drop(&filled);
    close_world(world);
}

static void take_message(void *user, const blackout_diagnostic *diagnostic)
{
    if (diagnostic->severity == BLACKOUT_FAULT) {
        snprintf(user, 512, "%s:%zu: %s", diagnostic->source, diagnostic->line,
                 diagnostic->message);
    }
}

/* Two ways of writing one cause would not count together. */
static void causes_that_a_reader_takes_for_one_are_a_fault(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    char message[512] = "";
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = take_message, .user = message};
    blackout_error error = {0};
    (void)state;
    assert_non_null(world);
    certain_write(&world->folder);
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,apparent_cause\n"
                  "a,firm,p,2024-08-31T10:00Z,60,disk-full\n"
                  "b,firm,p,2024-05-01T10:00Z,60,Disk full\n");
    check_fails(blackout_dataset_open(&world->dataset, world->folder.path, &options, &error),
                BLACKOUT_ERROR_INPUT, &error);
    assert_non_null(strstr(message, "outages.csv:3: the name differs from that of line 2"));
    assert_non_null(strstr(message, "write both alike where they are one apparent_cause"));
    close_world(world);
}

/* ---- What is given --------------------------------------------------------------------------- */

static void what_is_given_goes_before_what_is_filled(void **state)
{
    static const char *const given[] = {"1.6=5493001KJTIIGC8Y1R12", "3.4=351234"};
    struct filled filled;
    blackout_error error = {0};
    check_ok(try_fill(&filled, *state, "dora", dora_words, given, 2, &error), &error);
    check_field(&filled, "1.6", "5493001KJTIIGC8Y1R12", "given");
    check_field(&filled, "3.4", "351234", "given");
    drop(&filled);
}

/* A wrong field, a value that is not as the form has it, a time before another, a currency. */
static void what_cannot_be_is_refused_with_the_rule(void **state)
{
    static const struct {
        const char *given;
        const char *more;
        const char *part;
    } wrong[] = {{"4.31=5", dora_words, "no field '4.31'; perhaps"},
                 {"3.15=6:11", dora_words, "DDD:HH:MM"},
                 {"3.3=2021-02-30T10:00:00Z", dora_words, "a date and time of UTC"},
                 {"3.3=2021-10-04T15:38:00Z", dora_words, "field 3.3 is before field 3.2"},
                 {"1.6", dora_words, "NUMBER=VALUE"},
                 {"1.15=USD", dora_words, "give --currency USD"},
                 {"2.3=2021-10-04T15:38:00Z", dora_words, "field 2.3 is before field 3.2"},
                 {"4.7=2021-10-04T15:38:00Z", dora_words, "field 4.7 is before field 3.2"},
                 {"2.1=i", "samples=64 threshold=dora", "does not take amounts in 'USD'"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        struct filled filled;
        blackout_error error = {0};
        check_fails(try_fill(&filled, *state, "dora", wrong[i].more, &wrong[i].given, 1, &error),
                    BLACKOUT_ERROR_USAGE, &error);
        if (strstr(error.message, wrong[i].part) == NULL) {
            fail_msg("%s", error.message);
        }
        drop(&filled);
    }
}

/* The later value would silently take the place of the first. */
static void a_field_is_given_once(void **state)
{
    static const char *const twice[] = {"3.15=0:01:00", "3.16=0:01:00", "3.15=0:02:00"};
    struct filled filled;
    blackout_error error = {0};
    check_fails(try_fill(&filled, *state, "dora", dora_words, twice, 3, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_non_null(strstr(error.message, "given twice ('0:01:00' and '0:02:00')"));
    drop(&filled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_of_dora_is_filled_in),
        cmocka_unit_test(any_service_may_meet_the_limit_of_clients),
        cmocka_unit_test(times_are_actual_where_all_of_them_is_certain),
        cmocka_unit_test(without_samples_no_probability_is_given),
        cmocka_unit_test(what_is_not_known_to_come_back_is_empty),
        cmocka_unit_test(values_are_as_the_forms_have_them),
        cmocka_unit_test(nis2_compares_with_turnover_and_the_union),
        cmocka_unit_test(form_8k_has_shares_of_what_is_known),
        cmocka_unit_test(proportions_are_taken_in_each_sample),
        cmocka_unit_test(an_income_varies_by_its_range),
        cmocka_unit_test(an_income_below_0_has_no_parts),
        cmocka_unit_test(incidents_of_one_cause_count_together),
        cmocka_unit_test(a_cause_has_its_loss_without_accounts_of_all),
        cmocka_unit_test(what_is_once_or_without_a_cause_is_said),
        cmocka_unit_test(causes_that_a_reader_takes_for_one_are_a_fault),
        cmocka_unit_test(what_is_given_goes_before_what_is_filled),
        cmocka_unit_test(a_field_is_given_once),
        cmocka_unit_test(what_cannot_be_is_refused_with_the_rule)};
    return cmocka_run_group_tests(tests, filing_open, world_close);
}
