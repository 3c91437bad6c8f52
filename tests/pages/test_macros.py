"""What macros show is kept, and is the same as if it was made for each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from jinja2 import Environment, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from explainers.pages.compiling import new_environment
from explainers.pages.explainer_pages import explainer as explainer_page
from explainers.pages.macros import KeepingEnvironment
from explainers.pages.numbered import Listed, Numbered, Run, Shown, numbered
from explainers.pages.plan import planned_pages, shown
from explainers.pages.templates import Theme, ThemeError
from explainers.pages.view_parts import (
    Badge,
    Link,
    Mark,
    Marks,
    SourceCardRow,
    Text,
    TimelineItem,
    When,
)
from tests.pages.corpora import context, explainer, known

PLEDGED = Badge("pledged", "pledged", "A <promise>", "../method/#pledged", "open")


def marks(*numbers: int, first: bool = True, margin: str = "AFP & Co") -> Numbered[Marks]:
    return Numbered(Marks((), (Mark(0, "m" if first else "", "#r", margin),) * len(numbers)), numbers)


def theme(macros: str, **additions: Any) -> Theme:
    """Return a theme with one component."""
    return Theme(Path("theme"), known={"components/a/a.html": macros}, additions=additions)


def show(of: Theme, macro: str, *options: Any, **named: Any) -> str:
    module = of.template("components/a/a.html", "en").module
    return str(getattr(module, macro)(*options, **named))


MARKS = """\
{% macro one(mark) %}<a{% if mark.id %} id="{{ mark.id }}"{% endif %} href="{{ mark.href }}" title="
{{- _("Receipt %(number)s", number=mark.number) }}">{{ mark.number }}{{ mark.margin }}</a>{% endmacro %}
{% macro every(end, apart="") %}{% for one_mark in end.marks %}
{{ one(one_mark) }}{{ apart }}{% endfor %}{% endmacro %}
"""


def test_numbers_are_those_of_each_page() -> None:
    of = theme(MARKS)
    for numbers in ((1, 2), (3, 14), (14, 3), (1, 2)):
        html = show(of, "every", marks(*numbers))
        assert html == show(of, "every", marks(*numbers).whole())
        assert html == "".join(f'<a id="m{n}" href="#r{n}" title="Receipt {n}">{n}AFP &amp; Co</a>' for n in numbers)
    again = show(of, "every", marks(7, first=False), apart="; ")
    assert again == '<a href="#r7" title="Receipt 7">7AFP &amp; Co</a>; '


def test_a_macro_that_asks_what_a_number_is_gets_it() -> None:
    asks = (
        "{% if mark.number > 9 %}many{% endif %}", "{{ mark.number + 1 }}", "{{ mark.number|int }}",
        "{{ mark.number ~ 's' }}", "{{ mark.href|length }}", "{{ mark.href[1:] }}", "{{ '%03d'|format(mark.number) }}",
        "{{ (mark.number ~ 's')|length }}", "{{ ('abc' ~ mark.number)|truncate(4, true, '', 0) }}",
        "{% set said %}{{ mark.number }}{% endset %}{{ said|length }}", "{{ (mark.number ~ 's')[0] }}",
        "{{ 'no' if mark.number == 12 }}", "{{ [mark.number]|join }}", "{{ mark.number|string|length }}",
        "{{ {mark.number: 1}[mark.number] }}", "{{ mark.number in (12, 13) }}", "{{ mark.id|upper }}",
    )  # fmt: skip
    for ask in asks:
        macro = "{% macro one(end) %}{% for mark in end.marks %}" + ask + "{% endfor %}{% endmacro %}"
        of, plain = theme(macro), theme(macro, filters={"own": str})
        for number in (3, 12, 3):
            assert show(of, "one", marks(number)) == show(plain, "one", marks(number)), ask


def test_what_is_wrong_in_a_macro_is_told_as_ever() -> None:
    of = theme("{% macro one(end) %}{{ end.colour }}{% endmacro %}")
    for _ in range(2):
        with pytest.raises(ThemeError, match="colour"), of.errors_told("components/a/a.html"):
            show(of, "one", marks(1))


def test_numbers_further_down_are_those_of_each_page_too() -> None:
    of = theme(MARKS + "{% macro event(item) %}{{ item.id }}{{ item.text[0] }}{{ every(item.text[1]) }}{% endmacro %}")
    for number, first in ((3, True), (14, True), (3, False)):
        text = Markup("<b>a</b>"), marks(number, first=first)
        item = TimelineItem("a", When("1 May"), "day", False, False, text)
        apart = numbered(item)
        assert (apart.numbers, apart.id, apart.text) == ((number,), "a", (text[0], text[1].whole()))
        assert show(of, "event", apart) == show(of, "event", item)


def test_safe_html_is_told_from_words() -> None:
    of = theme("{% macro one(item) %}{% for part in item.text %}{{ part }}{% endfor %}{% endmacro %}")
    html = [
        show(of, "one", TimelineItem("a", When("1 May"), "day", False, False, (text,)))  # type: ignore[arg-type]
        for text in (Markup("<b>a</b> & b"), "<b>a</b> & b")
    ]
    assert html == ["<b>a</b> & b", "&lt;b&gt;a&lt;/b&gt; &amp; b"]


def test_a_row_without_a_way_back_has_none() -> None:
    of = theme("{% macro one(row) %}{{ row.number }}{% if row.back %} {{ row.back }}{% endif %}{% endmacro %}")
    likes = [SourceCardRow(0, "r", "para. 1", PLEDGED, back) for back in ("#m", "", "#m", "#x")]
    rows = [Numbered(like, (number,)) for number, like in enumerate(likes, 1)]
    assert [show(of, "one", row) for row in rows] == ["1 #m1", "2", "3 #m3", "4 #x4"]
    assert [(row.number, row.id, row.back, row.locator) for row in rows[:2]] == [
        (1, "r1", "#m1", "para. 1"), (2, "r2", "", "para. 1"),
    ]  # fmt: skip


def test_what_is_kept_is_made_once_but_not_where_a_site_has_filters_of_its_own() -> None:
    numbers = count(1)
    of = theme("{% macro one(badge) %}{{ badge.word|own }}{% endmacro %}", filters={"own": lambda _: next(numbers)})
    assert [show(of, "one", PLEDGED) for _ in range(3)] == ["1", "2", "3"]
    kept = theme("{% macro one(badge, how='') %}{{ badge.word }}{{ how }}{{ tell() }}{% endmacro %}")
    kept._environment("en").globals["tell"] = lambda: next(numbers)
    assert [show(kept, "one", PLEDGED, **named) for named in ({}, {}, {"how": "!"})] == [
        "pledged4",
        "pledged4",
        "pledged!5",
    ]


@pytest.mark.parametrize(("length", "made"), [(10_000, 1), (20_000, 2)])
def test_what_is_so_long_that_it_is_one_pages_own_is_not_kept(length: int, made: int) -> None:
    calls: list[int] = []
    of = theme("{% macro one(badge) %}{{ badge.word }}{{ told() }}{% endmacro %}")
    of._environment("en").globals["told"] = lambda: calls.append(length) or ""
    long = Badge("pledged", "x" * length, "", "", "open")
    assert show(of, "one", long) == show(of, "one", long) == "x" * length
    assert len(calls) == made


@pytest.mark.parametrize("value", ["a<b", "a>b", "a&b", 'a"b', "a'b", "ab", 3, None, Markup("<i>"), Markup("&amp;")])
def test_what_is_put_out_is_escaped_as_jinja_does_it(value: object) -> None:
    assert str(KeepingEnvironment.put(value)) == str(Markup("{}").format(value))


@pytest.mark.parametrize(
    ("value", "there"),
    [
        (PLEDGED, (True, False)),
        (marks(1), (False, True)),
        (marks(1).whole(), (False, True)),
        ({"word": ""}, (True, False)),
        ({"marks": ()}, (False, True)),
        ("word", (False, False)),
        (None, (False, False)),
    ],
)
def test_whether_a_value_has_a_field_is_told_as_jinja_tells_it(value: object, there: tuple[bool, bool]) -> None:
    asked = "{{ (one.word is defined, one.marks is defined) }}"
    assert show(theme(f"{{% macro had(one) %}}{asked}{{% endmacro %}}"), "had", value) == str(there)
    assert Environment().from_string(asked).render(one=value) == str(there)


def test_words_of_views_are_words_and_no_safe_html() -> None:
    site = known(explainer())
    views = [
        explainer_page(context(site, "explainer", "herring")),
        *(shown(site, page).view for page in planned_pages(site)),
    ]
    seen: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, Numbered):
            walk(value.whole())
        elif isinstance(value, tuple | Listed):
            for one in value:
                walk(one)
        elif isinstance(value, Shown):
            seen.add(type(value).__name__)
            kinds = get_type_hints(type(value))
            for name in value.__struct_fields__:
                it = getattr(value, name)
                assert kinds[name] is not str or type(it) is str, (value, name)
                assert kinds[name] is not Text or str not in map(type, it), (value, name)
                walk(it)

    for view in views:
        walk(view)
    assert {"Badge", "When", "Link", "Mark", "SourceCardRow"} <= seen


def test_a_list_of_links_is_shown_as_each_page_has_it() -> None:
    of = theme("{% macro run(links, by='') %}{% for link in links %}{{ by }}{{ link.text }}{% endfor %}{% endmacro %}")
    home, away = Link("Home", "../"), Link("A & B", "away/")
    for links in ((home, away), (away, home), (home,), (), (home, away), (away,) * 40):
        words = ["Home" if one is home else "A &amp; B" for one in links]
        assert show(of, "run", links) == "".join(words)
        assert show(of, "run", links, by="–") == show(of, "run", links, "–") == "".join(f"–{one}" for one in words)
    pair = theme("{% macro two(first, second=none) %}{{ first }}{{ second is none }}{% endmacro %}")
    assert show(pair, "two", (home, away)) != show(pair, "two", home, away)


def _listed(*numbers: tuple[int, ...], first: bool = True) -> Listed[Any]:
    """Return a list: a claim's end of the page's own, and a run of them with these numbers."""
    own, *ends = (marks(*its, first=first, margin="5 % %s & 1") for its in ((99,), *numbers))
    return Listed((own,), Run(ends), tuple(number for its in numbers for number in its))


def test_a_row_that_many_pages_show_is_shown_as_each_page_has_it() -> None:
    macro = MARKS + "{% macro row(ends, apart) %}50 %{% for end in ends %}> % {{ every(end, apart) }}{% endfor %}"
    of, plain = (theme(macro + "{% endmacro %}", **additions) for additions in ({}, {"filters": {"own": str}}))
    for numbers in (((1, 2), (3,)), ((7, 14), (5,)), ((1, 2), (), (4,)), ((),), (), ((1, 2), (3,))):
        for listed in (_listed(*numbers), _listed(*numbers, first=False)):
            for apart in ("; ", Markup("<br>"), "", 1, True):
                html = show(plain, "row", tuple(listed), apart)
                assert html.count("> % ") == len(listed) == len(numbers) + 1
                assert show(of, "row", listed, apart) == html, (numbers, apart)


def test_a_row_that_many_pages_show_is_put_together_once() -> None:
    of = theme("{% macro one(end) %}{{ end.marks[0].number }};{% endmacro %}"
               "{% macro row(ends) %}{% for end in ends %}{{ one(end) }}{% endfor %}{% endmacro %}")  # fmt: skip
    asked = []

    class Told(Run[Marks]):
        """Tells when its parts are looked at."""

        def with_numbers(self, numbers: Iterable[int]) -> Iterator[Numbered[Marks]]:
            asked.append(tuple(numbers))
            return super().with_numbers(asked[-1])

    run = Told([marks(1), marks(1)])
    for one, other in ((1, 2), (3, 14), (1, 2)):
        assert show(of, "row", Listed((), run, (one, other))) == f"{one};{other};"
    assert asked == [(1, 2)]


def test_what_asks_more_of_a_number_in_a_row_gets_it() -> None:
    of = theme("{% macro one(end) %}{{ end.marks[0].number + 1 }};{% endmacro %}"
               "{% macro row(ends) %}{% for end in ends %}{{ one(end) }}{% endfor %}{% endmacro %}")  # fmt: skip
    assert [show(of, "row", _listed(*numbers)) for numbers in (((1,), (2,)), ((3,), (14,)))] == [
        "100;2;3;",
        "100;4;15;",
    ]


@pytest.mark.parametrize(
    "loop",
    [
        "{% for one in ones %}{{ said(one) }}, {% endfor %}",
        "{% for one in ones %}<{{ said(one, 2) }}{{ said(one) }}>{% endfor %}",
        "{% for one in ones %}{{ said(one, loop.index) }}{% endfor %}",
        "{% for one in ones %}{{ said(one, one) }}{% endfor %}",
        "{% for one in ones %}{{ said(2, one) }}{% endfor %}",
        "{% for one in ones %}{{ said(one, two=one) }}{% endfor %}",
        "{% for one in ones %}{{ said(*[one, 3]) }}{% endfor %}",
        "{% for one in ones %}{{ said(one)|upper }}{% endfor %}",
        "{% for one in ones if one != 2 %}{{ said(one) }}{% endfor %}",
        "{% for one in ones %}{{ said(one) }}{% else %}none{% endfor %}",
        "{% for one in ones %}{% set two = one %}{{ said(one, two) }}{% endfor %}",
        "{% for one in ones recursive %}{{ said(one) }}{% endfor %}",
        "{% for one, other in [(1, 2), ('<', '>')] %}{{ said(one, other) }}{% endfor %}",
        "{% for one in ones %}{% endfor %}",
        "{% for one in ones %}, {% endfor %}",
        "{% for said in [range, lipsum] %}{{ said(said) is string }}{% endfor %}",
        "{% for one in ones %}{{ range(one)|list }}{% endfor %}",
        "{% for one in ones %}{{ range(one, 5) }}{% endfor %}",
        "{% for one in ones %}{{ _(one) }}{% endfor %}",
        "{% autoescape false %}{% for one in ones %}{{ said(one, '<b>') }}{% endfor %}{% endautoescape %}",
    ],
)
def test_loops_that_only_call_something_do_as_all_loops(loop: str) -> None:
    macro = "{% macro said(one, two='') %}{{ one }}-{{ two }}{% endmacro %}"
    for text in (loop, "{% macro all(ones) %}" + loop + "{% endmacro %}{{ all(ones) }}"):
        made = []
        for environment in (new_environment("en"), new_environment("en")):
            environment.keeps = not made
            try:
                made.append(environment.from_string(macro + text).render(ones=[1, 2, 4] if "range(" in loop else "1<"))
            except Exception as wrong:  # noqa: BLE001
                made.append(f"{type(wrong)} {wrong}")
        assert made[0] == made[1]


def test_a_short_list_of_ends_is_shown_with_the_numbers_of_each_page() -> None:
    of = theme(MARKS + "{% macro all(ends, by='') %}{% for end in ends %}{{ by }}{{ every(end) }}{{ by }}{% endfor %}"
               "{{ ends|length }}{% endmacro %}")  # fmt: skip
    for ends in ((marks(1), marks(2, 3)), (marks(4), marks(4, 12)), (marks(1, 2), marks(3)), (marks(3),) * 20, ()):
        plain = tuple(end.whole() for end in ends)
        assert show(of, "all", ends) == show(of, "all", plain)
        assert show(of, "all", ends, by="; ") == show(of, "all", plain, by="; ")


@pytest.mark.parametrize(("words", "made"), [("Cite this", 1), ("“A long title”, a site, 1 May 2025. " * 4, 2)])
def test_what_has_long_words_of_one_page_is_not_kept(words: str, made: int) -> None:
    calls: list[str] = []
    of = theme("{% macro one(words, links) %}{{ words }}{{ told() }}{% endmacro %}")
    of._environment("en").globals["told"] = lambda: calls.append(words) or ""
    links = (Link("Home", "../"),)
    assert show(of, "one", words, links) == show(of, "one", words, links) == words
    assert len(calls) == made


def test_a_per_cent_sign_beside_a_number_stays() -> None:
    of = theme(
        "{% macro one(end) %}{% for mark in end.marks %}100 % {{ mark.margin }}: {{ mark.number }} %s{% endfor %}"
        "{% endmacro %}"
    )
    assert [show(of, "one", marks(n, margin="5 %d")) for n in (3, 4)] == ["100 % 5 %d: 3 %s", "100 % 5 %d: 4 %s"]


def test_functions_of_a_site_see_what_is_set_in_loops_and_blocks() -> None:
    @pass_context
    def seen(context: Context, name: str) -> str:
        return str(context[name])

    loop = "{% for one in (2, 3) %}{% set b = one %}{{ seen('b') }}; {% endfor %}"
    text = "{% block main %}{% set a = 1 %}{{ seen('a') }}; " + loop + "{% endblock %}"
    of = Theme(Path("theme"), known={"templates/a.html": text}, additions={"globals": {"seen": seen}})
    assert of.template("a.html", "en").render() == "1; 2; 3; "


def test_fields_are_those_of_values_or_the_entries_of_mappings() -> None:
    of = theme("{% macro one(it) %}{{ it.word }}{{ it.meaning is defined }}{% endmacro %}")
    assert show(of, "one", PLEDGED) == "pledgedTrue"
    assert show(of, "one", {"word": "<b>"}) == "&lt;b&gt;False"
    with pytest.raises(UndefinedError, match="word"):
        show(of, "one", {})
