"""``python -m hrss_analysis`` is the ``hrss`` command, where scripts are not on the path."""

from .cli import main

if __name__ == "__main__":
    main()
