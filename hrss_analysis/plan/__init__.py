"""An official document turned into tables, and tables proved against each other."""

from .importing import Imported, import_plan, write_imported
from .reconcile import check_plan, check_tables

__all__ = ["Imported", "check_plan", "check_tables", "import_plan", "write_imported"]
