# SPDX-License-Identifier: GPL-3.0-or-later
# What the compiler, the linker and libc offer against faults of memory (OpenSSF, Compiler Options
# Hardening Guide for C and C++): tests/consumer/test_hardening.py reads it off the binaries. Not with
# sanitizers, which watch the same places themselves.
include(CheckCCompilerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)
target_compile_options(blackout_flags INTERFACE -fstack-protector-strong)
foreach(flag IN ITEMS -fstack-clash-protection -fcf-protection=full)
    string(MAKE_C_IDENTIFIER "BLACKOUT_HAS${flag}" has)
    check_c_compiler_flag(${flag} ${has}) # by compiler and processor
    if(${has})
        target_compile_options(blackout_flags INTERFACE ${flag})
    endif()
endforeach()
# libc checks the bounds of its calls only where the compiler optimises
target_compile_options(blackout_flags INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
target_link_options(blackout_flags INTERFACE LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)
