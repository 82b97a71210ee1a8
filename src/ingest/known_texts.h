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

/* So many bytes from the beginning of a text on may be read of one that is padded. */
enum { PADDED_TEXT_BYTES = SHORT_TEXT_BYTES };

/* A text by its first and its second eight bytes, with zeros where it has none; of a longer one the
 * last eight bytes are the second. */
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

/* The product's highest bits depend on all of both words; 24 of them are more than there are slots,
 * twice MOST_KNOWN_TEXTS. */
static inline size_t known_text_hash(const struct known_text *known)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15); /* 2^64 over the golden ratio */
    const uint64_t mixed = (known->first ^ (known->last << 7 | known->last >> 57)) + known->length;
    return (size_t)(mixed * odd >> 40);
}

/* The number of a text, or `otherwise` where it is not known. */
uint32_t known_texts_find(const struct known_texts *texts, const char *text, size_t length,
                          uint32_t otherwise);

/* The first and the second eight bytes of a short text that is padded. By a table of masks: lengths
 * alternate, and a branch would be foretold wrongly. */
static inline struct known_text known_text_of_short(const char *text, size_t length)
{
    static const unsigned char kept[2 * SHORT_TEXT_BYTES] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                             0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                             0xff, 0xff, 0xff, 0xff};
    enum { WORD = sizeof(uint64_t) };
    struct known_text known = {.length = (uint32_t)length, .text = text};
    uint64_t mask;
    memcpy(&known.first, text, WORD);
    memcpy(&mask, kept + SHORT_TEXT_BYTES - length, WORD);
    known.first &= mask;
    memcpy(&known.last, text + WORD, WORD);
    memcpy(&mask, kept + SHORT_TEXT_BYTES - length + WORD, WORD);
    known.last &= mask;
    return known;
}

/* The same of a text that is padded, where it is short and in the first slot that is looked at, as
 * nearly all are. Where this gives `otherwise` the text may be known all the same. */
static inline uint32_t known_texts_find_short(const struct known_texts *texts, const char *text,
                                              size_t length, uint32_t otherwise)
{
    if (length > 0 && length <= SHORT_TEXT_BYTES && texts->count > 0) {
        const struct known_text known = known_text_of_short(text, length);
        const struct known_text *slot =
            &texts->slots[known_text_hash(&known) & (texts->slot_count - 1)];
        if (((slot->first ^ known.first) | (slot->last ^ known.last) | (slot->length ^ length)) ==
            0) {
            return slot->what;
        }
    }
    return otherwise;
}

/* Keeps the number of a text that is not known yet, and lives as long; an empty one is not kept,
 * nor any where memory is out. */
void known_texts_add(struct known_texts *texts, const char *text, size_t length, uint32_t what);

void known_texts_free(struct known_texts *texts);

#endif
