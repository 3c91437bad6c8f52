"""A site whose texts would be taken for templates, scripts and markup, if anything took texts for that."""

NASTY = "{{7*7}} {% raw %} ${1+1} `tick` 'one' \"two\" </script> <img src=x onerror=alert(1)> &amp; \\"

SITENAME = f"Site {NASTY}"
SITESUBTITLE = f"Subtitle {NASTY}"
SITEURL = "https://hostile.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "../../../theme"
DEFAULT_LANG = "en"
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LICENCE = "CC BY 4.0"
EXPLAINER_LANGUAGES = ["en", "fr"]
EXPLAINER_NAMES = {"fr": {"SITENAME": f"Nom {NASTY}", "SITESUBTITLE": f"Titre {NASTY}"}}
EXPLAINER_REPORT = "mailto:desk@hostile.example"
