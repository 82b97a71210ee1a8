/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report has to say beside its figures. Whoever holds a warning owns its texts. */
#ifndef BLACKOUT_CORE_WARNING_H
#define BLACKOUT_CORE_WARNING_H

struct warning {
    const char *code;    /* for programs: "start_at_midnight" */
    const char *message; /* for people */
    const char *where;   /* what it is about: "file:line:column", a table, an option, an event */
};

#endif
