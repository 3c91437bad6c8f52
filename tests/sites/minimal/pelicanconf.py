"""The smallest site: one explainer, one source, two countries, one language."""

SITENAME = "Harbour"
SITEURL = "https://harbour.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "../../../theme"
DEFAULT_LANG = "en"
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LANGUAGES = ["en"]
