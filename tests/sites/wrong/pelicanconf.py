"""A site with mistakes: `expected/problems.txt` is what its editor is told."""

SITENAME = "Mistakes"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "../../../theme"
DEFAULT_LANG = "en"
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LICENCE = "CC BY 4.0"
EXPLAINER_LANGUAGES = ["en", "fr"]
