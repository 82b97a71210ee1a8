# SPDX-License-Identifier: GPL-3.0-or-later
# A .deb of the whole installation by CPack:
#   cmake -B build/deb -DCMAKE_INSTALL_PREFIX=/usr && cmake --build build/deb && cd build/deb && cpack
# With SOURCE_DATE_EPOCH set, the same sources are the same bytes, in whatever folder they are built.
# That lintian finds no error is for the prefix /usr: the library is then where the linker looks.
# tests/package/clean_root.sh tries the package in a clean Debian.
set(BLACKOUT_MAINTAINER "" CACHE STRING
    "Who makes packages, as \"Name <address>\"; empty: DEBFULLNAME and DEBEMAIL of the environment")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME blackout)
set(CPACK_PACKAGE_CONTACT "${BLACKOUT_MAINTAINER}")
set(CPACK_PROJECT_CONFIG_FILE "${CMAKE_SOURCE_DIR}/cmake/PackageContact.cmake")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "estimates what an outage of a platform costs")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"The loss of the platform's owner, of the businesses that depend on it, and of
market value, each with its interval; event studies, measured traffic, a year
at risk. The program, its C library and data packages.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
# Policy wants a trigger; that CPack adds scripts which call ldconfig too cannot be turned off.
set(TRIGGERS "${CMAKE_BINARY_DIR}/triggers")
file(WRITE "${TRIGGERS}" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${TRIGGERS}")
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata) # without it no event of the reference package is estimated
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_SOURCE_DIR}/cmake/PackageFiles.cmake")
include(CPack)
