/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/near_keys: which names of a table are taken for one, by the rule of docs/data-format.md:
 * case, blanks and punctuation apart, though not signs that tell things apart. */
#include "messages.h"

/* 64 bytes; four of them are one more than what is compared of a name */
#define LONG "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

/* Two names of channels, and whether they are near. */
static const struct {
    const char *name;
    const char *other;
    bool near;
} pairs[] = {
    {"North", "north", true},
    {"north east", "north-east", true},
    {"a_b", "a.b", true},
    {"a/b", "a:b", true},
    {"a;b", "a'b", true},
    {"a(b", "a)b", true},
    {"a\xe2\x80\x90z", "a z", true},  /* U+2010, a hyphen */
    {"a\xe2\x80\x9fz", "a-z", true},  /* U+201F, a quotation mark */
    {"a\xe2\x80\xa0z", "a z", false}, /* U+2020, a dagger */
    {"a\xe2\x81\x90z", "a z", false}, /* U+2050 */
    {"a\xe3\x80\x90z", "a z", false}, /* U+3010, a bracket */
    {"shop-", "shop", true},
    {"shop (", "shop.", true},
    {"C+", "C#", false},
    {"C+", "C", false},
    {"10-1", "10.1", true},
    {"10-1", "101", false},
    {"ab", "a b", false},
    {"a", "b", false},
    {LONG LONG LONG "1", LONG LONG LONG "2", false},
    {LONG LONG LONG "-", LONG LONG LONG, true},
    {LONG LONG LONG LONG "1", LONG LONG LONG LONG "2", false},
};

static void names_are_near_but_for_marks(void **state)
{
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        char text[1024];
        char messages[MESSAGES_SIZE];
        char expected[1024];
        snprintf(text, sizeof text,
                 "channel,name,grace_hours,onset_hours,shape,basis\n"
                 "sales,Sales,,,,assumed\nmessaging,Messaging,2,0,1,assumed\n"
                 "%s,X,2,0,1,assumed\n%s,X,2,0,1,assumed\n",
                 pairs[i].name, pairs[i].other);
        package_write(&world->folder, "channels.csv", text);
        snprintf(
            expected, sizeof expected,
            "channels.csv:5:1 near_names: the name differs from that of line 4 in case, "
            "blanks or punctuation alone ('%.80s'); keep one of the two rows where they are one "
            "channel, else a name with other letters or digits\n",
            pairs[i].other);
        messages_of(messages, world->folder.path);
        assert_true(messages_same(messages, text, pairs[i].near ? expected : ""));
    }
}

/* Causes of outages may stand in many rows, and be missing: each spelling is told once. */
static void causes_are_near_once_for_each_spelling(void **state)
{
    const struct world *world = *state;
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,apparent_cause\n"
                  "e1,acme,alpha,2021-10-04T15:39Z,371,0.75,power loss\n"
                  "e2,bolt,gamma,2020-03-05,90,1,\ne3,acme,alpha,2020-04-05,30,0.5,Power-Loss\n"
                  "e4,acme,alpha,2019-07-03T14:00Z,120,1,power loss\n"
                  "e5,acme,beta,2021-02-03T04:30Z,300,0.6,Power-Loss\n"
                  "e6,acme,beta,2021-02-05T04:30Z,300,0.6,\n"
                  "e7,acme,beta,2021-02-07T04:30Z,300,0.6,powerloss\n");
    package_drop(&world->folder, "event_returns.csv");
    assert_true(messages_are(
        world->folder.path, "causes",
        "outages.csv:4:7 near_names: the name differs from that of line 2 in case, blanks or "
        "punctuation alone ('Power-Loss'); write both alike where they are one apparent_cause, "
        "else a name with other letters or digits\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_near_but_for_marks, world_open, world_close),
        cmocka_unit_test_setup_teardown(causes_are_near_once_for_each_spelling, world_open,
                                        world_close),
    };
    blackout_init();
    return cmocka_run_group_tests_name("near_keys", tests, NULL, NULL);
}
