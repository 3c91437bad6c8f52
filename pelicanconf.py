"""Settings of the site. Pelican's own are documented by Pelican, the rest in docs/settings.md."""

SITENAME = "Bearings"
SITESUBTITLE = "What is going on, and how do we know?"
SITEURL = ""

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LICENCE = "CC BY 4.0"
EXPLAINER_LANGUAGES = ["en", "fr"]
EXPLAINER_NAMES = {
    "fr": {"SITENAME": "Repères", "SITESUBTITLE": "Que se passe-t-il, et comment le savons-nous ?"},
}
EXPLAINER_REPORT = "mailto:corrections@example.org"
MAP_TILES = None
