"""The words of a page are what a reader reads of it, and nothing that is around."""

from __future__ import annotations

import pytest

from explainers.finishing.words import words_of
from explainers.pages.search_entries import SearchedPage

PAGE = SearchedPage("bridge/index.html", "en", "Explainer")


def body(html: str, page: SearchedPage = PAGE) -> str:
    """The words of a page with this in its `<main>`."""
    whole = f"<!doctype html><title>Old</title><body><nav>Menu</nav><main id=at-text>{html}</main></body>"
    return words_of(page, whole.encode()).decode().partition("<body>")[2].removesuffix("</body></html>\n")


def test_words_are_those_of_main_in_the_language_of_the_page() -> None:
    whole = b"<html lang=en><title>Title</title><nav>Above</nav><main><h1>Le pont</h1></main><footer>Below</footer>"
    words = words_of(SearchedPage("pont/index.html", "fr"), whole).decode()
    assert words == '<html lang="fr"><body><h1>Le pont</h1></body></html>\n'


@pytest.mark.parametrize(
    "html",
    [
        "<nav>gone</nav>",
        "<aside>gone</aside>",
        "<svg><title>gone</title><text>gone</text></svg>",
        "<figure><figcaption>gone</figcaption></figure>",
        "<sup><a href='#r4'>gone</a></sup>",
        "<form><label>gone<input value=gone></label></form>",
        "<button>gone</button>",
        "<script>gone</script><style>gone</style><template>gone</template><noscript>gone</noscript>",
        "<i aria-hidden=true>gone</i>",
        "<section data-pagefind-ignore><p>gone</p></section>",
        "<p data-pagefind-ignore=all>gone</p>",
        "<!-- gone -->",
        "<img alt=gone src=gone.png>",
    ],
)
def test_what_is_no_text_of_the_page_is_left_out_and_what_follows_stays(html: str) -> None:
    words = body(f"<p>before {html} after</p>")
    assert "gone" not in words
    assert "before" in words
    assert "after" in words


def test_style_navigation_and_numbers_of_receipts_leave_words_as_they_are() -> None:
    plain = "<html><main><div><p>The bridge fell.</p></div></main></html>"
    dressed = (
        "<html><head><style>p { color: red }</style><meta name=description content=New></head><nav>More</nav>"
        '<main class="wide page">\n<div class="text"><p class="x" id="m1">The <a href="../other/">bridge</a>   fell.'
        '<sup><a class="mark" href="#r7">7</a></sup></p></div></main></html>'
    )
    assert words_of(PAGE, dressed.encode()) == words_of(PAGE, plain.encode())


def test_headings_keep_their_ids_and_nothing_else_keeps_any_attribute() -> None:
    html = '<h2 id="why" class="x">Why?</h2><p id="p1" lang="fr" onclick="x()">So.</p>'
    assert body(html) == '<h2 id="why">Why?</h2> <p>So.</p>'


def test_a_term_is_a_heading_with_the_id_that_links_lead_to() -> None:
    html = '<dl><div id="ford"><dt>ford</dt><dd>A way.</dd></div><div><dt>Published</dt><dd>May</dd></div></dl>'
    assert '<h3 id="ford">ford</h3> <dd>A way.</dd>' in body(html)
    assert "<dt>Published</dt>" in body(html)


def test_a_term_counts_even_where_it_is_shown_by_what_does_not_count_elsewhere() -> None:
    badge = "<a data-pagefind-ignore>pledged</a>"
    html = f"<p>A ferry. {badge}</p><dl><div id=pledged><dt>{badge}</dt><dd>Promised.</dd></div></dl>"
    assert body(html).count(">pledged<") == 1
    assert '<h3 id="pledged">pledged</h3>' in body(html)


def test_blocks_are_parted_and_words_across_inline_elements_are_not() -> None:
    assert body("<table><tr><th>A</th><th>B</th></tr></table>").count("A</th> <th>B") == 1
    assert "harbour" in body("<p>har<b>bo</b>ur</p>")


def test_kind_and_name_are_data_of_the_page_and_no_words() -> None:
    page = SearchedPage("mali/index.html", "en", 'Country "&', "Mali")
    words = words_of(page, b"<main><p>Text</p></main>").decode()
    assert '<meta data-pagefind-meta="kind[content]" content="Country &quot;&amp;">' in words
    assert '<meta data-pagefind-meta="name[content]" content="Mali">' in words
    assert "meta" not in words_of(SearchedPage("a.html", "en"), b"<main>Text</main>").decode()


def test_text_that_looks_like_html_stays_text() -> None:
    html = "<h1>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;/body&gt;</h1>"
    assert body(html) == "<h1>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;/body&gt;</h1>"


def test_an_id_cannot_leave_its_attribute() -> None:
    assert body("""<h2 id='a" onclick="x'>H</h2>""") == '<h2 id="a&quot; onclick=&quot;x">H</h2>'


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("l’armée", "l’\u2060 armée"),
        ("L'État", "L'\u2060 État"),
        ("qu’elle", "qu’\u2060 elle"),
        ("d’<b>uranium</b>", "d’\u2060 uranium"),
        ("Mali’s", "Mali \u2060’s"),
        ("aujourd’hui", "aujourd’hui"),
        ("I’m", "I’m"),
        ("the ’s", "the ’s"),
        ("‘so’ it", "‘so’ it"),
    ],
)
def test_articles_and_endings_are_parted_from_the_word_that_one_looks_for(text: str, parted: str) -> None:
    assert body(f"<p>{text}</p>") == f"<p>{parted}</p>"


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"no html \xff\xfe", b"<body><p>Text</p></body>"])
def test_a_page_without_main_has_no_words(content: bytes) -> None:
    assert words_of(PAGE, content) == b""
