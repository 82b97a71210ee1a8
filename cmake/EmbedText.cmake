# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a C file that holds the texts of FILES, each under the name of its file up to the first dot, and
# the function NAME that finds one by that name, NAME_name that lists the names; HEADER declares both:
#   cmake -DOUTPUT=schemas.c -DNAME=report_schema -DHEADER=report/report.h
#         -DFILES="a.schema.json;b.schema.json" -P EmbedText.cmake
set(body "")
set(table "")
foreach(file IN LISTS FILES)
    get_filename_component(name "${file}" NAME_WE)
    file(READ "${file}" hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n    " bytes "${bytes}")
    string(MAKE_C_IDENTIFIER "${name}" identifier)
    string(APPEND body "static const char ${identifier}_text[] = {\n    ${bytes}0};\n\n")
    string(APPEND table "    {\"${name}\", ${identifier}_text},\n")
endforeach()
file(WRITE "${OUTPUT}"
"/* Made by cmake/EmbedText.cmake. */
#include \"${HEADER}\"

#include <stddef.h>
#include <string.h>

${body}static const struct {
    const char *name;
    const char *text;
} texts[] = {
${table}};

const char *${NAME}(const char *name)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        if (strcmp(texts[i].name, name) == 0) {
            return texts[i].text;
        }
    }
    return NULL;
}

const char *${NAME}_name(size_t index)
{
    return index < sizeof texts / sizeof texts[0] ? texts[index].name : NULL;
}
")
