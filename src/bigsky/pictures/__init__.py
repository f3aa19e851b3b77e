"""Data → accessible SVG, pure. Every picture is a function `(data, *, picture_id, width) -> Picture`.

A `Picture` is the SVG, a table with the same numbers for those who read rather than look, and a title.
The SVG carries no style, no script and no colour of its own beyond `currentColor`, so that it passes a strict
content policy and prints in black and white; shape, dash and words say what colour says. Stand-alone it is
legible; in a page `ui/pictures.css` colours these classes by custom properties:

| class | what wears it | property |
|---|---|---|
| `pic` | the whole picture | `--ink` |
| `pic-text`, `pic-strong` | words; numbers that are read first | `--ink` |
| `pic-muted` | units, ticks, side remarks | `--muted` |
| `pic-axis`, `pic-grid` | axis lines; faint help lines | `--muted`, `--grid` |
| `pic-ketamine`, `pic-norketamine` | the two concentration curves | `--accent`, `--muted` |
| `pic-ahead` | the part of a prediction that lies ahead of now | |
| `pic-span`, `pic-paused` | the pump runs; the pump is paused | `--accent`, `--amber` |
| `pic-now` | the now-line, today | `--brick` |
| `pic-line`, `pic-dot`, `pic-dot-open` | observed lines and dots; open: not certain | `--ink` |
| `pic-dose` | an infusion on the mood line | `--accent` |
| `pic-band`, `pic-band-1` | severity bands, every second one tinted | `--grid` |
| `pic-target` | remission, no effect, any line to compare with | `--green` |
| `pic-halo` | words that may cross a line | `--surface` |
| `pic-number` | the number inside the ring | `--ink` |
| `pic-due`, `pic-late` | a due reading; one whose time has passed | `--accent`, `--amber` |
| `pic-event` | something that happened | `--ink` |
| `pic-trial`, `pic-pooled`, `pic-own` | rows of a forest plot | `--ink`, `--accent`, `--green` |
| `pic-track`, `pic-arc`, `pic-over` | the ring; time left; time overrun | `--grid`, `--accent`, `--amber` |
"""
