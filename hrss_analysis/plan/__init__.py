"""An official document turned into tables, and tables proved against each other."""

from .arithmetic import check_plan, check_tables
from .importing import Imported, import_plan
from .writing import Written, write_imported

__all__ = ["Imported", "Written", "check_plan", "check_tables", "import_plan", "write_imported"]
