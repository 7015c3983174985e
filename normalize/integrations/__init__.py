"""normalize inside the engines that people run crawls on.

| module | for |
|---|---|
| `arrow` | anything that holds Arrow: Ray Data, Spark, Polars, pandas, DuckDB |
| `datatrove` | a datatrove `PipelineStep` |
| `huggingface` | `datasets.Dataset.map` |

Each is imported by name and needs what it is named after; `docs/scale-out.md` has recipes.
"""
