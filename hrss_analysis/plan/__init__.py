"""An official document turned into tables, and tables proved against each other."""

from .findings import findings_frame
from .importing import Imported, import_plan, write_imported
from .reconcile import check_tables

__all__ = ["Imported", "check_tables", "findings_frame", "import_plan", "write_imported"]
