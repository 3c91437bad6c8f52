"""A site with French as its first language, German beside it, and countries of the Andes."""

SITENAME = "Cordillère"
SITEURL = ""
PATH = "content"
OUTPUT_PATH = "output"
THEME = "../../../theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "fr"

PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LICENCE = "CC BY 4.0"
EXPLAINER_LANGUAGES = ["fr", "de"]
EXPLAINER_NAMES = {"de": {"SITENAME": "Kordillere"}}
EXPLAINER_REPORT = "mailto:redaction@example.org"
