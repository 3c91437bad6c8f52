"""Publishing: a built site goes to where readers are, whole or not at all.

A release travels: `build` (the site, fresh, and what it was built from; `ledger`, where pages moved) → `scan` (what
was built) → `gates` and `refusals` (is it fit to be seen, here and now?) → `plan` and `steps` (what to send, keep,
carry, and in which order; pure) → `deploy` (lock, prepare, switch, verify; `exclusive`, one at a time) on one of
`targets` → `outside` (what readers get). `manifest` is what a release knows of itself, `kinds` and `headers` how its
files are sent, `snippets` what servers need for that. `explainers.commands.publish` is the door that `publish.py`
opens.
"""
