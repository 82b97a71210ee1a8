# SPDX-License-Identifier: GPL-3.0-or-later
# The target `coverage`: runs every test, then tells which part of the lines of src ran. Fails where a
# test does, or where that part is under BLACKOUT_LEAST_COVERAGE.
find_program(GCOVR gcovr REQUIRED)
set(BLACKOUT_LEAST_COVERAGE 90 CACHE STRING "Percent of the lines of src that the tests must run")
add_custom_target(coverage
    COMMAND find "${CMAKE_BINARY_DIR}" -name "*.gcda" -delete
    COMMAND "${CMAKE_CTEST_COMMAND}" --output-on-failure -j2
    COMMAND "${GCOVR}" --root "${CMAKE_SOURCE_DIR}" --filter "${CMAKE_SOURCE_DIR}/src/"
            --exclude-throw-branches --txt "${CMAKE_BINARY_DIR}/coverage.txt" --print-summary
            --fail-under-line ${BLACKOUT_LEAST_COVERAGE} "${CMAKE_BINARY_DIR}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    USES_TERMINAL VERBATIM)
