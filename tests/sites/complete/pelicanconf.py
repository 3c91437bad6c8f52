"""A site with all that content can have: two languages, every status, every kind of event, changes, drafts."""

SITENAME = "Harbour"
SITESUBTITLE = "Who may fish where?"
SITEURL = "https://harbour.example/strait"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "../../../theme"
DEFAULT_LANG = "en"
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LICENCE = "CC BY 4.0"
EXPLAINER_LANGUAGES = ["en", "fr"]
EXPLAINER_NAMES = {"fr": {"SITENAME": "Le Port", "SITESUBTITLE": "Qui peut pêcher où ?"}}
EXPLAINER_REPORT = "mailto:desk@harbour.example"
