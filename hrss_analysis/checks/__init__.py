"""What is due, what came, and whether it can be right: rules of data quality, each a small function from facts to findings.

An ``error`` is a figure that cannot be right; a ``warning`` wants an explanation;
``info`` is worth knowing. Every finding says the value, what was expected, and the
likely cause, in Chinese and in English, for the one who has to mend it. A finding a person has
accepted in ``waivers.csv`` (status ``accepted``) is kept as info, with the name.
"""

from .checking import FINDINGS, RULES, check, errors_first, spoken
from .revisions import revisions
from .rule import Rule
from .senders import completeness

__all__ = ["FINDINGS", "RULES", "Rule", "check", "completeness", "errors_first", "revisions", "spoken"]
