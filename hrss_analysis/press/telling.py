"""How a batch tells what it does: a bar for people, lines of JSON for programs, and why."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from .. import messages
from .batch import Tell, is_current
from .jobs import Job, changed
from .making import Result
from .site import made_from


def reasons(jobs: list[Job], names: Mapping[str, str], *, force: bool) -> Iterator[str]:
    """Say of every job whether it will be made, and why; `names` are those of the parts it is made from."""
    for job in jobs:
        before = made_from(job.output)
        if is_current(job) and not force:
            yield messages.tell("unchanged\t{output}", output=job.output)
        elif not before:
            yield messages.tell("make\t{output}\tit is not there", output=job.output)
        elif parts := changed(before, job.made_from):
            what = messages.tell(", ").join(names.get(name, name) for name in parts)
            yield messages.tell("make\t{output}\tchanged: {what}", output=job.output, what=what)
        else:
            yield messages.tell("make\t{output}\tforced", output=job.output)


@contextmanager
def progress_bar(count: int, workers: int) -> Iterator[Tell]:
    """A bar on a terminal: done, running, failed, time left; without one only failures are told."""
    from tqdm import tqdm

    failed = 0
    with tqdm(total=count, unit=messages.tell("report"), disable=None, file=sys.stderr) as bar:

        def tell(result: Result, finished: int, _total: int) -> None:
            nonlocal failed
            failed += result.failure is not None
            bar.n = finished
            bar.set_postfix(
                {
                    messages.tell("failed"): failed,
                    messages.tell("running"): min(workers, count - finished),
                }
            )
            if result.failure:
                places = {"output": result.job.output, "reason": result.failure.message}
                bar.write(messages.tell("failed: {output}: {reason}", **places), file=sys.stderr)

        yield tell


@contextmanager
def tell_json() -> Iterator[Tell]:
    """A line of JSON for every report."""

    def tell(result: Result, finished: int, total: int) -> None:
        line = {
            "output": str(result.job.output),
            "status": result.status,
            "seconds": round(result.seconds, 2),
            "error": result.failure.message if result.failure else None,
            "finished": finished,
            "total": total,
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201

    yield tell
