# SPDX-License-Identifier: GPL-3.0-or-later
# Several sources compiled as one (BLACKOUT_TOGETHER), for builds that are made whole: most of the time
# of clang without optimisation is its start and the headers. What is made of each source is as it is
# alone. The other builds compile them alone, so that each includes what it needs. UNITY_BUILD of CMake
# is not taken: it joins sources by their number, whatever names they share.
find_program(PYTHON3 NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(PYTHON3 NAMES python3 REQUIRED)

# Replaces `sources` in the list `variable` by files that include them (cmake/together.py): NAME_N.c in the
# folder of the build. More arguments are handed on.
function(join_sources variable name)
    cmake_parse_arguments(PARSE_ARGV 2 joined "" "" "SOURCES;ARGUMENTS")
    list(TRANSFORM joined_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE files)
    execute_process(
        COMMAND "${PYTHON3}" "${CMAKE_SOURCE_DIR}/cmake/together.py" "${CMAKE_CURRENT_BINARY_DIR}" ${name}
                "${CMAKE_SOURCE_DIR}/src;${CMAKE_SOURCE_DIR}/include" ${joined_ARGUMENTS} ${files}
        OUTPUT_VARIABLE written COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCH "^([^\n]*)\n([^\n]*)" written "${written}")
    set(groups "${CMAKE_MATCH_1}")
    # which sources fit together follows from their texts
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        ${files} ${CMAKE_MATCH_2} "${CMAKE_SOURCE_DIR}/cmake/together.py")
    set(${variable} ${${variable}})
    list(REMOVE_ITEM ${variable} ${joined_SOURCES})
    # what one source hides of another means nothing; within each, gcc says the same of it alone
    set_source_files_properties(${groups} PROPERTIES COMPILE_OPTIONS -Wno-shadow)
    set(${variable} ${${variable}} ${groups} PARENT_SCOPE)
    set(joined_files ${groups} PARENT_SCOPE)
endfunction()

# The same with the sources of a target, those of equal options together. Alone stay those that are
# made by the build, have definitions of their own, or the property SKIP_UNITY_BUILD_INCLUSION.
function(compile_together target)
    get_target_property(sources ${target} SOURCES)
    set(buckets "")
    foreach(source IN LISTS sources)
        get_source_file_property(definitions "${source}" COMPILE_DEFINITIONS)
        get_source_file_property(alone "${source}" SKIP_UNITY_BUILD_INCLUSION)
        if(definitions OR alone OR IS_ABSOLUTE "${source}")
            continue()
        endif()
        get_source_file_property(options "${source}" COMPILE_OPTIONS)
        if(NOT options)
            set(options "")
        endif()
        string(MAKE_C_IDENTIFIER "${target}${options}" bucket)
        list(APPEND ${bucket} "${source}")
        set(${bucket}_options "${options}")
        list(APPEND buckets ${bucket})
    endforeach()
    list(REMOVE_DUPLICATES buckets)
    foreach(bucket IN LISTS buckets)
        join_sources(sources ${bucket} SOURCES ${${bucket}})
        set_property(SOURCE ${joined_files} APPEND PROPERTY COMPILE_OPTIONS ${${bucket}_options})
    endforeach()
    set_target_properties(${target} PROPERTIES SOURCES "${sources}")
endfunction()
