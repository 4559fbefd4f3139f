"""New pages from templates: with their entry in the glossary and in the navigation, ready to fill."""

from studynotes.templates.insertion import RefusedError
from studynotes.templates.planning import Plan, plan_comparison, plan_service

__all__ = ["Plan", "RefusedError", "plan_comparison", "plan_service"]
