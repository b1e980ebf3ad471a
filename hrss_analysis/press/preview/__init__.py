"""Pages on 127.0.0.1 that follow every change of what they are made from.

Three parts that know little of each other: :mod:`news` is what open pages are told, :mod:`server`
hands out the pages with a script that listens to it, and :mod:`following` watches files and has
the pages made.
"""

from .following import Made, follow
from .server import address

__all__ = ["Made", "address", "follow"]
