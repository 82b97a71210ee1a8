/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a field of yes and no says, in the languages that spreadsheets write them in. */
#ifndef BLACKOUT_INGEST_FLAG_WORDS_H
#define BLACKOUT_INGEST_FLAG_WORDS_H

enum flag_meaning {
    FLAG_NO,
    FLAG_YES,
    FLAG_REASON, /* several words: yes, and why */
    FLAG_UNCLEAR /* one word that is neither, which may mean no in some language, or several that
                  * begin with a no */
};

/* `text` has no blanks around it, and is not empty. */
enum flag_meaning flag_meaning_of(const char *text);

#endif
