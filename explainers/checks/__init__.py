"""Checks: whether what a site says is what its sources say, and whether it was sealed, dated, translated and told.

A rule is a function from a `Page` (a file in its site) to problems; its name is the code of what it finds, its
docstring is the manual. One module a family:

    site, page      what rules look at: statements, figures, names and quotations, found once
    evidence, book  what a source can be cited for, what names stand for
    quotations, facts, care     the family *sources*; source_text where the source's text is at hand
    time, languages, changes    the other families
    registry        all codes with their manuals, those of reading too; manual makes docs/problems.md of it
    run             a whole site through all rules, and what could not be checked
"""
