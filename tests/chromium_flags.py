"""What Chromium is told when browser tests start it: to reach this machine only, and to do nothing that nobody sees."""

from __future__ import annotations

from typing import Final

__all__ = ["CHROMIUM_FLAGS", "STILL"]

# Each new window also loads Chromium's own pages for its address bar, which cost more than most of ours. The other
# features are those that Playwright switches off: Chromium takes only the last `--disable-features`.
_UNUSED: Final = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning",
    # A process for each site: every page opened would start one.
    "IsolateOrigins", "site-per-process", "ProactivelySwapBrowsingInstance", "RenderDocument",
    "SpareRendererForSitePerProcess",
)  # fmt: skip
# Nobody looks at the screen: what draws beside the page needs no processes and threads of its own.
_DRAWN_HERE: Final = (
    "--disable-smooth-scrolling", "--num-raster-threads=1", "--in-process-gpu", "--disable-gpu-compositing",
    "--disable-software-rasterizer", "--disable-site-isolation-trials", "--no-zygote",
)  # fmt: skip
# Each page's scripts run once: to make them quick takes longer than they do (a third of axe's time).
_AS_THEY_ARE: Final = "--js-flags=--no-maglev,--no-turbofan"
# A headless browser that has no thread to draw in draws nothing, which is a third of its work.
STILL: Final = "--disable-threaded-compositing"
CHROMIUM_FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    f"--disable-features={','.join(_UNUSED)}",
    *_DRAWN_HERE,
    _AS_THEY_ARE,
]
