"""Where a site can be published to: a module for each sort of target, two layouts, one protocol.

`protocol` says what a publication asks of any target, and what each layout asks of what it stands on. `releases` keeps
releases beside each other and switches a link, on a disk here (`disk`) or behind ssh (`ssh`); `staging` makes them.
`objects` keeps objects by their addresses, in a store (`store`), `prefixed` releases beside each other there; both
have `generations` of what was live, a `lease` on writing, and a `listing` of what is there. `branch` is a branch of a
git repository. `trials` are what a target can be tried by; `address` turns what a person writes into a target.
"""
