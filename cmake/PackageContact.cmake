# SPDX-License-Identifier: GPL-3.0-or-later
# Who makes a package is its maintainer: asked of whoever calls CPack, in the way of Debian's own tools.
# Read by CPack when it starts; there is no default, since no address would be true for everybody.
if(NOT CPACK_PACKAGE_CONTACT AND DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
    set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
if(NOT CPACK_PACKAGE_CONTACT)
    message(FATAL_ERROR "nobody is named who makes the package; set DEBFULLNAME and DEBEMAIL, or "
            "configure with -DBLACKOUT_MAINTAINER='Name <address>'")
endif()
