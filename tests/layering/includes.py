# SPDX-License-Identifier: GPL-3.0-or-later
"""Who includes whom below src/ and include/.

Files are named by their path below src/ ("core/text.h") or include/ ("blackout/status.h"), as an
`#include` names them. Conditional includes count as any other: this is a reader, not a
preprocessor, so that it also sees what another configuration would compile."""

import pathlib
import re

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)


DECLARATION = re.compile(r"^(?!static|typedef)[a-z][^;{}=]*?\b\w+\([^;{]*\)[^;{]*;", re.M)


def declares_functions(text):
    """Whether the text of a header has a declaration of a function."""
    return DECLARATION.search(re.sub(r"/\*.*?\*/", "", text, flags=re.S)) is not None


def layer(file):
    """The folder of a file: "." for one beside the folders, "public" for public headers."""
    if file == "blackout.h" or file.startswith("blackout/"):
        return "public"
    return file.split("/")[0] if "/" in file else "."


class Tree:
    """The includes of all files below `root`/src and `root`/include."""

    def __init__(self, root):
        self.own = {}  # file -> own files that it includes, in their order
        self.system = {}  # file -> other headers
        self.declaring = set()  # headers that declare functions, which their source files have
        for base in (pathlib.Path(root) / "src", pathlib.Path(root) / "include"):
            for path in sorted(base.rglob("*.[ch]")):
                text = path.read_text()
                found = INCLUDE.findall(text)
                file = path.relative_to(base).as_posix()
                if file.endswith(".h") and declares_functions(text):
                    self.declaring.add(file)
                self.own[file] = [own for own, _ in found if own]
                self.system[file] = [system for _, system in found if system]

    def reached(self, file):
        """What `file` includes, directly and through others: header -> the path of includes that
        leads there, as a list that ends with it."""
        paths = {}
        queue = [(header, [header]) for header in self.own[file]]
        for header, path in queue:  # breadth first: the shortest path is shown
            if header not in paths:
                paths[header] = path
                queue += [(other, [*path, other]) for other in self.own.get(header, [])]
        return paths

    def needs(self):
        """Which files of a folder need each other: a file needs what it includes, a source file also
        what its own header includes, and a header that declares functions the source file of its
        name, which has them. Nothing of other folders, whose arrows are those of the layers."""
        graph = {}
        for file, headers in self.own.items():
            own = re.sub(r"c$", "h", file)
            near = [h for h in headers if layer(h) == layer(file) != "public" and h != own]
            if file != own:
                near += [h for h in self.own.get(own, ()) if layer(h) == layer(file)]
            elif file in self.declaring and file[:-1] + "c" in self.own:
                near.append(file[:-1] + "c")
            graph[file] = near
        return graph

    def missing(self):
        """Own includes that lead nowhere."""
        for file, headers in self.own.items():
            for header in headers:
                if header not in self.own:
                    yield f"{file}: there is no {header}"


def cycles(graph):
    """The groups of nodes that reach each other, of a dictionary from a node to what it needs;
    each sorted (Tarjan 1972)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        work = [(node, iter(graph.get(node, ())))]
        index[node] = low[node] = len(index)
        stack.append(node)
        while work:
            at, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    work.append((other, iter(graph.get(other, ()))))
                    break
                if other in stack:
                    low[at] = min(low[at], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == index[at]:
                    place = stack.index(at)
                    group = stack[place:]
                    del stack[place:]
                    if len(group) > 1 or at in graph.get(at, ()):
                        found.append(sorted(group))

    for node in graph:
        if node not in index:
            visit(node)
    return sorted(found)
