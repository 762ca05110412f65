"""Sets one report with typst, in a process of its own: `python -m timglas.exchange.typst_run`.

The library keeps some 260 MB of every large report for as long as its process lives, so the process
ends with the report. It may use only so much memory and time, reads nothing outside the folder it
is given, and fetches nothing: the template imports no packages.
"""

import resource
import sys
from pathlib import Path

MEMORY, SECONDS = 4 * 2**30, 60  # of addresses, a few times what is really used; of processor


def main(folder: str, stamp: str) -> None:
    """Set report.typ in a folder as report.pdf there, with the fonts that lie in it.

    `stamp` is when the file says that it was made, in seconds since 1970.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import typst  # noqa: PLC0415 (75 MB, loaded under the limits)

    typst.compile(
        str(Path(folder) / "report.typ"),
        output=str(Path(folder) / "report.pdf"),
        root=folder,
        font_paths=[folder],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(stamp),
        package_path=folder,
        package_cache_path=folder,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
