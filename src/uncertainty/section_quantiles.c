/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection of many ranks by one count. The bits of a double, read as a number, ascend as it does:
 * their leading part sorts values into bins that are about as wide on a logarithm as they are on a
 * straight line, so that the long tails of losses do not crowd one bin. Values are counted by bin
 * and section; only those bins that hold a rank which is asked for are looked at closely. A
 * quickselect of each part alone takes ten times as long, most of it in branches that no processor
 * foresees. */
#include "uncertainty/section_quantiles.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/lanes.h"
#include "core/sum.h"

/* Bins: so many that few values share one, so few that the counts of all sections stay in the
 * nearest cache; no more than values. Below the fewest values a count of bins costs more than it
 * saves. */
enum { BINS = 1024, FEWEST = 128 };
enum { ALL = 0, PARTS = SECTION_MOST + 1, MOST_RANKS = PARTS * SECTION_MOST_LEVELS * 2 };

/* A value of a bin that is looked at, and its section. */
struct entry {
    double value;
    uint64_t section;
};

struct bins {
    size_t sections;
    size_t count;
    size_t bin_count;                 /* a power of two, at most BINS */
    uint16_t *of;                     /* [count], in scratch memory */
    uint32_t number[PARTS][BINS + 1]; /* of values below the bin: of all, then of each section */
    bool wanted[BINS];
};

/* A rank of a part, from 0, and the value that has it. */
struct rank {
    size_t part;
    size_t rank;
    size_t bin;
    double value;
};

/* ---- Bins ------------------------------------------------------------------------------------ */

/* Where LANES do not divide the values, some of the last ones are looked at twice, which changes
 * neither end. */
static void find_ends(double *low, double *high, const double *values, size_t count)
{
    struct lanes least;
    struct lanes most;
    for (int l = 0; l < LANES; ++l) {
        least.at[l] = most.at[l] = values[0];
    }
    for (size_t k = 0; k < count; k += LANES) {
        const size_t first = k + LANES <= count ? k : count < LANES ? 0 : count - LANES;
        const size_t used = count < LANES ? count : LANES;
        for (size_t l = 0; l < used; ++l) {
            const double value = values[first + l];
            least.at[l] = value < least.at[l] ? value : least.at[l];
            most.at[l] = value > most.at[l] ? value : most.at[l];
        }
    }
    *low = least.at[0];
    *high = most.at[0];
    for (int l = 1; l < LANES; ++l) {
        *low = least.at[l] < *low ? least.at[l] : *low;
        *high = most.at[l] > *high ? most.at[l] : *high;
    }
}

/* Of a value above 0 they ascend as it does, below 0 the other way. */
static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Values of one sign, by their bits: from that nearest to 0. */
static void bins_by_bits(struct bins *bins, const double *values, double low, double high)
{
    const uint64_t least = bits_of(low > 0 ? low : high);
    const uint64_t width = bits_of(low > 0 ? high : low) - least;
    const uint16_t turn = low > 0 ? 0 : (uint16_t)(bins->bin_count - 1); /* the other way */
    unsigned shift = 0;
    while (width >> shift >= bins->bin_count) {
        ++shift;
    }
    for (size_t k = 0; k < bins->count; ++k) {
        bins->of[k] = (uint16_t)((bits_of(values[k]) - least) >> shift) ^ turn;
    }
}

/* Products are rounded, which never turns their order round. */
static void bins_by_size(struct bins *bins, const double *values, double low, double high)
{
    const double per_unit = (double)bins->bin_count / (high - low);
    const int last = (int)bins->bin_count - 1;
    for (size_t k = 0; k < bins->count; ++k) {
        int bin = (int)((values[k] - low) * per_unit);
        bins->of[k] = (uint16_t)(bin < last ? bin : last);
    }
}

/* Whether bins can tell values apart that span so much or so little. */
static bool sort_into_bins(struct bins *bins, const double *values, double low, double high)
{
    if (!(high - low > 0) || !isfinite(BINS / (high - low)) || !isfinite(high - low)) {
        return false;
    }
    if (low > 0 || high < 0) {
        bins_by_bits(bins, values, low, high);
    } else {
        bins_by_size(bins, values, low, high);
    }
    return true;
}

/* Counts of each section, then of those below each bin, then the same of all. */
static void count_bins(struct bins *bins)
{
    for (size_t part = 0; part <= bins->sections; ++part) {
        memset(bins->number[part], 0, (bins->bin_count + 1) * sizeof bins->number[part][0]);
    }
    memset(bins->wanted, 0, sizeof bins->wanted);
    size_t part = 1;
    for (size_t k = 0; k < bins->count; ++k) {
        ++bins->number[part][bins->of[k] + 1];
        part = part == bins->sections ? 1 : part + 1;
    }
    for (part = 1; part <= bins->sections; ++part) {
        for (size_t bin = 0; bin < bins->bin_count; ++bin) {
            bins->number[part][bin + 1] += bins->number[part][bin];
        }
        for (size_t bin = 0; bin <= bins->bin_count; ++bin) {
            bins->number[ALL][bin] += bins->number[part][bin];
        }
    }
}

/* The last bin with no more than `rank` values below it. */
static size_t bin_of(const struct bins *bins, size_t part, size_t rank)
{
    size_t low = 0;
    size_t high = bins->bin_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (bins->number[part][middle] <= rank) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- Entries --------------------------------------------------------------------------------- */

/* The places of bins that are looked at; how many values they hold. */
static size_t place_bins(uint32_t places[BINS], const struct bins *bins)
{
    size_t total = 0;
    for (size_t bin = 0; bin < bins->bin_count; ++bin) {
        places[bin] = (uint32_t)total;
        if (bins->wanted[bin]) {
            total += bins->number[ALL][bin + 1] - bins->number[ALL][bin];
        }
    }
    return total;
}

static void collect(struct entry *entries, const uint32_t places[BINS], const struct bins *bins,
                    const double *values)
{
    uint32_t next[BINS];
    memcpy(next, places, bins->bin_count * sizeof next[0]);
    size_t section = 0;
    for (size_t k = 0; k < bins->count; ++k) {
        const uint32_t bin = bins->of[k];
        if (bins->wanted[bin]) {
            entries[next[bin]++] = (struct entry){values[k] + 0.0, section};
        }
        section = section + 1 == bins->sections ? 0 : section + 1;
    }
}

/* Shell's sort with Ciura's gaps (2001): bins have a few dozen values, and those that have many
 * have mostly equal ones. */
static void sort_entries(struct entry *entries, size_t count)
{
    static const size_t gaps[] = {701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; ++g) {
        const size_t gap = gaps[g];
        for (size_t i = gap; i < count; ++i) {
            const struct entry entry = entries[i];
            size_t k = i;
            for (; k >= gap && entry.value < entries[k - gap].value; k -= gap) {
                entries[k] = entries[k - gap];
            }
            entries[k] = entry;
        }
    }
}

/* The value that has a rank of its part: its bin is sorted, and those of other sections do not
 * count. The search ends in the bin, which has more values of the part than are left, by the counts
 * that the bin was found by. */
static double value_of(const struct rank *rank, const struct entry *entries,
                       const struct bins *bins)
{
    size_t left = rank->rank - bins->number[rank->part][rank->bin];
    if (rank->part == ALL) {
        return entries[left].value;
    }
    for (;; ++entries) {
        if (entries->section + 1 == rank->part && left-- == 0) {
            return entries->value;
        }
    }
}

/* ---- Quantiles ------------------------------------------------------------------------------- */

/* Two ranks of each quantile, the one below it and the next; of the last value it is the same. */
static size_t list_ranks(struct rank ranks[MOST_RANKS], struct bins *bins, const double *levels,
                         size_t level_count)
{
    size_t found = 0;
    for (size_t part = 0; part <= bins->sections; ++part) {
        const size_t count = bins->number[part][bins->bin_count];
        for (size_t i = 0; i < level_count; ++i) {
            size_t below = quantile_place_r7(count, levels[i]).below;
            for (size_t rank = below; rank < below + 2; ++rank) {
                size_t within = rank < count ? rank : count - 1;
                size_t bin = bin_of(bins, part, within);
                bins->wanted[bin] = true;
                ranks[found++] = (struct rank){part, within, bin, 0};
            }
        }
    }
    return found;
}

static void interpolate(double *quantiles, const struct rank *ranks, const struct bins *bins,
                        const double *levels, size_t level_count)
{
    for (size_t part = 0; part <= bins->sections; ++part) {
        for (size_t i = 0; i < level_count; ++i, ranks += 2) {
            double share = quantile_place_r7(bins->number[part][bins->bin_count], levels[i]).part;
            quantiles[part * level_count + i] =
                ranks[0].value + share * (ranks[1].value - ranks[0].value);
        }
    }
}

/* Each part by itself, as few values are, and those that crowd few bins. */
static void select_each(double *quantiles, const double *values, size_t count, size_t sections,
                        const double *levels, size_t level_count, double *scratch)
{
    memcpy(scratch, values, count * sizeof *scratch);
    quantiles_r7(quantiles, scratch, count, levels, level_count);
    for (size_t section = 0; section < sections; ++section) {
        size_t used = 0;
        for (size_t k = section; k < count; k += sections) {
            scratch[used++] = values[k];
        }
        quantiles_r7(quantiles + (section + 1) * level_count, scratch, used, levels, level_count);
    }
}

/* Entries of the bins that are looked at, sorted within each; `places` are those of the bins. */
static void fill_entries(struct entry *entries, const uint32_t places[BINS],
                         const struct bins *bins, const double *values)
{
    collect(entries, places, bins, values);
    for (size_t bin = 0; bin < bins->bin_count; ++bin) {
        if (bins->wanted[bin]) {
            sort_entries(entries + places[bin],
                         bins->number[ALL][bin + 1] - bins->number[ALL][bin]);
        }
    }
}

/* Scratch memory has the bins of all values, and after them the entries; where there is no room for
 * those that would be looked at, nothing is done. */
static bool select_by_bins(double *quantiles, struct bins *bins, const double *values,
                           const double *levels, size_t level_count, double *scratch)
{
    const size_t taken = bins->count / (sizeof *scratch / sizeof *bins->of) + 1;
    const size_t room = (bins->count - taken) / (sizeof(struct entry) / sizeof *scratch);
    struct entry *entries = (struct entry *)(void *)(scratch + taken);
    struct rank ranks[MOST_RANKS];
    uint32_t places[BINS];
    count_bins(bins);
    const size_t rank_count = list_ranks(ranks, bins, levels, level_count);
    if (place_bins(places, bins) > room) {
        return false;
    }
    fill_entries(entries, places, bins, values);
    for (size_t i = 0; i < rank_count; ++i) {
        ranks[i].value = value_of(&ranks[i], entries + places[ranks[i].bin], bins);
    }
    interpolate(quantiles, ranks, bins, levels, level_count);
    return true;
}

void section_quantiles(double *quantiles, const double *values, size_t count, size_t sections,
                       const double *levels, size_t level_count, double *scratch)
{
    struct bins bins; /* large: what is not used is not cleared */
    double low;
    double high;
    find_ends(&low, &high, values, count);
    if (low == high) {
        for (size_t i = 0; i < (sections + 1) * level_count; ++i) {
            quantiles[i] = values[0];
        }
        return;
    }
    bins.sections = sections;
    bins.count = count;
    bins.bin_count = BINS;
    while (bins.bin_count > 1 && bins.bin_count > count) {
        bins.bin_count /= 2;
    }
    bins.of = (uint16_t *)(void *)scratch;
    if (count < FEWEST || !sort_into_bins(&bins, values, low, high) ||
        !select_by_bins(quantiles, &bins, values, levels, level_count, scratch)) {
        select_each(quantiles, values, count, sections, levels, level_count, scratch);
    }
}
