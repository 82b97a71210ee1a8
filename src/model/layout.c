/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each output is among the numbers of an evaluation. Everything follows from the one list
 * MODEL_OUTPUTS: a place cannot disagree with the size that was reserved for it, and a new
 * output is one line. Sizes and places are looked up by offset, so that no switch has to name
 * every output again. */
#include "model/layout.h"

/* ---- Sizes ----------------------------------------------------------------------------------- */

enum { ALONE }; /* offset 0, that of the first member of a model, which is no count */

/* Where a model has the number of an axis's elements: of a pair, the product of two. */
static const struct axis {
    size_t count;
    size_t by; /* for each of the first, so many */
} axes[] = {[AXIS_WHOLE] = {ALONE, ALONE},
            [AXIS_ROW] = {offsetof(struct model, platform_region_count), ALONE},
            [AXIS_PLATFORM] = {offsetof(struct model, platform_count), ALONE},
            [AXIS_PLATFORM_CHANNEL] = {offsetof(struct model, platform_count),
                                       offsetof(struct model, channel_count)},
            [AXIS_PLATFORM_SECTOR] = {offsetof(struct model, platform_count),
                                      offsetof(struct model, sector_count)},
            [AXIS_PLATFORM_REGION] = {offsetof(struct model, platform_count),
                                      offsetof(struct model, region_count)},
            [AXIS_OWNER] = {offsetof(struct model, owner_count), ALONE},
            [AXIS_CREDITS] = {offsetof(struct model, credits_count), ALONE},
            [AXIS_SECTOR] = {offsetof(struct model, sector_count), ALONE},
            [AXIS_SUPPLY] = {offsetof(struct model, supply.count), ALONE},
            [AXIS_POLICY] = {offsetof(struct model, policy_count), ALONE},
            [AXIS_COST] = {offsetof(struct model, cost_count), ALONE},
            [AXIS_RECOVERY] = {offsetof(struct model, recovery_count), ALONE},
            [AXIS_OWN_POLICY] = {offsetof(struct model, own_policy_count), ALONE},
            [AXIS_BUSINESS] = {offsetof(struct model, business_count), ALONE}};

/* The void pointer says that the address is aligned: it is that of a size_t of the model. */
static size_t count_at(const struct model *model, size_t place)
{
    return place == ALONE ? 1 : *(const size_t *)(const void *)((const char *)model + place);
}

static size_t axis_count(const struct model *model, enum model_axis axis)
{
    return count_at(model, axes[axis].count) * count_at(model, axes[axis].by);
}

/* ---- Places ---------------------------------------------------------------------------------- */

static const struct output {
    enum model_axis axis;
    size_t width;  /* numbers an element has */
    size_t member; /* of the layout */
} outputs[] = {
#define OUTPUT(NAME, name, axis, width) {axis, width, offsetof(struct model_layout, name)},
    MODEL_OUTPUTS(OUTPUT)
#undef OUTPUT
};

/* Outputs follow each other in the order of the list. It is cheap enough to be made anew for
 * each evaluation. */
struct model_layout model_layout(const struct model *model)
{
    struct model_layout layout = {0};
#define OUTPUT(NAME, name, axis, width)                                                            \
    layout.name = layout.count;                                                                    \
    layout.count += axis_count(model, axis) * (width);
    MODEL_OUTPUTS(OUTPUT)
#undef OUTPUT
    return layout;
}

size_t model_place(const struct model_layout *layout, enum model_output output, size_t element,
                   size_t number)
{
    const struct output *of = &outputs[output];
    size_t first = *(const size_t *)(const void *)((const char *)layout + of->member);
    return first + element * of->width + number;
}

/* ---- Elements -------------------------------------------------------------------------------- */

struct model_selection model_select_all(void)
{
    return (struct model_selection){INDEX_NONE, INDEX_NONE, INDEX_NONE, INDEX_NONE, INDEX_NONE};
}

/* What an element of a pair's axis is of. */
static struct model_selection pair_of(const struct model *model, enum model_axis axis,
                                      size_t element)
{
    struct model_selection of = model_select_all();
    size_t by = count_at(model, axes[axis].by);
    uint32_t *second = axis == AXIS_PLATFORM_CHANNEL  ? &of.channel
                       : axis == AXIS_PLATFORM_SECTOR ? &of.sector
                                                      : &of.region;
    of.platform = (uint32_t)(element / by);
    *second = (uint32_t)(element % by);
    return of;
}

/* What any element is of. */
static struct model_selection element_of(const struct model *model, enum model_axis axis,
                                         size_t element)
{
    struct model_selection of = model_select_all();
    if (axes[axis].by != ALONE) {
        return pair_of(model, axis, element);
    }
    switch (axis) {
    case AXIS_ROW:
        of.platform = model->platform_regions[element].platform;
        of.region = model->platform_regions[element].region;
        of.owner = model->platforms[of.platform].owner;
        break;
    case AXIS_PLATFORM:
        of.platform = (uint32_t)element;
        break;
    case AXIS_OWNER:
        of.owner = (uint32_t)element;
        break;
    case AXIS_CREDITS:
        of.platform = model->credits[element].platform;
        break;
    case AXIS_SECTOR:
        of.sector = (uint32_t)element;
        break;
    case AXIS_SUPPLY:
        of.sector = model->supply.sectors[element];
        break;
    default: /* nothing that can be selected */
        break;
    }
    return of;
}

/* What is not asked for agrees, and so does what an element is not of. */
static bool agrees(uint32_t wanted, uint32_t of)
{
    return wanted == INDEX_NONE || of == INDEX_NONE || wanted == of;
}

/* The first row from `low` to before `high`, all of one platform, in the region or after it. */
static size_t first_in_region(const struct model *model, size_t low, size_t high, uint32_t region)
{
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (model->platform_regions[middle].region < region) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Where the elements of one platform, sector, owner are, for they are together: the range that has
 * to be looked at. Of pairs with both parts selected it is one element. */
static void narrow(size_t *first, size_t *last, const struct model *model, enum model_axis axis,
                   const struct model_selection *selection)
{
    const size_t by = count_at(model, axes[axis].by);
    const uint32_t second = axis == AXIS_PLATFORM_CHANNEL  ? selection->channel
                            : axis == AXIS_PLATFORM_SECTOR ? selection->sector
                            : axis == AXIS_PLATFORM_REGION ? selection->region
                                                           : INDEX_NONE;
    const uint32_t single = axis == AXIS_PLATFORM ? selection->platform
                            : axis == AXIS_OWNER  ? selection->owner
                            : axis == AXIS_SECTOR ? selection->sector
                                                  : INDEX_NONE;
    if (single != INDEX_NONE) {
        *first = single;
        *last = single + 1;
    } else if (selection->platform != INDEX_NONE && axis == AXIS_ROW) {
        *first = model->platforms[selection->platform].first_row;
        *last = *first + model->platforms[selection->platform].row_count;
        if (selection->region != INDEX_NONE) {
            *first = first_in_region(model, *first, *last, selection->region);
            *last = *first < *last ? *first + 1 : *last; /* each region once */
        }
    } else if (selection->platform != INDEX_NONE && axes[axis].by != ALONE) {
        *first = selection->platform * by + (second != INDEX_NONE ? second : 0);
        *last = second != INDEX_NONE ? *first + 1 : *first + by;
    }
}

/* The first row from `row` on of a platform of the owner: from platform to platform. */
static size_t row_of_owner(const struct model *model, uint32_t owner, size_t row)
{
    const uint32_t first = model->owners[owner].first_platform;
    uint32_t p = row > 0 ? model->platform_regions[row - 1].platform : first;
    if (model->platforms[p].owner != owner) {
        p = first;
    }
    do {
        const struct model_platform *platform = &model->platforms[p];
        const size_t from = row > platform->first_row ? row : platform->first_row;
        if (from < (size_t)platform->first_row + platform->row_count) {
            return from;
        }
        p = platform->next_of_owner;
    } while (p != first);
    return SIZE_MAX;
}

/* The first element from `element` on that agrees with the selection; SIZE_MAX after the last. A
 * caller asks on from the one after it. */
size_t model_element(const struct model *model, enum model_output output,
                     const struct model_selection *selection, size_t element)
{
    enum model_axis axis = outputs[output].axis;
    size_t first = 0;
    size_t last = axis_count(model, axis);
    narrow(&first, &last, model, axis, selection);
    for (element = element > first ? element : first; element < last; ++element) {
        if (axis == AXIS_ROW && selection->owner != INDEX_NONE) {
            element = row_of_owner(model, selection->owner, element);
            if (element >= last) {
                break;
            }
        }
        struct model_selection of = element_of(model, axis, element);
        if (agrees(selection->platform, of.platform) && agrees(selection->region, of.region) &&
            agrees(selection->channel, of.channel) && agrees(selection->sector, of.sector) &&
            agrees(selection->owner, of.owner)) {
            return element;
        }
    }
    return SIZE_MAX;
}
