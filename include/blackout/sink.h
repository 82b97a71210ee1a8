/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where output of the library goes, which prints nothing itself. */
#ifndef BLACKOUT_SINK_H
#define BLACKOUT_SINK_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where output goes: returns 0, or anything else when it could not be written. */
typedef int blackout_sink(void *user, const char *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
