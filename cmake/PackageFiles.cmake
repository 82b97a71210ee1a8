# SPDX-License-Identifier: GPL-3.0-or-later
# Makes of a staged installation what Debian's policy wants: copyright and changelog, manual pages and
# changelog compressed, no run path, and all files as old as SOURCE_DATE_EPOCH, where that is set.
# Run by CPack, which names the staging folder.
set(ROOT "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr")
get_filename_component(SOURCES "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(DOC "${ROOT}/share/doc/blackout")
file(MAKE_DIRECTORY "${DOC}")
file(WRITE "${DOC}/copyright" "blackout is free software under the GNU General Public License, version 3 or "
     "later.\nOn Debian systems its text is in /usr/share/common-licenses/GPL-3.\n\n"
     "Copyright 2026 the authors of blackout\n")
file(COPY "${SOURCES}/CHANGELOG.md" DESTINATION "${DOC}")
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    string(TIMESTAMP DAY "%a, %d %b %Y %H:%M:%S +0000" UTC) # of SOURCE_DATE_EPOCH
else()
    set(DAY "Thu, 01 Jan 1970 00:00:00 +0000")
endif()
file(WRITE "${DOC}/changelog" "blackout (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n"
     "  * See CHANGELOG.md.gz.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${DAY}\n")
# Debian's zsh looks for what packages bring in a folder of their own; site-functions is the machine's.
file(MAKE_DIRECTORY "${ROOT}/share/zsh/vendor-completions")
file(RENAME "${ROOT}/share/zsh/site-functions/_blackout" "${ROOT}/share/zsh/vendor-completions/_blackout")
file(REMOVE_RECURSE "${ROOT}/share/zsh/site-functions")
file(GLOB PAGES "${ROOT}/share/man/man1/*.1")
execute_process(COMMAND gzip -9n -f ${PAGES} "${DOC}/CHANGELOG.md" "${DOC}/changelog" COMMAND_ERROR_IS_FATAL ANY)
file(RPATH_REMOVE FILE "${ROOT}/bin/blackout")
file(CHMOD_RECURSE "${ROOT}/share" "${ROOT}/include"
     FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
     DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                           WORLD_EXECUTE)
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    execute_process(COMMAND find "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" -exec touch -h -d
                            "@$ENV{SOURCE_DATE_EPOCH}" {} +
                    COMMAND_ERROR_IS_FATAL ANY)
endif()
