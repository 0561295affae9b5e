"""Rules of what templates make of a script: text, web page, and the document that is typeset."""

from __future__ import annotations

import datetime
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest
from phrasebooks import BOOK, phrasebook

from scripts_gen.errors import InputError
from scripts_gen.render import WIDTH, escape_markdown, fold_text, render, script_document
from scripts_gen.resources import find_resource, read_templates
from scripts_gen.script import Script, build_script
from scripts_gen.typeset import typeset

SHIPPED = find_resource("templates")
TEXTS = ("script.html.j2", "script.md.j2", "script.txt.j2")
VOID = {"meta", "br"}
HOSTILE = '<script>alert(1)</script> & "quotes" {{ 7 * 7 }} *bold* [a](b) `c` # d | e'


def script(spoken: str, staff: str = "", said: str = "") -> Script:
    """Return the script of the cashier; ``said`` replaces the first wording."""
    book = phrasebook(spoken, {"greeting.morning": said} if said else None)
    return build_script(BOOK.roles["cashier"], book, phrasebook(staff) if staff else book)


def rich_script(spoken: str, staff: str) -> Script:
    """Return a script in which every part that a template may show is there: omissions and what is not said too."""
    told = {"greeting.morning#instead_of": "Next!; Yes?"}
    book = phrasebook(spoken)
    return build_script(BOOK.roles["cashier"], book, phrasebook(staff, guidance=told))


class Page(HTMLParser):
    """The tags of a page in order, each with the language and direction in force, and the text of each element."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[tuple[str, str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            _, lang, direction = self.open[-1] if self.open else ("", "", "")
            self.open.append((tag, found.get("lang", lang), found.get("dir", direction)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] != "style" and data.strip():
            self.texts.append((data.strip(), *self.open[-1][1:]))


@pytest.mark.parametrize("template", TEXTS)
@pytest.mark.parametrize(("spoken", "staff"), [("en", "en"), ("ar", "fi"), ("ar", "ar"), ("ru", "ru"), ("tl", "en")])
def test_every_format_shows_every_line_in_order(template: str, spoken: str, staff: str) -> None:
    """A format leaves nothing out: each wording stands in it, in the order of the script."""
    built = rich_script(spoken, staff)
    text = render(template, built, [SHIPPED])
    runs = [
        piece.text.strip()
        for scene in built.encounter + built.at_hand
        for step in scene.steps
        for phrase in step.phrases
        for line in phrase.lines
        for piece in line.wording.pieces
        if hasattr(piece, "text")
    ]
    flat = " ".join(text.split())
    place = 0
    for run in runs:
        place = flat.find(" ".join(run.split()), place)
        assert place >= 0, run


@pytest.mark.parametrize("template", TEXTS)
def test_every_format_names_drafts_omissions_and_what_is_not_said(template: str) -> None:
    """Nothing is silent: a draft is marked, a phrase left out is named with its reason, a bad habit is listed."""
    text = render(template, rich_script("tl", "fi"), [SHIPPED])
    assert text.count("LUONNOS") == 1
    for expected in ("emergency.exit", "not translated yet", "Next!", "Yes?", "10 sekuntia", "A clean uniform."):
        assert expected in text


@pytest.mark.parametrize("template", TEXTS)
def test_the_same_script_gives_the_same_bytes(template: str) -> None:
    """Rendering is a function of the script."""
    assert render(template, rich_script("ar", "fi"), [SHIPPED]) == render(template, rich_script("ar", "fi"), [SHIPPED])


# --- the page ---------------------------------------------------------------------------------------------------------


def test_html_escapes_what_catalogs_say() -> None:
    """A wording is data: neither markup nor template code in it comes to life."""
    text = render("script.html.j2", script("en", said=HOSTILE), [SHIPPED])
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quotes&#34; {{ 7 * 7 }}" in text


@pytest.mark.parametrize(("spoken", "staff"), [("ar", "fi"), ("fi", "ar"), ("ar", "ar"), ("en", "en")])
def test_each_text_of_the_page_is_in_its_language(spoken: str, staff: str) -> None:
    """A reader of the page hears each text in its own language, and it runs the way of that language."""
    built = rich_script(spoken, staff)
    texts = Page(render("script.html.j2", built, [SHIPPED])).texts
    assert texts[0][1:] == (staff, built.staff.direction)
    wordings = {
        line.wording.text: line.wording for s in built.encounter for p in s.steps[0].phrases for line in p.lines
    }
    assert wordings
    for text, wording in wordings.items():
        if "____" not in text:
            assert (text, wording.locale, wording.direction) in texts
    assert ("The customer feels seen and welcome.", "en", "ltr") in texts


def test_a_pronunciation_is_latin() -> None:
    """A pronunciation is tagged as its language in Latin letters, left to right."""
    texts = Page(render("script.html.j2", script("ar", "fi"), [SHIPPED])).texts
    assert ("ana sa'eed bi-musa'adatik.", "ar-Latn", "ltr") in texts


def test_the_page_is_self_contained() -> None:
    """The page asks for nothing: no script, no image, no sheet, no font from elsewhere; and forbids itself to."""
    text = render("script.html.j2", rich_script("ar", "fi"), [SHIPPED])
    tags = Page(text).tags
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in tags}
    assert all(its["href"].startswith("#") for tag, its in tags if tag == "a")
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_headings_nest_and_links_lead_somewhere() -> None:
    """No heading level is skipped, one h1 stands first, ids are unique, and every link has its target."""
    tags = Page(render("script.html.j2", rich_script("ar", "fi"), [SHIPPED])).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    ids = [its["id"] for _, its in tags if "id" in its]
    assert len(ids) == len(set(ids))
    assert {its["href"][1:] for tag, its in tags if tag == "a"} == set(ids)


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rgb`` or ``#rrggbb`` by WCAG 2.2."""
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_of_the_page_have_contrast() -> None:
    """Every ink stands out from paper and tint by 7:1 or more, in light, in dark and in print."""
    text = render("script.html.j2", script("en"), [SHIPPED])
    schemes = [dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{([^}]*)\}", text)]
    assert len(schemes) == 3
    for scheme in schemes:
        papers = [scheme[name] for name in ("paper", "tint") if name in scheme]
        for ink in (scheme[name] for name in ("ink", "quiet", "link", "draft") if name in scheme):
            for paper in papers:
                light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 7, (ink, paper)


# --- Markdown and plain text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("[a](b) <i>", r"\[a\](b) \<i\>"),
        ("# a", r"\# a"),
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
        ("a - b, 1.5 m, R&D, a + b", "a - b, 1.5 m, R&D, a + b"),
        ("&amp; &#42;", r"\&amp; \&\#42;"),
        ("a\\b", r"a\\b"),
        ("a\n# b", r"a \# b"),
    ],
)
def test_markdown_shows_a_text_as_it_stands(text: str, escaped: str) -> None:
    """What Markdown would interpret is escaped, and only that, so that the raw file still reads well."""
    assert escape_markdown(text) == escaped


def test_markdown_escapes_what_catalogs_say() -> None:
    """A wording cannot bring markup of its own into the Markdown."""
    text = render("script.md.j2", script("en", said=HOSTILE), [SHIPPED])
    assert r"> \<script\>alert(1)\</script\> & " in text
    assert r"\*bold\* \[a\](b) \`c\` \# d \| e" in text


@pytest.mark.parametrize(("spoken", "staff"), [("en", "en"), ("ar", "fi"), ("ru", "ar")])
def test_plain_text_keeps_to_its_columns(spoken: str, staff: str) -> None:
    """No line of the text is longer than 80 columns."""
    text = render("script.txt.j2", rich_script(spoken, staff), [SHIPPED])
    assert max(map(len, text.splitlines())) <= WIDTH


def test_plain_text_is_raw() -> None:
    """The text shows a wording as it stands."""
    assert HOSTILE in " ".join(render("script.txt.j2", script("en", said=HOSTILE), [SHIPPED]).split())


def test_folding_never_cuts_an_isolated_run() -> None:
    """A telephone number in an Arabic line stays on one line."""
    number = "\u2066+358 40 123 4567\u2069"
    for length in range(60, 80):
        assert number in fold_text("ا" * length + " " + number + " في أي وقت")


# --- whose template ---------------------------------------------------------------------------------------------------


def test_a_workspace_overrides_a_template_by_its_name(tmp_path: Path) -> None:
    """A file of the same name in the first folder wins; the others still come from the shipped folder."""
    (tmp_path / "script.txt.j2").write_text("{{ script.title.text }}!")
    assert render("script.txt.j2", script("fi"), [tmp_path, SHIPPED]) == "Kassatyöntekijä!"
    assert render("script.md.j2", script("fi"), [tmp_path, SHIPPED]).startswith("# Kassatyöntekijä\n")


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        ("fine\n{% if %}", 2, "Expected an expression"),
        ("fine\n\n{{ script.titel }}", 3, "has no attribute 'titel'"),
        ("{{ scrip }}", 1, "'scrip' is undefined"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("\n{% include 'other.j2' %}", 2, "other.j2"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ script.words.update({}) }}", 1, "access to attribute 'update'"),
        ("{% for i in range(10000000) %}{% endfor %}", 1, "Range too big"),
        ("{% include '../secret.txt' %}", 1, "secret.txt"),
    ],
)
def test_a_broken_template_is_told_with_name_and_line(tmp_path: Path, source: str, line: int, told: str) -> None:
    """What is wrong with a template, or forbidden to it, is told with its name and line."""
    (tmp_path / "script.txt.j2").write_text(source)
    (tmp_path.parent / "secret.txt").write_text("secret")
    with pytest.raises(InputError) as error:
        render("script.txt.j2", script("en"), [tmp_path, SHIPPED])
    fault = error.value.faults[0]
    assert (fault.file, fault.line) == ("script.txt.j2", line)
    assert told in fault.message


def test_a_missing_template_is_told_with_the_folders(tmp_path: Path) -> None:
    """A template that is nowhere is an error that says where it was looked for."""
    with pytest.raises(InputError, match=re.escape(f"'script.rtf.j2' not found in search path: '{tmp_path}'")):
        render("script.rtf.j2", script("en"), [tmp_path])


# --- the typeset document ---------------------------------------------------------------------------------------------


def test_the_document_is_plain_and_complete() -> None:
    """What crosses to the typesetter is JSON: each text with its language and direction, each blank with its width."""
    document = script_document(script("ar", "fi"))
    assert json.loads(json.dumps(document)) == document
    assert document["lang"] == "fi"
    assert document["languages"]["ar"] == {
        "dir": "rtl",
        "font": "Almarai",
        "scale": 1.12,
        "leading": 1.5,
        "smallest": 12.0,
    }
    assert document["spoken"] == {"text": "العربية", "lang": "ar", "dir": "rtl"}
    name = document["encounter"][0]["steps"][1]["phrases"][0]["lines"][0]
    assert name["wording"] == {
        "pieces": [
            {"text": "اسمي: "},
            {"blank": {"text": "etunimeni", "lang": "fi", "dir": "ltr"}, "width": 34.0},
            {"text": ". ما اسمك من فضلك؟"},
        ],
        "lang": "ar",
        "dir": "rtl",
    }
    assert name["pronunciation"] is None


@pytest.fixture(scope="module", params=[("en", "en"), ("ar", "fi"), ("ar", "ar"), ("ru", "ar"), ("tl", "fi")])
def printed(request: pytest.FixtureRequest) -> tuple[Script, bytes]:
    """A script and its PDF."""
    built = rich_script(*request.param)
    return built, typeset("script.typ", script_document(built), read_templates([SHIPPED]), datetime.date(2026, 11, 21))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_is_accessible_and_archivable(printed: tuple[Script, bytes], profile: str) -> None:
    """PDF/UA-1 and PDF/A-2a, by an independent validator."""
    report = page.validate_pdf_bytes(printed[1], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_pdf_is_a4_with_title_and_language(printed: tuple[Script, bytes]) -> None:
    """Each page is A4 portrait; the document says its title and the reader's language."""
    built, data = printed
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for its in pdf.pages:
            assert [round(float(side) / 72 * 25.4) for side in its.mediabox[2:]] == [210, 297]
        assert str(pdf.Root.Lang) == built.staff.code
        assert str(pdf.docinfo["/Title"]).startswith(f"{built.title.text} – ")


def test_the_pdf_has_headings(printed: tuple[Script, bytes]) -> None:
    """Role, part, scene and step are headings of four levels, one for each."""
    built, data = printed
    scenes = built.encounter + built.at_hand
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = [
            str(its.S) for its in pdf.objects if isinstance(its, pikepdf.Dictionary) and "/S" in its and "/P" in its
        ]
    parts = bool(built.encounter) + bool(built.at_hand) + bool(built.omissions)
    counts = (1, parts, len(scenes), sum(len(scene.steps) for scene in scenes))
    assert tuple(tags.count(f"/H{level}") for level in (1, 2, 3, 4)) == counts


def test_arabic_is_kept_in_logical_order() -> None:
    """The drawn letters of an Arabic line run from the right; the PDF also holds them as they are read."""
    data = typeset(
        "script.typ", script_document(script("ar", "fi")), read_templates([SHIPPED]), datetime.date(2026, 11, 21)
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = [
            str(its["/ActualText"])
            for its in pdf.objects
            if isinstance(its, pikepdf.Dictionary) and "/ActualText" in its
        ]
    assert "المساعدة في الطريق. يمكنك أيضًا الاتصال على +358 40 123 4567 في أي وقت." in texts


def test_no_wording_is_lost_on_a_page_break() -> None:
    """A step that is higher than a page runs on; nothing of it falls off."""
    built = script("en")
    scene = built.encounter[0]
    step = replace(scene.steps[0], phrases=scene.steps[0].phrases * 30)
    built = replace(built, encounter=(replace(scene, steps=(step,)),), at_hand=())
    data = typeset("script.typ", script_document(built), read_templates([SHIPPED]), datetime.date(2026, 11, 21))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 2
