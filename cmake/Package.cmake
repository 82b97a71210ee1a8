# SPDX-License-Identifier: GPL-3.0-or-later
# A .deb of the whole installation by CPack:
#   cmake -B build/deb -DCMAKE_INSTALL_PREFIX=/usr && cmake --build build/deb && cd build/deb && cpack
# With SOURCE_DATE_EPOCH set, the same sources are the same bytes, in whatever folder they are built.
# That lintian finds no error is for the prefix /usr: the library is then where the linker looks.
set(BLACKOUT_CONTACT "blackout@example.org" CACHE STRING "Address of who makes the package")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME blackout)
set(CPACK_PACKAGE_CONTACT "The authors of blackout <${BLACKOUT_CONTACT}>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "estimates what an outage of a platform costs")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "The loss of the platform's owner, of the businesses that depend on it, and of market value. "
    "The program, its C library and data packages.")
string(CONCAT CPACK_DEBIAN_PACKAGE_DESCRIPTION ${CPACK_DEBIAN_PACKAGE_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(TRIGGERS "${CMAKE_BINARY_DIR}/triggers")
file(WRITE "${TRIGGERS}" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${TRIGGERS}")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS tzdata)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_SOURCE_DIR}/cmake/PackageFiles.cmake")
include(CPack)
