"""An official document turned into tables, and tables proved against each other."""

from .arithmetic import check_plan, check_tables
from .importing import Imported, import_plan, write_imported

__all__ = ["Imported", "check_plan", "check_tables", "import_plan", "write_imported"]
