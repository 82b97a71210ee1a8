/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as words of a command that a message shows, to be copied into a POSIX shell. */
#ifndef BLACKOUT_CORE_SHELL_WORD_H
#define BLACKOUT_CORE_SHELL_WORD_H

#include "core/arena.h"

/* The text in single quotes, of the arena; NULL when memory is out. */
char *shell_word(struct arena *arena, const char *text);

#endif
