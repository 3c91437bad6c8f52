"""Theme and package keep the contract of `explainers.pages.views`, both ways: each field that views have is read by
the theme, and templates read nothing else.

What templates read is watched (`tests.theme.recording`) while they show the sample pages, all examples of components,
and every page of a site that has a bit of everything.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import jinja2
import msgspec
import pytest
from jinja2 import nodes

from explainers.build.whole_site import read_site
from explainers.commands.opening import site_of
from explainers.pages import views
from explainers.pages.examples import components
from explainers.pages.machine_views import FeedText
from explainers.pages.numbered import Shown
from explainers.pages.plan import planned_pages, shown
from explainers.pages.render import rendered
from explainers.pages.templates import Theme
from explainers.site.site import Site
from tests.building_sites import DAY, SITES
from tests.theme.recording import Reads, watched
from tests.theme.samples import FEED, GALLERY, TEMPLATES, THEME, VIEWS, pages, theme

GLOBALS = {"_", "ngettext", "pgettext", "npgettext", "gettext", "style", "policy", "inline_script"}
# How templates tell apart what may be of several types, and what they ask of texts.
ALLOWED = {
    ("Checked", "badges", "components/text/text.html"),
    ("TermRef", "badges", "components/text/text.html"),
    ("TermRef", "passed", "components/text/text.html"),
    ("Markup", "endswith", "components/text/text.html"),
    ("dict", "sign", "components/pair/pair.html"),
}
ENVIRONMENT = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
ENVIRONMENT.filters["unbroken"] = str  # the one filter of ours
READING_FILTERS = ("map", "selectattr", "rejectattr", "groupby", "sort", "sum", "unique", "min", "max")

Views = Iterable[tuple[str, str, Any]]
"""Templates, languages, and the views to show with them."""


# ---- what is shown ---------------------------------------------------------------------------------------


@cache
def site_views() -> tuple[tuple[str, str, Any], ...]:
    """All pages of the site that has a bit of everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        site = site_of(str(SITES / "complete/pelicanconf.py"), None, None, None)
    reading = read_site(site.folders.content, site.wanted)
    known = Site(reading.corpus, site.site, site.day)
    made = ((shown(known, page), page.language) for page in planned_pages(known))
    return tuple((one.template, language, one.view) for one, language in made)


def sample_views() -> Iterator[tuple[str, str, Any]]:
    """The sample pages."""
    return ((name.partition(",")[0], "en", view) for name, view in pages().items())


@dataclasses.dataclass
class Seen:
    """What was read of all values, and the names that were read while the views of each type were shown."""

    reads: Reads
    names: dict[type, set[tuple[str, str]]]


def seen_of(theme: Theme, shows: Views) -> Seen:
    """Show views, and all examples of components, and return what templates have read."""
    reads, names = Reads(), dict[type, set[tuple[str, str]]]()
    watching = watched(theme, reads)
    for template, language, view in shows:
        reads.names = names.setdefault(type(view), set())
        rendered(watching, template, language, view)
    reads.names = set()
    for language in ("en", "fr"):
        components(watching, language)
    return Seen(reads, names)


@cache
def seen() -> Seen:
    return seen_of(theme(), [*sample_views(), *site_views()])


# ---- the theme's sources ---------------------------------------------------------------------------------


def source(theme: Theme, name: str) -> nodes.Template:
    """A template, parsed."""
    return ENVIRONMENT.parse(theme.texts[name if name.startswith("components/") else f"templates/{name}"])


def files(theme: Theme) -> list[str]:
    """All templates that pages and feeds reach."""
    return sorted({name for template in (*TEMPLATES, FEED) for name in theme.closure(template)})


@pytest.mark.parametrize("file", sorted(name for name in theme().texts if name.endswith((".html", ".xml"))))
def test_a_template_shows_each_macro_that_it_imports(file: str) -> None:
    parsed = ENVIRONMENT.parse(theme().texts[file])
    shown = {one.name for one in parsed.find_all(nodes.Name) if one.ctx == "load"}
    imported = {name for one in parsed.find_all(nodes.FromImport) for name in one.names}
    assert imported <= shown


def own_names(theme: Theme, name: str) -> set[str]:
    """What a template has from others or sets itself: blocks see it through the context."""
    tree = source(theme, name)
    names = (one for node in tree.find_all(nodes.FromImport) for one in node.names)
    own = {one if isinstance(one, str) else one[1] for one in names}
    return own | {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}


def attributes(theme: Theme, name: str) -> set[str]:
    """The attributes that a template names, those that filters are told of too."""
    tree = source(theme, name)
    found = {node.attr for node in tree.find_all(nodes.Getattr)}
    for node in tree.find_all(nodes.Filter):
        told = [*node.args[:1], *(one.value for one in node.kwargs if one.key == "attribute")]
        if node.name in READING_FILTERS:
            found |= {part for one in told if isinstance(one, nodes.Const) for part in str(one.value).split(".")}
    return found


def fields(kind: type) -> set[str]:
    return set(kind.__struct_fields__)  # type: ignore[attr-defined]


def parts_of(kind: object, seen: set[type]) -> Iterator[type]:
    """The parts that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, Shown):
        if kind not in seen:
            seen.add(kind)
            yield kind
            for hint in typing.get_type_hints(kind).values():
                yield from parts_of(hint, seen)
        return
    for argument in typing.get_args(kind):
        yield from parts_of(argument, seen)


# ---- faults ----------------------------------------------------------------------------------------------


def unread_fields(seen: Seen, kinds: Mapping[str, type]) -> list[str]:
    """Fields of views that their own templates don't read, and fields of parts that no template reads."""
    found, parts = [], set[type]()
    for view in dict.fromkeys(kinds.values()):
        names = {name for _, name in seen.names.get(view, ())}
        found += [f"{view.__name__}.{name}" for name in sorted(fields(view) - names)]
        for part in parts_of(view, parts):
            if part not in kinds.values():
                read = {name for kind, name in seen.reads.fields if kind is part}
                found += [f"{part.__name__}.{name}" for name in sorted(fields(part) - read)]
    return found


def foreign_reads(theme: Theme, seen: Seen) -> list[str]:
    """What templates read that isn't a field of the value, or of the view that they show; and what they would read
    in places that nothing has reached."""
    reads = seen.reads
    foreign = {(kind.__name__, name, template) for kind, name, template in reads.foreign} - ALLOWED
    found = [f"{template} reads {kind}.{name}" for kind, name, template in sorted(foreign)]
    for view, names in seen.names.items():
        for template, name in sorted(names):
            own = fields(FeedText if template == FEED else view)
            if name not in own | GLOBALS | own_names(theme, template):
                found.append(f"{template} reads {name}, which {view.__name__} lacks")
    for template in files(theme):
        unreached = attributes(theme, template) - {name for one, name in reads.places if one == template}
        found += [f"{template} has {name} where no sample leads" for name in sorted(unreached)]
    return found


# ---- the contract ----------------------------------------------------------------------------------------


def test_every_template_has_a_view_and_every_view_a_template() -> None:
    assert sorted(VIEWS) == TEMPLATES
    assert set(VIEWS.values()) == set(typing.get_args(views.View))


def test_the_theme_reads_every_field_of_every_view_and_its_parts() -> None:
    assert unread_fields(seen(), VIEWS) == []


def test_templates_read_nothing_but_fields_of_views_and_the_documented_globals() -> None:
    assert foreign_reads(theme(), seen()) == []


def test_all_kinds_of_pages_were_shown_by_the_site_and_by_a_sample() -> None:
    for shows, unset in ((sample_views(), set()), (site_views(), {"tag.html"})):  # the site says no TAG_URL
        assert {template for template, _, _ in shows} - {FEED} == set(TEMPLATES) - unset


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_needs_a_name_that_its_view_lacks_wherever_it_stands(template: str) -> None:
    for name in theme().closure(template):
        free = jinja2.meta.find_undeclared_variables(source(theme(), name)) - own_names(theme(), name)
        view = FeedText if name == FEED else VIEWS[template]
        allowed = GLOBALS | (set() if name.startswith("components/") else fields(view))
        assert free <= allowed, f"{name} reads {free - allowed}"


# ---- planted faults --------------------------------------------------------------------------------------


def planted(name: str, *its_fields: tuple[str, type]) -> type[Shown]:
    return msgspec.defstruct(name, its_fields, bases=(Shown,), frozen=True)


@pytest.mark.parametrize("name", ["title", "href", "note", "marks", "sign"])
def test_a_new_field_of_a_view_would_be_missed_whatever_it_is_called(name: str) -> None:
    view = next(view for template, _, view in sample_views() if template == "404.html")
    kind = msgspec.defstruct("PlantedView", [(name, str)], bases=(type(view),), frozen=True)
    shown = kind(**{one: getattr(view, one) for one in fields(type(view))}, **{name: "planted"})
    found = unread_fields(seen_of(theme(), [("404.html", "en", shown)]), {"404.html": kind})
    assert f"PlantedView.{name}" in found


@pytest.mark.parametrize("name", ["title", "href", "note", "marks", "sign"])
def test_a_new_field_of_a_part_would_be_missed_whatever_it_is_called(name: str) -> None:
    part, other = (planted(kind, (name, str)) for kind in ("PlantedPart", "Other"))
    view = planted("PlantedView", ("part", part), ("other", other))
    text = f"{{% if part %}}{{{{ other.{name} }}}}{{% endif %}}"
    reads = Reads()
    watching = watched(Theme(THEME, known={"templates/page.html": text}), reads)
    assert rendered(watching, "page.html", "en", view(part("planted"), other("read"))) == b"read\n"
    found = unread_fields(Seen(reads, {view: reads.names}), {"page.html": view})
    assert found == [f"PlantedPart.{name}"]


@pytest.mark.parametrize(
    ("file", "planted", "said"),
    [
        ("templates/page.html", "{{ title.upper() }}", "page.html reads str.upper"),
        ("templates/page.html", "{{ frame.__class__ }}", "page.html reads Frame.__class__"),
        ("templates/page.html", "{{ frame.nothing is defined }}", "page.html reads Frame.nothing"),
        ("templates/page.html", "{{ [frame] | map(attribute='nothing') | list }}", "page.html reads Frame.nothing"),
        ("templates/page.html", "{{ contents[0].href.lower if false }}", "page.html has lower where no sample leads"),
        ("templates/page.html", "{{ body_text is defined }}", "page.html reads body_text, which PageView lacks"),
        ("components/title/title.html", "{% macro m(x) %}{{ x.y }}{% endmacro %}", "title.html has y where no sample"),
    ],
)
def test_what_a_template_reads_beyond_its_view_would_be_found(file: str, planted: str, said: str) -> None:
    text = theme().texts[file]
    where = text.index("{% block main %}") + len("{% block main %}") if "{% block main %}" in text else len(text)
    made = Theme(THEME, known={**theme().texts, file: text[:where] + planted + text[where:]})
    shows = [show for show in sample_views() if show[0] == "page.html"]
    found = foreign_reads(made, seen_of(made, shows))
    assert [fault for fault in found if said in fault], found


# ---- samples ---------------------------------------------------------------------------------------------


def test_there_is_a_sample_page_for_every_template() -> None:
    assert {name.partition(",")[0] for name in pages()} == set(TEMPLATES)


def test_every_component_is_used() -> None:
    used = {name for template in (*TEMPLATES, GALLERY) for name in theme().closure(template)}
    found = {f"components/{path.name}/{path.name}.html" for path in (THEME / "components").iterdir()}
    assert found == {name for name in used if name.startswith("components/")}
