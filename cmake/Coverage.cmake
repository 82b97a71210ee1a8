# SPDX-License-Identifier: GPL-3.0-or-later
# Counts what runs, by clang, whose version 18 is the first that counts conditions (MC/DC). Each program
# adds its counts to a file of its own in profiles/, which is named here since tests clear the environment.
# Threads may lose counts of each other, but not that something ran: atomic counters take many times as long.
if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "BLACKOUT_COVERAGE needs clang: -DCMAKE_C_COMPILER=clang")
endif()
include(CheckCCompilerFlag)
set(CMAKE_REQUIRED_FLAGS "-fprofile-instr-generate -fcoverage-mapping")
check_c_compiler_flag(-fcoverage-mcdc BLACKOUT_HAS_MCDC)
unset(CMAKE_REQUIRED_FLAGS)
target_compile_options(blackout_flags INTERFACE
    "-fprofile-instr-generate=${CMAKE_BINARY_DIR}/profiles/%m.profraw" -fcoverage-mapping
    $<$<BOOL:${BLACKOUT_HAS_MCDC}>:-fcoverage-mcdc>)
target_link_options(blackout_flags INTERFACE -fprofile-instr-generate "LINKER:--exclude-libs,ALL")

# The target `coverage`: runs every test, then says which part of src ran. Fails where a test does, or
# where fewer lines ran than BLACKOUT_LEAST_COVERAGE.
set(BLACKOUT_LEAST_COVERAGE 90 CACHE STRING "Percent of the lines of src that the tests must run")
function(add_coverage_target)
    add_custom_target(coverage
        COMMAND python3 "${CMAKE_SOURCE_DIR}/tests/coverage/measure.py" "${CMAKE_BINARY_DIR}"
                --least ${BLACKOUT_LEAST_COVERAGE}
        USES_TERMINAL VERBATIM)
endfunction()
