/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which program and which methodology this is. */
#ifndef BLACKOUT_VERSION_H
#define BLACKOUT_VERSION_H

#include "blackout/status.h"

#define BLACKOUT_VERSION_MAJOR 0
#define BLACKOUT_VERSION_MINOR 1
#define BLACKOUT_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the program, "0.1.0", and of the methodology, "1". Constant. */
BLACKOUT_API const char *blackout_version(void);
BLACKOUT_API const char *blackout_model_version(void);

#ifdef __cplusplus
}
#endif

#endif
