/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of one field that have been understood, and what each of them is: columns of large files
 * have few different texts, which need not be looked up and checked row by row. */
#ifndef BLACKOUT_INGEST_KNOWN_TEXTS_H
#define BLACKOUT_INGEST_KNOWN_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Up to this length a text is its two words and its length. */
enum { SHORT_TEXT_BYTES = 16 };

/* So many are kept; beyond them a text is looked up and checked row by row. */
enum { MOST_KNOWN_TEXTS = 4096 };

/* The first and the last eight bytes of a text, or what it has of them. */
struct known_text {
    uint64_t first;
    uint64_t last;
    uint32_t length; /* 0: the slot is empty */
    uint32_t what;   /* the caller's number */
    const char *text;
};

/* {0} is empty. */
struct known_texts {
    struct known_text *slots; /* open addressing; a power of two of them */
    size_t slot_count;
    size_t count;
};

/* That of a text that is not empty. */
static inline struct known_text known_text_of(const char *text, size_t length)
{
    struct known_text known = {.length = (uint32_t)length, .text = text};
    if (length >= sizeof known.first) {
        memcpy(&known.first, text, sizeof known.first);
        memcpy(&known.last, text + length - sizeof known.last, sizeof known.last);
    } else if (length >= sizeof(uint32_t)) {
        uint32_t half;
        memcpy(&half, text, sizeof half);
        known.first = half;
        memcpy(&half, text + length - sizeof half, sizeof half);
        known.last = half;
    } else { /* the first, the middle and the last byte are all of it */
        known.first = (unsigned char)text[0] | (uint64_t)(unsigned char)text[length / 2] << 8;
        known.last = (unsigned char)text[length - 1];
    }
    return known;
}

static inline bool known_text_is(const struct known_text *a, const struct known_text *b)
{
    return a->first == b->first && a->last == b->last && a->length == b->length &&
           (a->length <= SHORT_TEXT_BYTES || memcmp(a->text, b->text, a->length) == 0);
}

static inline size_t known_text_hash(const struct known_text *known)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15); /* 2^64 over the golden ratio */
    const uint64_t mixed = (known->first ^ (known->last << 7 | known->last >> 57)) + known->length;
    return (size_t)(mixed * odd >> 40);
}

/* The number of a text, or `otherwise` where it is not known. */
static inline uint32_t known_texts_find(const struct known_texts *texts, const char *text,
                                        size_t length, uint32_t otherwise)
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

/* Keeps the number of a text that is not known yet, and lives as long; an empty one is not kept,
 * nor any where memory is out. */
void known_texts_add(struct known_texts *texts, const char *text, size_t length, uint32_t what);

void known_texts_free(struct known_texts *texts);

#endif
