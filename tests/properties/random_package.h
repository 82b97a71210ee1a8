/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seeded random packages for the property tests: drawn once as numbers, then written with one thing
 * changed, so that a property compares two packages that differ in nothing else. */
#ifndef BLACKOUT_TESTS_RANDOM_PACKAGE_H
#define BLACKOUT_TESTS_RANDOM_PACKAGE_H

#include "package.h"
#include "random.h"

enum {
    OWNERS_DRAWN = 2,
    PLATFORMS_DRAWN = 4,
    REGIONS_DRAWN = 3,
    PROFILES_DRAWN = 3,
    SECTORS_DRAWN = 3,
    CHANNELS_DRAWN = 3,
    MOST_BUSINESSES = 14,
    ROWS_EACH = 2
};

struct drawn_row {
    int platform;
    int channel;
    double share;
    int fallback; /* a platform, 4: email; -1: the table serves */
    double fallback_share;
};

struct drawn_business {
    int sector;
    int region;
    int currency;
    double revenue;
    double firms;
    struct drawn_row rows[ROWS_EACH];
};

struct drawn_package {
    double weight[PROFILES_DRAWN][168];
    double per_usd[3]; /* USD, EUR, GBP */
    int owner_of[PLATFORMS_DRAWN];
    int currency_of[PLATFORMS_DRAWN];
    double revenue[PLATFORMS_DRAWN];
    double recapture[PLATFORMS_DRAWN];
    double growth[PLATFORMS_DRAWN];
    double usage[PLATFORMS_DRAWN];
    double region_share[PLATFORMS_DRAWN][REGIONS_DRAWN];
    int profile_of[PLATFORMS_DRAWN][REGIONS_DRAWN];
    double offset_hours[REGIONS_DRAWN];
    double gdp[REGIONS_DRAWN];
    double digital[REGIONS_DRAWN];
    double sector_recapture[SECTORS_DRAWN];
    double decay_hours[SECTORS_DRAWN];
    double grace_hours[CHANNELS_DRAWN];
    double onset_hours[CHANNELS_DRAWN];
    double shape[CHANNELS_DRAWN];
    double table_share[CHANNELS_DRAWN]; /* to platform c + 1, and half of it to the store */
    int business_count;
    struct drawn_business businesses[MOST_BUSINESSES];
};

/* What is changed; 0 leaves a factor as it is. */
struct change {
    double money;           /* factor of every amount */
    double fallbacks;       /* of every share that falls back */
    double platform_share;  /* of the revenue of each platform alone */
    double decay;           /* of the recapture's decay time */
    double recapture;       /* of sectors and platforms */
    double waiting;         /* of grace and onset */
    double later_hours;     /* added to every region's offset */
    bool split;             /* each business in two, 0.37 and 0.63 of its revenue */
    bool outside_fallbacks; /* every fallback is email */
    bool no_revenue;
};

static const char *const drawn_currencies[] = {"USD", "EUR", "GBP"};

static inline double or_one(double factor)
{
    return factor != 0 ? factor : 1;
}

/* Money that stands for a magnitude: 1e4 to 1e8. */
static inline double draw_money(uint64_t *seed)
{
    return exp(random_between(seed, 9.2, 18.4));
}

static inline void draw_business(struct drawn_business *b, uint64_t *seed)
{
    b->sector = (int)random_below(seed, SECTORS_DRAWN);
    b->region = (int)random_below(seed, REGIONS_DRAWN);
    b->currency = (int)random_below(seed, 3);
    b->revenue = draw_money(seed);
    b->firms = 1 + (double)random_below(seed, 40);
    for (int r = 0; r < ROWS_EACH; ++r) {
        struct drawn_row *row = &b->rows[r];
        row->platform = (int)random_below(seed, PLATFORMS_DRAWN);
        /* the second row has another channel than the first: keys do not repeat */
        row->channel = r == 0 ? (int)random_below(seed, CHANNELS_DRAWN)
                              : (b->rows[0].channel + 1) % CHANNELS_DRAWN;
        row->share = random_between(seed, 0.02, 0.48);
        row->fallback = (int)random_below(seed, 7) - 1;
        row->fallback = row->fallback > PLATFORMS_DRAWN ? -1 : row->fallback;
        row->fallback_share = random_between(seed, 0.05, 0.6);
    }
}

static inline void draw_platforms(struct drawn_package *p, uint64_t *seed)
{
    for (int i = 0; i < PLATFORMS_DRAWN; ++i) {
        double left = 1;
        p->owner_of[i] = i < OWNERS_DRAWN ? i : (int)random_below(seed, OWNERS_DRAWN);
        p->currency_of[i] = (int)random_below(seed, 3);
        p->revenue[i] = draw_money(seed);
        p->recapture[i] = random_between(seed, 0.05, 0.5);
        p->growth[i] = random_between(seed, 0.7, 1.6);
        p->usage[i] = random_between(seed, 0.4, 1);
        for (int r = 0; r < REGIONS_DRAWN; ++r) {
            p->region_share[i][r] =
                r + 1 < REGIONS_DRAWN ? left * random_between(seed, 0.1, 0.7) : left;
            left -= p->region_share[i][r];
            p->profile_of[i][r] = (int)random_below(seed, PROFILES_DRAWN);
        }
    }
}

static inline void draw_package(struct drawn_package *p, uint64_t seed)
{
    static const double offsets[] = {0, 1, -5, 5.5, 5.75, -3.5, 9, -9.5, 12.75};
    memset(p, 0, sizeof *p);
    for (int i = 0; i < PROFILES_DRAWN; ++i) {
        for (int hour = 0; hour < 168; ++hour) {
            p->weight[i][hour] = random_between(&seed, 0.2, 4);
        }
    }
    p->per_usd[0] = 1;
    p->per_usd[1] = random_between(&seed, 0.7, 1.2);
    p->per_usd[2] = random_between(&seed, 0.5, 0.9);
    draw_platforms(p, &seed);
    for (int r = 0; r < REGIONS_DRAWN; ++r) {
        p->offset_hours[r] = offsets[random_below(&seed, 9)];
        p->gdp[r] = 1e6 * draw_money(&seed);
        p->digital[r] = random_between(&seed, 0.01, 0.2);
    }
    for (int s = 0; s < SECTORS_DRAWN; ++s) {
        p->sector_recapture[s] = random_between(&seed, 0.1, 0.8);
        p->decay_hours[s] = random_between(&seed, 10, 200);
    }
    for (int c = 0; c < CHANNELS_DRAWN; ++c) {
        p->grace_hours[c] = c == 0 ? 0 : random_between(&seed, 0.2, 3);
        p->onset_hours[c] = c == 0 ? 0 : random_between(&seed, 0.2, 12);
        p->shape[c] = random_between(&seed, 0.5, 4);
        p->table_share[c] = random_between(&seed, 0.05, 0.6);
    }
    p->business_count = 6 + (int)random_below(&seed, MOST_BUSINESSES - 5);
    for (int b = 0; b < p->business_count; ++b) {
        draw_business(&p->businesses[b], &seed);
    }
}

/* ---- Writing --------------------------------------------------------------------------------- */

struct page_text {
    char text[65536];
    size_t used;
};

static inline void page_add(struct page_text *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline void page_add(struct page_text *page, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length =
        vsnprintf(page->text + page->used, sizeof page->text - page->used, format, arguments);
    va_end(arguments);
    assert_true(length >= 0 && (size_t)length < sizeof page->text - page->used);
    page->used += (size_t)length;
}

static inline void write_drawn_platforms(const struct package_folder *folder,
                                         const struct drawn_package *p, const struct change *change)
{
    static struct page_text page;
    double money = or_one(change->money) * or_one(change->platform_share);
    package_write(folder, "owners.csv", "owner,name,currency\nowner0,Zero,USD\nowner1,One,USD\n");
    page.used = 0;
    page_add(&page, "platform,name,owner,annual_revenue,currency,recapture,growth_factor,"
                    "usage_share\n");
    for (int i = 0; i < PLATFORMS_DRAWN; ++i) {
        page_add(&page, "p%d,P%d,owner%d,%.17g,%s,%.17g,%.17g,%.17g\n", i, i, p->owner_of[i],
                 change->no_revenue ? 0 : money * p->revenue[i],
                 drawn_currencies[p->currency_of[i]], p->recapture[i] * or_one(change->recapture),
                 p->growth[i], p->usage[i]);
    }
    package_write(folder, "platforms.csv", page.text);
    page.used = 0;
    page_add(&page, "platform,region,revenue_share,profile\n");
    for (int i = 0; i < PLATFORMS_DRAWN; ++i) {
        for (int r = 0; r < REGIONS_DRAWN; ++r) {
            page_add(&page, "p%d,r%d,%.17g,w%d\n", i, r, p->region_share[i][r],
                     p->profile_of[i][r]);
        }
    }
    package_write(folder, "platform_regions.csv", page.text);
}

static inline void write_drawn_places(const struct package_folder *folder,
                                      const struct drawn_package *p, const struct change *change)
{
    static struct page_text page;
    page.used = 0;
    page_add(&page, "region,name,utc_offset_hours,gdp,gdp_currency,digital_share\n");
    for (int r = 0; r < REGIONS_DRAWN; ++r) {
        page_add(&page, "r%d,R%d,%.17g,%.17g,%s,%.17g\n", r, r,
                 p->offset_hours[r] + change->later_hours, or_one(change->money) * p->gdp[r],
                 drawn_currencies[r], p->digital[r]);
    }
    package_write(folder, "regions.csv", page.text);
    page.used = 0;
    page_add(&page, "currency,per_usd,date\nEUR,%.17g,2020-01-01\nGBP,%.17g,2020-01-01\n",
             p->per_usd[1], p->per_usd[2]);
    package_write(folder, "fx.csv", page.text);
    page.used = 0;
    page_add(&page, "profile,hour_of_week,weight\n");
    for (int i = 0; i < PROFILES_DRAWN; ++i) {
        for (int hour = 0; hour < 168; ++hour) {
            page_add(&page, "w%d,%d,%.17g\n", i, hour, p->weight[i][hour]);
        }
    }
    package_write(folder, "activity.csv", page.text);
}

static inline void write_drawn_rules(const struct package_folder *folder,
                                     const struct drawn_package *p, const struct change *change)
{
    static const char *const platforms[PLATFORMS_DRAWN] = {"p0", "p1", "p2", "p3"};
    static struct page_text page;
    page.used = 0;
    page_add(&page, "sector,name,profile,recapture,recapture_decay_hours,annual_output,"
                    "value_added\n");
    for (int s = 0; s < SECTORS_DRAWN; ++s) {
        page_add(&page, "s%d,S%d,w%d,%.17g,%.17g,1000,%d\n", s, s, s,
                 p->sector_recapture[s] * or_one(change->recapture),
                 p->decay_hours[s] * or_one(change->decay), 300 + 70 * s);
    }
    package_write(folder, "sectors.csv", page.text);
    page.used = 0;
    page_add(&page, "channel,name,grace_hours,onset_hours,shape\n");
    for (int c = 0; c < CHANNELS_DRAWN; ++c) {
        page_add(&page, "c%d,C%d,%.17g,%.17g,%.17g\n", c, c,
                 p->grace_hours[c] * or_one(change->waiting),
                 p->onset_hours[c] * or_one(change->waiting), p->shape[c]);
    }
    package_write(folder, "channels.csv", page.text);
    page.used = 0;
    page_add(&page, "sector,channel,fallback,share\n");
    for (int c = 0; c < CHANNELS_DRAWN; ++c) {
        double share = p->table_share[c] * or_one(change->fallbacks);
        page_add(&page, ",c%d,%s,%.17g\n,c%d,store,%.17g\n", c,
                 change->outside_fallbacks ? "email" : platforms[c + 1], share, c, share / 2);
    }
    package_write(folder, "fallbacks.csv", page.text);
}

static inline void add_drawn_business(struct page_text *page, const struct drawn_business *b,
                                      const char *name, double revenue, const struct change *change)
{
    static const char *const fallbacks[] = {"p0", "p1", "p2", "p3", "email"};
    for (int r = 0; r < ROWS_EACH; ++r) {
        const struct drawn_row *row = &b->rows[r];
        page_add(page, "%s,s%d,r%d,%.17g,%s,p%d,c%d,%.17g,%.17g,", name, b->sector, b->region,
                 revenue, drawn_currencies[b->currency], row->platform, row->channel, row->share,
                 b->firms);
        if (row->fallback >= 0) {
            page_add(page, "%s,%.17g\n",
                     change->outside_fallbacks ? "phone" : fallbacks[row->fallback],
                     row->fallback_share * or_one(change->fallbacks));
        } else {
            page_add(page, ",\n");
        }
    }
}

static inline void write_drawn_dependants(const struct package_folder *folder,
                                          const struct drawn_package *p,
                                          const struct change *change)
{
    static struct page_text page;
    page.used = 0;
    page_add(&page, "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                    "fallback,fallback_share\n");
    for (int i = 0; i < p->business_count; ++i) {
        const struct drawn_business *b = &p->businesses[i];
        double revenue = change->no_revenue ? 0 : or_one(change->money) * b->revenue;
        char name[32];
        snprintf(name, sizeof name, "b%03d", i);
        if (!change->split) {
            add_drawn_business(&page, b, name, revenue, change);
            continue;
        }
        snprintf(name, sizeof name, "b%03da", i);
        add_drawn_business(&page, b, name, 0.37 * revenue, change);
        snprintf(name, sizeof name, "b%03db", i);
        add_drawn_business(&page, b, name, revenue - 0.37 * revenue, change);
    }
    package_write(folder, "dependencies.csv", page.text);
}

/* Writes the package, changed, and opens it. The folder stays: `dependencies` is read twice. */
static inline blackout_dataset *open_drawn(struct package_folder *folder,
                                           const struct drawn_package *p,
                                           const struct change *change)
{
    package_make(folder);
    write_drawn_platforms(folder, p, change);
    write_drawn_places(folder, p, change);
    write_drawn_rules(folder, p, change);
    write_drawn_dependants(folder, p, change);
    return package_open(folder);
}

#endif
