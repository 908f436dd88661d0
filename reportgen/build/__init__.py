"""Builds and checks: which documents there are, which are stale, who makes them, what is recorded.

How `reportgen build` runs, and which module does it:

1. `request` holds what was asked for; `lock` keeps other builds out of the output folder.
2. `batch` leads the build. It opens the `ledger`, takes in the `journal` of a killed build, and
   lists the sources of content (`targets`).
3. `freshness` compares the recorded `inputs` of every source and output, the `toolchain` among
   them, with their present states: what is unchanged is reported from the ledger.
4. For each other source there is a job (`messages`). `executors` hands the jobs to this process,
   to a `pool` of processes or to a `cluster`.
5. The `worker` looks once at what all documents share (`worker_state`), reads a source, plans its
   documents (`plan`), and has each one made (`produce`) and put in its place (`delivery`).
6. `batch` records each result in the ledger and adds it to the `summary`; at the end it reports
   the `orphans`, outputs that nothing makes any more.

Ctrl-C is noticed between two documents or sources (`interrupts`), so that nothing is left half
recorded. `check` takes the same way, with a ledger in the user's cache and without lock, journal,
delivery and orphans; `build --dry-run` stops before `produce`.
"""
