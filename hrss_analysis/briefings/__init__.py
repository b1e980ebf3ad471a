"""The reports: one module each, and the tables, sentences and pictures that they are made of."""

import lazy_loader

# What is public stands in __init__.pyi, and is imported when first asked for: a label needs no matplotlib.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
