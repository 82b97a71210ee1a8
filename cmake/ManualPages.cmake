# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the manual page of the program, and that of each command that its page names:
#   cmake -DPROGRAM=bin/blackout -DFOLDER=share/man/man1 -P ManualPages.cmake
function(write_page name)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} --manual
                    OUTPUT_FILE "${FOLDER}/${name}.1" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${FOLDER}") # the page of a command that is gone goes too
file(MAKE_DIRECTORY "${FOLDER}")
execute_process(COMMAND "${PROGRAM}" --manual OUTPUT_VARIABLE page COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n\\.BR blackout\\\\-[^ ]+ " lines "${page}")
foreach(line IN LISTS lines)
    string(REGEX REPLACE "^\n\\.BR blackout\\\\-([^ ]+) $" "\\1" command "${line}")
    string(REPLACE "\\-" "-" command "${command}")
    write_page("blackout-${command}" "${command}")
endforeach()
write_page(blackout)
