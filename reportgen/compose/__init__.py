"""A subject of the content and a template of the theme → a report, a deck or a filled form.

composer            one subject and one kind of document through all the steps below
file_names        the `output` of a header → a path every system accepts
templates/        Jinja templates → markup
kinds           the kinds of document, each with the header of its template
contexts        the names a template may use, one row for each kind of subject
branch_context, lesson_context, committee_context, exhibits, slides
log_names, figure_names, exhibit_names   parts of branch_context by subject; year_facts is what they share
environment     the sandbox: escaping, places of values, limits
stamps        places of tags
filters       prose, number, date …
budget        what a template may do, counted; metering puts the counts into its code
sentences       sentences with slots in YAML, output names and conditions
forms           a unit's own Word form, filled by docxtpl
faults          errors of Jinja and Python → faults at template lines; messages translates
places            how markup carries the places of tags and values
markup/           markup → nodes of `reportgen.document`
reader          lxml → elements with places; syntax_faults explains what lxml refuses
vocabulary      every tag and attribute
checker         elements checked against the vocabulary
inlines, exhibits, report, deck
passes, pacing    numbers, references, missing facts; the times of slides
provenance          a finished document → where each figure in it comes from
"""
