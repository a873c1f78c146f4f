"""The release: what a case publishes, as pages, PDF and tables, made from nothing but what may be published.

In: `sijil.store.publishing.PublicRows`, facts of the case, earlier releases. Out: file name → bytes, the same for the
same case and version; and what must stay inside (true counts, keys of what is quoted) for the next release.
"""

from sijil.report.public.whole import Earlier, Inside, Made, release_files

__all__ = ["Earlier", "Inside", "Made", "release_files"]
