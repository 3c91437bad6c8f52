"""Publishing: a built site goes to where readers are, whole or not at all.

A release travels: `build` (the site, fresh, and what it was built from) → `scan` (what was built) → `gates`
(is it fit to be seen?) → `plan` (what to send, keep, carry; pure) → `directory` (the target) → `deploy`
(lock, stage, verify, switch, verify again). `manifest` is what a release knows of itself, `kinds` what a
file's name says of it, `command` the door that `publish.py` opens.
"""
