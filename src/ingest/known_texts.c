/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At most half of the slots are taken: a search looks at one or two of them, and always ends at an
 * empty one. Nothing is ever taken out. Texts are not copied: they are the caller's, those of the
 * dataset's strings for example. */
#include "ingest/known_texts.h"

#include <stdlib.h>

enum { FEWEST_SLOTS = 16 };

/* The word of a text of at most eight bytes, behind which nothing may be read: of two parts that
 * may overlap, since a word that is read while its bytes are still being written has to wait for
 * them. */
static uint64_t word_of(const char *text, size_t length)
{
    uint64_t word = 0;
    uint32_t first = 0;
    uint32_t last = 0;
    if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__ || length < sizeof first) {
        memcpy(&word, text, length);
        return word;
    }
    memcpy(&first, text, sizeof first);
    memcpy(&last, text + length - sizeof last, sizeof last);
    return first | (uint64_t)last << 8 * (length - sizeof last);
}

static struct known_text known_text_of(const char *text, size_t length)
{
    enum { WORD = sizeof(uint64_t) };
    struct known_text known = {.length = (uint32_t)length, .text = text};
    known.first = word_of(text, length < WORD ? length : WORD);
    if (length > SHORT_TEXT_BYTES) {
        memcpy(&known.last, text + length - WORD, WORD);
    } else if (length > WORD) {
        known.last = word_of(text + WORD, length - WORD);
    }
    return known;
}

/* Words and length of a long text say little of its middle: where they agree, its bytes are
 * compared. */
static bool known_text_is(const struct known_text *a, const struct known_text *b)
{
    return a->first == b->first && a->last == b->last && a->length == b->length &&
           (a->length <= SHORT_TEXT_BYTES || memcmp(a->text, b->text, a->length) == 0);
}

/* An empty text is not looked for: it would be the same as an empty slot. The slot is compared
 * before it is asked whether it is empty, for nearly all texts are in the first one. */
uint32_t known_texts_find(const struct known_texts *texts, const char *text, size_t length,
                          uint32_t otherwise)
{
    if (length == 0 || texts->count == 0) {
        return otherwise;
    }
    const struct known_text known = known_text_of(text, length);
    const struct known_text *slot;
    size_t at = known_text_hash(&known);
    do {
        slot = &texts->slots[at++ & (texts->slot_count - 1)];
        if (known_text_is(slot, &known)) {
            return slot->what;
        }
    } while (slot->length != 0);
    return otherwise;
}

static void put(struct known_texts *texts, const struct known_text *known)
{
    size_t at = known_text_hash(known);
    while (texts->slots[at & (texts->slot_count - 1)].length != 0) {
        ++at;
    }
    texts->slots[at & (texts->slot_count - 1)] = *known;
}

/* Without memory the old slots stay as they are. */
static bool grow(struct known_texts *texts)
{
    struct known_texts larger = {.slot_count =
                                     texts->slot_count > 0 ? 2 * texts->slot_count : FEWEST_SLOTS,
                                 .count = texts->count};
    larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < texts->slot_count; ++i) {
        if (texts->slots[i].length != 0) {
            put(&larger, &texts->slots[i]);
        }
    }
    free(texts->slots);
    *texts = larger;
    return true;
}

/* The caller has not found it: a text that is added twice would be there twice. What is not kept is
 * looked up row by row, which takes longer and gives the same. */
void known_texts_add(struct known_texts *texts, const char *text, size_t length, uint32_t what)
{
    if (length == 0 || texts->count == MOST_KNOWN_TEXTS ||
        (2 * (texts->count + 1) > texts->slot_count && !grow(texts))) {
        return;
    }
    struct known_text known = known_text_of(text, length);
    known.what = what;
    put(texts, &known);
    ++texts->count;
}

void known_texts_free(struct known_texts *texts)
{
    free(texts->slots);
    *texts = (struct known_texts){0};
}
