/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ASCII, which most names are, is folded here; only other text needs the tables of utf8proc. */
#include "core/fold.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "core/text.h"

/* Takes one character; blanks are held back until another one follows. */
struct folding {
    char *out;
    size_t length;
    bool blank;
    bool full; /* a character did not fit: none after it is taken */
};

/* What does not fit is left out whole: half of a character would equal nothing. What follows is
 * left out too, even where it is short enough: a form is of the beginning of a text. */
static void put_bytes(struct folding *folding, const char *bytes, size_t count)
{
    const size_t before = folding->blank && folding->length > 0 ? 1 : 0;
    if (folding->full || folding->length + before + count >= FOLD_SIZE) {
        folding->full = true;
        return;
    }
    if (before > 0) {
        folding->out[folding->length++] = ' ';
    }
    memcpy(folding->out + folding->length, bytes, count);
    folding->length += count;
    folding->blank = false;
}

static void put_ascii(struct folding *folding, char c)
{
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
        folding->blank = true;
    } else {
        c = text_small(c);
        put_bytes(folding, &c, 1);
    }
}

/* Eight bytes at a time: a bit for each, its highest. */
static const uint64_t high_bits = UINT64_C(0x8080808080808080);

/* The byte in all eight places. */
static uint64_t repeated(unsigned byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* Folds eight characters of ASCII, all of them printed and no two of them blanks side by side;
 * false where they are not. `*blank` is whether the one before them is a blank, then whether the
 * last is. Adding 0x80 - c sets the highest bit of each byte that is c or above. It carries into
 * the next byte only from bytes that are not ASCII, and these make the answer false whatever their
 * neighbours have become. */
static bool fold_word(uint64_t *word, bool *blank)
{
    const uint64_t x = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? *word : __builtin_bswap64(*word);
    const uint64_t printed = (x + repeated(0x80 - ' ')) & ~(x + repeated(0x80 - 0x7f)) & ~x;
    const uint64_t other = x ^ repeated(' ');
    const uint64_t blanks = ~((other & ~high_bits) + ~high_bits) & ~other & high_bits;
    const uint64_t after = blanks << 8 | (*blank ? 0x80 : 0);
    const uint64_t capital =
        (x + repeated(0x80 - 'A')) & ~(x + repeated(0x80 - 'Z' - 1)) & high_bits;
    const uint64_t small = x | capital >> 2; /* 0x20 is between the two cases */
    *blank = blanks >> 63 != 0;
    *word = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? small : __builtin_bswap64(small);
    return (printed & high_bits) == high_bits && (blanks & after) == 0;
}

/* Folds a text of ASCII in which each blank is one space between others; false where it is not:
 * then `out` is half written, and the caller begins again. The text begins as if a blank were
 * before it, so that a leading one is refused; its last word is filled up with letters, which
 * nothing refuses. */
static bool fold_plain(char *out, const char *text, size_t length)
{
    enum { WORD = sizeof(uint64_t) };
    bool blank = true;
    bool plain = true;
    size_t at = 0;
    uint64_t word;
    for (; length - at >= WORD && plain; at += WORD) {
        memcpy(&word, text + at, WORD);
        plain = fold_word(&word, &blank);
        memcpy(out + at, &word, WORD);
    }
    if (plain && at < length) {
        word = repeated('a'); /* after the text */
        memcpy(&word, text + at, length - at);
        plain = fold_word(&word, &blank);
        memcpy(out + at, &word, length - at);
        blank = text[length - 1] == ' ';
    }
    out[length] = '\0';
    return plain && (!blank || length == 0);
}

/* The last bytes as if letters came after them, which no blank may be followed by. */
bool fold_is_plain(const char *text, size_t from, size_t length)
{
    enum { WORD = sizeof(uint64_t) };
    bool blank = from == 0 || text[from - 1] == ' ';
    bool plain = length < FOLD_SIZE && (length == 0 || text[length - 1] != ' ') &&
                 (from > 0 || length == 0 || text[0] != '\'');
    for (size_t at = from; at < length && plain; at += WORD) {
        uint64_t word;
        memcpy(&word, text + at, WORD);
        /* bytes after the text may be read, but must not count */
        if (length - at < WORD) {
            const uint64_t there = (UINT64_C(1) << 8 * (length - at)) - 1;
            const uint64_t kept =
                __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? there : __builtin_bswap64(there);
            word = (word & kept) | (repeated('a') & ~kept);
        }
        plain = fold_word(&word, &blank);
    }
    return plain;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* What word processors make of quotes and hyphens, which Unicode keeps apart: the mark that was
 * typed;
 * '\0' for quotes around a word, which are not of it; else the character. */
static utf8proc_int32_t without_typography(utf8proc_int32_t c)
{
    enum { HYPHEN = 0x2010, BAR = 0x2015, MINUS = 0x2212, SINGLE = 0x2018, SINGLE_END = 0x2019 };
    enum {
        REVERSED = 0x201B,
        DOUBLE = 0x201C,
        DOUBLE_REVERSED = 0x201F,
        LEFT = 0xAB,
        RIGHT = 0xBB
    };
    if (c == SINGLE || c == SINGLE_END || c == REVERSED) {
        return '\'';
    }
    if ((c >= DOUBLE && c <= DOUBLE_REVERSED) || c == LEFT || c == RIGHT) {
        return '\0';
    }
    return (c >= HYPHEN && c <= BAR) || c == MINUS ? '-' : c;
}

static bool has_ascii_letter(const char *text, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        if (text_small(text[i]) >= 'a' && text_small(text[i]) <= 'z') {
            return true;
        }
    }
    return false;
}

/* The letter of ASCII that a small Cyrillic or Greek one looks like, or whose capital it looks
 * like; else the character. Some keyboards have both alphabets, and nobody sees which one was on.
 * Those of confusables.txt of Unicode (UTS 39) that are typed by mistake. */
static utf8proc_int32_t without_likeness(utf8proc_int32_t c)
{
    static const struct {
        uint16_t letter;
        char like;
    } likenesses[] = {{0x03B1, 'a'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x0430, 'a'}, {0x0432, 'b'},
                      {0x0435, 'e'}, {0x043A, 'k'}, {0x043C, 'm'}, {0x043D, 'h'}, {0x043E, 'o'},
                      {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'},
                      {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}};
    for (size_t i = 0; i < sizeof likenesses / sizeof likenesses[0]; ++i) {
        if (c == likenesses[i].letter) {
            return likenesses[i].like;
        }
    }
    return c;
}

/* NFKC_Casefold needs the whole text at once, since it reorders marks; a text that utf8proc refuses
 * is left as it is. Its result is longer than the text where a ligature or a sign is taken apart;
 * what does not fit is refused too. */
static void put_unicode(struct folding *folding, const char *text, size_t length)
{
    enum { MOST_CHARACTERS = FOLD_SIZE }; /* none takes less than a byte */
    utf8proc_int32_t characters[MOST_CHARACTERS];
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, characters,
                           MOST_CHARACTERS, options);
    /* where they do not fit, it is how many there would be */
    count = count > MOST_CHARACTERS ? -1 : count;
    if (count >= 0) {
        count = utf8proc_normalize_utf32(characters, count, options);
    }
    if (count < 0) {
        put_bytes(folding, text, length < FOLD_SIZE - 1 ? length : FOLD_SIZE - 1);
    }
    const bool mixed = has_ascii_letter(text, length);
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        utf8proc_uint8_t bytes[4];
        const utf8proc_int32_t typed = without_typography(characters[i]);
        const utf8proc_int32_t c = mixed ? without_likeness(typed) : typed;
        if (c > 0 && c < 0x80) {
            put_ascii(folding, (char)c);
        } else if (c > 0) {
            put_bytes(folding, (const char *)bytes, (size_t)utf8proc_encode_char(c, bytes));
        }
    }
}

/* Spreadsheets put an apostrophe before what is to stay a text, and some write it into a file:
 * 'Acme is Acme. Names have one too ('s-Hertogenbosch, 't Hart), so it is no fault by itself; but
 * nobody has two names that differ in it alone, and there it is told. At the end it goes only with
 * the first, as a quote: Boss' keeps its own. */
static size_t without_apostrophes(char *out, size_t length)
{
    if (length < 2 || out[0] != '\'') {
        return length;
    }
    length -= length > 2 && out[length - 1] == '\'' ? 2 : 1;
    memmove(out, out + 1, length);
    out[length] = '\0';
    return length;
}

/* From the usual to the rare: plain ASCII eight bytes at a time, other ASCII byte by byte, all else
 * by the tables of Unicode. */
size_t fold_text(char out[FOLD_SIZE], const char *text, size_t length)
{
    struct folding folding = {.out = out};
    if (length < FOLD_SIZE && fold_plain(out, text, length)) {
        return without_apostrophes(out, length);
    }
    if (is_ascii(text, length)) {
        for (size_t i = 0; i < length; ++i) {
            put_ascii(&folding, text[i]);
        }
    } else {
        put_unicode(&folding, text, length);
    }
    out[folding.length] = '\0';
    return without_apostrophes(out, folding.length);
}

bool fold_equal(const char *a, const char *b)
{
    char folded_a[FOLD_SIZE];
    char folded_b[FOLD_SIZE];
    const size_t length = fold_text(folded_a, a, strlen(a));
    if (fold_may_be_cut(length)) {
        return strcmp(a, b) == 0;
    }
    return length == fold_text(folded_b, b, strlen(b)) && memcmp(folded_a, folded_b, length) == 0;
}

/* Messages quote names that differ in such characters alone: without this they would say that 'x'
 * is not 'x'. Half of a character is not written where `out` ends. */
void fold_show_hidden(char *out, size_t size, const char *text)
{
    const bool mixed = has_ascii_letter(text, strlen(text));
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text);
    size_t used = 0;
    out[0] = '\0';
    while (left > 0) {
        char shown[16];
        utf8proc_int32_t c;
        const utf8proc_ssize_t read = utf8proc_iterate(at, left, &c);
        const utf8proc_ssize_t length = read > 0 ? read : 1;
        if (read > 0 && (utf8proc_get_property(c)->ignorable ||
                         (mixed && without_likeness(utf8proc_tolower(c)) < 0x80 && c >= 0x80))) {
            snprintf(shown, sizeof shown, "<U+%04X>", (unsigned)c);
        } else {
            memcpy(shown, at, (size_t)length);
            shown[length] = '\0';
        }
        if (used + strlen(shown) >= size) {
            return;
        }
        memcpy(out + used, shown, strlen(shown) + 1);
        used += strlen(shown);
        at += length;
        left -= length;
    }
}
