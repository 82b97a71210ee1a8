/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose model error packages have that have none: asked by what opens them, and by what looks at
 * which files a command reads. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

/* Only for commands that draw samples: the others have no use for it, and no warning. The reference
 * by its path: of its name alone, a folder called so where the program runs would be taken first.
 */
const char *model_error_package(char *path, size_t size, const struct arguments *arguments)
{
    const char *name = getenv("BLACKOUT_MODEL_ERROR");
    if (!option_serves(OPTION_SEED, arguments->command)) {
        return NULL;
    }
    if (name != NULL && name[0] != '\0') {
        return strcmp(name, "none") != 0 ? name : NULL;
    }
    if (blackout_datasets_folder(path, size, NULL) != BLACKOUT_OK) {
        return NULL;
    }
    const size_t used = strlen(path);
    if (used + sizeof "/reference" > size) {
        return NULL;
    }
    snprintf(path + used, size - used, "/reference");
    struct stat info;
    return stat(path, &info) == 0 ? path : NULL;
}
