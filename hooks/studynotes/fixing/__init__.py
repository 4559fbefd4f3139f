"""Mend what is mechanical in pages and glossary: how they are written, never what they show."""

from studynotes.fixing.mending import Mended, mend_page, mend_yaml

__all__ = ["Mended", "mend_page", "mend_yaml"]
