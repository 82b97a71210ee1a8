# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a C file that holds the texts of FILES, each under the name of its file up to the first dot:
#   cmake -DOUTPUT=schemas.c -DFILES="a.schema.json;b.schema.json" -P EmbedText.cmake
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
"/* Made from the schemas in src/report/schemas by cmake/EmbedText.cmake. */
#include \"report/report.h\"

#include <string.h>

${body}static const struct {
    const char *name;
    const char *text;
} schemas[] = {
${table}};

const char *report_schema(const char *name)
{
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; ++i) {
        if (strcmp(schemas[i].name, name) == 0) {
            return schemas[i].text;
        }
    }
    return NULL;
}

const char *report_schema_name(size_t index)
{
    return index < sizeof schemas / sizeof schemas[0] ? schemas[index].name : NULL;
}
")
