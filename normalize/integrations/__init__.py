"""normalize inside the engines that people run crawls on.

| module | for |
|---|---|
| `arrow` | anything that holds Arrow: Ray Data, Spark, Polars, pandas, DuckDB |
| `files` | the files that `normalize batch` reads, read by an engine's workers |
| `datatrove` | a datatrove `PipelineStep` |
| `huggingface` | `datasets.Dataset.map` |

Each is imported by itself and needs the extra of its name, `arrow` and `files` the extra `batch`.
`docs/scale-out.md` has recipes.
"""
