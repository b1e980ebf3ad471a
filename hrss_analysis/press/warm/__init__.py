"""Reports made in forks of one warm process: the asker, and the process itself.

Nothing outside knows more of it than that it is an executor, so that another may stand in
its place.
"""

from .executor import WarmExecutor, can_fork

__all__ = ["WarmExecutor", "can_fork"]
