"""The examples of the guides are run as they stand there, and print what stands there."""

import itertools
import re
import sys

from world import ROOT, Row

GUIDES = [("torch", "pytorch.md"), ("onnxruntime", "onnx.md")]


def blocks(text):
    """The fenced blocks of a page: the word after the fence, and the lines."""
    return [(m[1], m[2]) for m in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)]


def examples(text):
    """Commands and programs of a page in their order, each with the output that it should have."""
    found = blocks(text)
    languages = [language for language, body in found]
    for before, (language, body) in zip([""] + languages, found):
        if not language and not body.startswith("$ ") and before != "python":
            yield "command", "# a block that no program prints", body
    for (language, body), (following, output) in itertools.pairwise(found + [("", "")]):
        if language == "python":
            has_output = not following and not output.startswith("$ ")
            yield "program", body, output if has_output else ""
        for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
            command, _, expected = part.partition("\n")
            yield "command", command, expected


def wrong(world, page):
    """What is not as the page says it."""
    count = 0
    for kind, body, expected in examples((ROOT / "Guides" / page).read_text()):
        if kind == "program":
            path = world.folder / f"{page}-{count}.py"
            path.write_text(body)
            body = f"{sys.executable} {path}"
        outcome = world.shell(body)
        said = outcome.stdout + (outcome.stderr if outcome.returncode else "")
        if said.strip() != expected.strip():
            print(f"{page}: {body}\n--- said\n{said}--- expected\n{expected}", file=sys.stderr)
            yield body
        count += 1


def check(world):
    for package, page in GUIDES:
        text = (ROOT / "Guides" / page).read_text()
        count = len(list(examples(text)))
        yield Row(package, f"examples of Guides/{page}", count, float(len(list(wrong(world, page)))), 0.0)
