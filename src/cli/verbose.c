/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --verbose prints on standard error: which files a run reads and how it is made, for whoever
 * wonders where a figure is from, or whether the package meant is the one that was taken. */
#include <unistd.h>

#include "cli/scenarios.h"

static int print_file(void *user, const blackout_dataset_file *file)
{
    const char *package = file->package != NULL ? file->package : "";
    (void)user;
    message_line("blackout: reads %s from %s: %zu row%s%s%s%s", file->table, file->path, file->rows,
                 file->rows == 1 ? "" : "s", file->is_own ? "" : ", of the package '",
                 file->is_own ? "" : package, file->is_own ? "" : "'");
    return 0;
}

void verbose_files(const struct arguments *arguments, const blackout_dataset *dataset)
{
    if (arguments->values[OPTION_VERBOSE] != NULL) {
        blackout_dataset_files(dataset, print_file, NULL);
    }
}

/* A number of a scenario, where the command has an option for it; an analysis of sensitivity has a
 * default of its own, in the run's options and not in the scenario. All of them are whole and below
 * 2^53, so that a double has each digit. */
static void print_number(const struct scenario_run *run, enum option_id id)
{
    double value = 0;
    const char *name = option_at(id).name;
    const int is_set = blackout_scenario_number(&value, run->scenarios[0], name);
    if (is_set == 0 && id == OPTION_SAMPLES && run->options.sensitivity > 0) {
        value = (double)run->options.sensitivity;
    }
    if (option_serves(id, run->arguments->command)) {
        fprintf(stderr, ", %s %.0f", name, value);
    }
}

/* Of several scenarios the first: they differ in what is on the axes of a grid alone, or agree in
 * these numbers because they are compared. */
void verbose_run(const struct scenario_run *run)
{
    enum { PERCENT = 100 };
    double until = 0;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (run->arguments->values[OPTION_VERBOSE] == NULL) {
        return;
    }
    fprintf(stderr, "blackout: version %s, methodology %s, scenarios %zu", blackout_version(),
            blackout_model_version(),
            run->series_count > 0 ? run->series_count : run->scenario_count);
    /* With it nobody knows how many samples there will be; of an explanation there are none. */
    blackout_scenario_number(&until, run->scenarios[0], "until");
    if (until > 0) {
        fprintf(stderr, ", samples until %.6g %%", PERCENT * until);
    } else if (run->options.explain == NULL) {
        print_number(run, OPTION_SAMPLES);
    }
    print_number(run, OPTION_SEED);
    print_number(run, OPTION_YEARS);
    fprintf(stderr, ", threads %u%s\n",
            run->options.threads > 0 ? run->options.threads
            : processors > 0         ? (unsigned)processors
                                     : 1,
            run->options.threads > 0 ? "" : " (one per processor)");
}
