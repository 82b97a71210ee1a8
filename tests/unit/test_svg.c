/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document/svg: elements by hand. */
#include "document/svg.h"

#include "package.h"

static void elements_are_written(void **state)
{
    struct writer writer;
    struct caught caught = {0};
    blackout_error error;
    (void)state;
    writer_init(&writer, catch_bytes, &caught);
    svg_line(&writer, "grid", (struct svg_point){1.25, 2}, (struct svg_point){-3.04, 4.96});
    svg_box(&writer, "bar", (struct svg_box){0, 10, 2.5, 3}, "a < b");
    svg_circle(&writer, "dot", (struct svg_point){1, 2}, 3, NULL);
    svg_text(&writer, "tick", (struct svg_point){1, 2}, "\"x\" & y");
    svg_path(&writer, "line");
    svg_path_to(&writer, (struct svg_point){0, 1.5}, 1);
    svg_path_to(&writer, (struct svg_point){2, 3}, 0);
    svg_path_end(&writer, 1);
    check_ok(writer_finish(&writer, &error), &error);
    assert_string_equal(
        caught.text,
        "<line class=\"grid\" x1=\"1.2\" y1=\"2\" x2=\"-3\" y2=\"5\"/>\n"
        "<rect class=\"bar\" x=\"0\" y=\"10\" width=\"2.5\" height=\"3\"><title>a &lt; "
        "b</title></rect>\n"
        "<circle class=\"dot\" cx=\"1\" cy=\"2\" r=\"3\"/>\n"
        "<text class=\"tick\" x=\"1\" y=\"2\">&quot;x&quot; &amp; y</text>\n"
        "<path class=\"line\" d=\"M0 1.5L2 3Z\"/>\n");
    free(caught.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_written),
    };
    return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
